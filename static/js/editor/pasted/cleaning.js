// What another program put on the clipboard, as the editor would have written it itself.

import { isInner } from "../inner.js"
import { makeLists } from "./lists.js"
import { placeNotes } from "./notes.js"
import { isHidden, parsed, styleOf } from "./styles.js"
import { renamed, setEmphasis, setHeadings, setLanguages } from "./words.js"

const REFUSED =
  "script, style, xml, template, iframe, object, embed, svg, math, noscript, video, audio, canvas, " +
  "button, input, select, textarea, link, meta, title, del"
const COMMENTS = ".MsoCommentReference, [class*='msocomanchor'], [data-style*='mso-element:comment']"
const BLOCKS =
  "p, div, h1, h2, h3, h4, h5, h6, ul, ol, li, table, blockquote, figure, hr, aside, section, " +
  "article, dl, pre"
const WRAPPERS =
  "div, section, article, main, header, footer, nav, address, center, dl, dt, dd, pre, form, " +
  "fieldset, details, summary"
const PLAIN = "aside blockquote br em figcaption figure foot-note h2 h3 h4 hr li p strong sub sup table tbody thead tr ul"
// Each with the attributes that stay.
const KEPT = {
  ...Object.fromEntries(PLAIN.split(" ").map((name) => [name, []])),
  a: ["href"],
  img: ["alt", "data-file", "height", "src", "width"],
  ol: ["start", "type"],
  span: ["lang"],
  td: ["colspan", "rowspan"],
  th: ["colspan", "rowspan"],
}

/** Returns {html, left}: the text, and how many pictures, comments, hidden and struck passages are not in it. */
export function cleaned(html, language) {
  const { body, levels, hiding } = parsed(html)
  const comments = takeComments(body)
  const hidden = takeHidden(body, hiding)
  const left = { comments, hidden, struck: takeStruck(body), pictures: takePictures(body) }
  for (const element of body.querySelectorAll(REFUSED)) element.remove()
  placeNotes(body)
  for (const list of body.querySelectorAll("[data-style*='footnote-list'], [data-style*='endnote-list']")) list.remove()
  makeLists(body)
  setHeadings(body, levels)
  setEmphasis(body)
  setLanguages(body, language)
  setLinks(body)
  setTags(body)
  tidySpaces(body)
  removeEmpty(body)
  return { html: body.innerHTML, left }
}

function takeComments(body) {
  const found = [...body.querySelectorAll(COMMENTS)]
  for (const element of found) element.remove()
  return found.length
}

/** What cannot be seen where it was copied is not to be read here. */
function takeHidden(body, hiding) {
  const found = [...body.querySelectorAll("*")].filter((element) => isHidden(element, hiding))
  for (const element of found) element.remove()
  return found.filter((element) => element.textContent.trim()).length
}

/** Without its line it would read as if it still held; what was deleted in Word's own way is left out silently. */
function takeStruck(body) {
  const isStruck = (element) => element.matches("s, strike") || /line-through/.test(decorationOf(element))
  const found = [...body.querySelectorAll("*")].filter(isStruck)
  for (const element of found) element.remove()
  return found.filter((element) => element.textContent.trim()).length
}

function decorationOf(element) {
  return styleOf(element, "text-decoration") + styleOf(element, "text-decoration-line")
}

/** Of a text of our own, which is kept as it is: whether every picture is the library's. */
export function hasStrangePictures(html) {
  return [...parsed(html).body.querySelectorAll("img")].some((image) => !isOwn(image))
}

/** Pictures come from the library of the site, with their rights and their descriptions. */
function takePictures(body) {
  const strange = [...body.querySelectorAll("img, picture > source")].filter((image) => !isOwn(image))
  for (const image of strange) image.remove()
  for (const figure of body.querySelectorAll("figure:not(:has(img, table))")) figure.remove()
  return strange.filter((image) => image.localName === "img").length
}

function isOwn(image) {
  const src = image.getAttribute("src") ?? ""
  const path = src.startsWith(`${location.origin}/`) ? src.slice(location.origin.length) : src
  if (!/^\/media\/images\/[\w-]+\.[a-z]+$/.test(path)) return false
  image.setAttribute("src", path)
  return true
}

function setLinks(body) {
  for (const link of body.querySelectorAll("a")) {
    const href = (link.getAttribute("href") ?? "").trim()
    const isKept = /^(?:https?:\/\/|mailto:)/i.test(href) || isInner(href)
    if (!isKept || !link.textContent.trim()) link.replaceWith(...link.childNodes)
  }
}

function setTags(body) {
  for (const wrapper of [...body.querySelectorAll(WRAPPERS)].reverse()) {
    const isParagraph = !wrapper.querySelector(BLOCKS) && !wrapper.closest("foot-note")
    if (isParagraph) renamed(wrapper, "p")
    else wrapper.replaceWith(...wrapper.childNodes)
  }
  for (const element of body.querySelectorAll("b")) renamed(element, "strong")
  for (const element of body.querySelectorAll("i, cite")) renamed(element, "em")
  for (const element of [...body.querySelectorAll("*")].reverse()) {
    const attributes = KEPT[element.localName]
    if (!attributes || (element.localName === "span" && !element.hasAttribute("lang"))) {
      element.replaceWith(...element.childNodes)
      continue
    }
    for (const { name } of [...element.attributes]) {
      if (!attributes.includes(name)) element.removeAttribute(name)
    }
  }
}

/** Word sets rows of spaces that do not break where it means one. */
function tidySpaces(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    walker.currentNode.data = walker.currentNode.data.replace(/[ \t\n\r\u00a0]{2,}/g, " ")
  }
}

function removeEmpty(body) {
  const parts = "a, strong, em, sub, sup, span, foot-note, p, h2, h3, h4, li, ul, ol, blockquote, aside"
  for (const element of [...body.querySelectorAll(parts)].reverse()) {
    const isEmpty = !element.textContent.replace(/[\s\u00a0\u200b]/g, "") && !element.querySelector("img, table, hr")
    if (!isEmpty) continue
    const isSpace = element.textContent && !element.matches("p, h2, h3, h4, li, ul, ol, blockquote, aside, foot-note")
    element.replaceWith(...(isSpace ? [" "] : []))
  }
}
