// The styles of pasted HTML, which are read and never applied: the policy of the page forbids them.

const BLOCK = /<(style|script|xml|title)\b[^>]*>[\s\S]*?<\/\1\s*>/gi
const COMMENT = /<!--[\s\S]*?-->|<!\[[^>]*>/g
const TAG = /<[a-z][^<>]*>/gi
// Only reading them would be reported as a breach of the policy.
const FORBIDDEN = /(\s)(style|on[a-z]+)(\s*=)/gi
const HIDDEN = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)/i
// Word alone says this, and also of its styles.
const HIDING = /([^{}]+)\{[^{}]*mso-hide:\s*all/gi
const OUTLINE = /([^{}]+)\{[^{}]*mso-outline-level:\s*(\d)/g

/** A document of its own, in which nothing runs, loads or is styled; Word's levels of headings by class; its hiding classes. */
export function parsed(html) {
  const plain = html
    .replace(BLOCK, "")
    .replace(COMMENT, "")
    .replace(TAG, (tag) => tag.replace(FORBIDDEN, "$1data-$2$3"))
  return { body: new DOMParser().parseFromString(plain, "text/html").body, levels: outlineLevels(html), hiding: hidingClasses(html) }
}

/** Whether an element says itself, or by one of these classes, that nobody is to see it. */
export function isHidden(element, hiding) {
  const style = `${element.dataset.style ?? ""};${element.getAttribute("style") ?? ""}`
  return element.hidden || HIDDEN.test(style) || [...element.classList].some((name) => hiding.has(name))
}

/** The value of a style that stands in an element itself, in small letters; "" without one. */
export function styleOf(element, name) {
  const style = element.dataset.style
  if (!style) return ""
  for (const part of style.split(";")) {
    const [key, ...value] = part.split(":")
    if (key.trim().toLowerCase() === name) return value.join(":").trim().toLowerCase()
  }
  return ""
}

export function isWord(html) {
  return /class="?'?Mso|mso-|urn:schemas-microsoft-com/i.test(html)
}

function hidingClasses(html) {
  const selectors = [...html.matchAll(HIDING)].flatMap(([, every]) => every.split(","))
  return new Set(selectors.map((one) => /\.([\w-]+)\s*$/.exec(one)?.[1]).filter(Boolean))
}

function outlineLevels(html) {
  const levels = new Map()
  for (const [, selectors, level] of html.matchAll(OUTLINE)) {
    for (const [, name] of selectors.matchAll(/\.([\w-]+)/g)) levels.set(name, Number(level))
  }
  return levels
}
