// Headings, emphasis and languages of pasted texts, which other programs say by styles and classes.

import { styleOf } from "./styles.js"

const HEADINGS = "h1, h2, h3, h4, h5, h6"
// The editor has these levels.
const [FIRST, LAST] = [2, 4]
const TAG = /^([a-z]{2,3})(-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?$/i

/** The levels that are there, whichever, become those that the editor has, from the first one on. */
export function setHeadings(body, levels) {
  for (const paragraph of body.querySelectorAll("p")) {
    const level = outlineOf(paragraph, levels)
    if (level && paragraph.textContent.trim()) renamed(paragraph, `h${level}`)
  }
  const headings = [...body.querySelectorAll(HEADINGS)]
  const least = Math.min(...headings.map(levelOf))
  for (const heading of headings) {
    const level = Math.min(LAST, levelOf(heading) - least + FIRST)
    const own = renamed(heading, `h${level}`)
    for (const strong of own.querySelectorAll("b, strong, font")) strong.replaceWith(...strong.childNodes)
  }
}

function outlineOf(paragraph, levels) {
  if (paragraph.className === "MsoTitle") return 1
  const own = Number(styleOf(paragraph, "mso-outline-level"))
  const level = own || [...paragraph.classList].map((name) => levels.get(name)).find(Boolean)
  return level <= 6 ? level : 0
}

function levelOf(heading) {
  return Number(heading.localName[1])
}

export function setEmphasis(body) {
  for (const element of body.querySelectorAll("b, strong, i, em")) {
    if (isPlain(element)) element.replaceWith(...element.childNodes)
  }
  for (const element of body.querySelectorAll("span, font")) {
    if (element.closest("h2, h3, h4")) continue
    const weight = styleOf(element, "font-weight")
    if (weight === "bold" || Number(weight) >= 600) wrapWithin(element, "strong")
    if (styleOf(element, "font-style") === "italic") wrapWithin(element, "em")
    const raised = styleOf(element, "vertical-align")
    if (raised === "super" || raised === "sub") wrapWithin(element, raised === "super" ? "sup" : "sub")
  }
  for (const quote of body.querySelectorAll("p.MsoQuote, p.MsoIntenseQuote")) {
    const around = quote.ownerDocument.createElement("blockquote")
    quote.replaceWith(around)
    around.append(quote)
  }
}

/** Google Docs puts `b` around all that it copies, and takes it back by a style. */
function isPlain(element) {
  const isBold = element.matches("b, strong")
  const style = styleOf(element, isBold ? "font-weight" : "font-style")
  return style === "normal" || (isBold && style === "400")
}

/** A language is said where it is another than around it; `language` is that of the whole text. */
export function setLanguages(body, language) {
  const kept = new Map()
  for (const element of body.querySelectorAll("[lang]")) {
    const tag = shortTag(element.getAttribute("lang"))
    element.removeAttribute("lang")
    if (!tag || !/\p{L}/u.test(element.textContent)) continue
    if (tag === aroundOf(element, kept, language)) continue
    // A mark around words, which the editor shows and takes away; a block has none.
    kept.set(element.localName === "span" ? element : wrapWithin(element, "span"), tag)
  }
  for (const [element, tag] of kept) element.setAttribute("lang", tag)
}

function aroundOf(element, kept, language) {
  for (let outer = element.parentElement; outer; outer = outer.parentElement) {
    if (kept.has(outer)) return kept.get(outer)
  }
  return language
}

/** "RU" of "ru-RU", "az-Cyrl" of "az-Cyrl-AZ": Word names a country also where none is meant. */
function shortTag(text) {
  const found = TAG.exec(text.trim())
  if (!found) return ""
  const script = found[2] ? `-${found[2][1].toUpperCase()}${found[2].slice(2).toLowerCase()}` : ""
  return found[1].toLowerCase() + script
}

function wrapWithin(element, name) {
  const inner = element.ownerDocument.createElement(name)
  inner.append(...element.childNodes)
  element.append(inner)
  return inner
}

export function renamed(element, name) {
  if (element.localName === name) return element
  const other = element.ownerDocument.createElement(name)
  for (const { name: key, value } of element.attributes) other.setAttribute(key, value)
  other.append(...element.childNodes)
  element.replaceWith(other)
  return other
}
