// Notes of pasted texts. Word, LibreOffice, Google Docs and web pages write them alike: a link that
// calls the note, and in the note a link back. Ours stand where they are called.

const BLOCKS = "li, p, div, dd, td, aside, section"

export function placeNotes(body) {
  const marked = new Map()
  for (const element of body.querySelectorAll("[id], [name]")) {
    for (const name of namesOf(element)) if (!marked.has(name)) marked.set(name, element)
  }
  const notes = new Set()
  for (const call of [...body.querySelectorAll("a[href*='#']")]) {
    const note = noteOf(call, marked.get(placeOf(call)))
    if (!note) continue
    outermost(call).replaceWith(written(note))
    notes.add(note)
  }
  for (const note of notes) removeWithList(note, body)
}

function namesOf(element) {
  return [element.id, element.getAttribute("name")].filter(Boolean)
}

/** What comes behind "#" in a link: browsers and Word write whole addresses before it. */
function placeOf(link) {
  const href = link.getAttribute("href")
  return href.slice(href.indexOf("#") + 1)
}

/** The element of the note that a link calls; null if what it leads to does not lead back. */
function noteOf(call, target) {
  if (!target || !(call.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING)) return null
  const note = wordsNote(target) ?? (target.matches(BLOCKS) ? target : target.closest(BLOCKS))
  if (!note || note.contains(call)) return null
  const own = new Set([call, call.parentElement, ...call.children].flatMap(namesOf))
  return [...note.querySelectorAll("a[href*='#']")].some((link) => own.has(placeOf(link))) ? note : null
}

/** Word's notes may have more than one paragraph. */
function wordsNote(target) {
  for (let element = target; element; element = element.parentElement) {
    if (/mso-element:\s*(?:foot|end)note\s*(?:;|$)/i.test(element.dataset.style ?? "")) return element
    if (/^(?:ftn|edn|sdfootnote|sdendnote)\d+$/.test(element.id)) return element
  }
  return null
}

/** The call with the raised number around it, if that holds nothing else. */
function outermost(call) {
  let element = call
  while (element.parentElement?.matches("sup, span, small") && isAlone(element)) element = element.parentElement
  return element
}

function isAlone(element) {
  return element.parentElement.textContent.trim() === element.textContent.trim()
}

function written(note) {
  const copy = note.cloneNode(true)
  // The way back, and what the calling program put around it.
  for (const link of copy.querySelectorAll("a[href*='#']")) {
    if (/^[\s\d[\]().*†‡↑^↩︎a-z]{0,8}$/u.test(link.textContent)) outermost(link).remove()
  }
  const written = note.ownerDocument.createElement("foot-note")
  written.append(...copy.childNodes)
  // A note is one line.
  for (const block of written.querySelectorAll("p, div, ul, ol, li, br, table, tbody, tr, td, h1, h2, h3")) {
    block.replaceWith(" ", ...block.childNodes)
  }
  trimStart(written)
  return written
}

function trimStart(element) {
  const first = element.firstChild
  if (!first) return
  if (first.nodeType === Node.TEXT_NODE) first.data = first.data.trimStart()
  else trimStart(first)
  if (!first.textContent) {
    first.remove()
    trimStart(element)
  }
}

/** With what is left of a list of notes, its line and its heading. */
function removeWithList(note, body) {
  const list = note.parentElement
  note.remove()
  const isList = list && list !== body && list.matches("ol, ul, dl, div, section")
  if (isList && !list.textContent.trim()) removeWithList(list, body)
}
