// Word's lists are paragraphs that say to which list and level they belong, with the number typed before them.

import { styleOf } from "./styles.js"

const PLACE = /^l\d+\s+level(\d+)/
const NUMBER = /^\(?(?:\d+(?:\.\d+)*|[a-z]{1,5})[.)]/i

export function makeLists(body) {
  let open = []
  for (const element of body.querySelectorAll("[data-style*='mso-list']")) {
    const place = PLACE.exec(styleOf(element, "mso-list"))
    if (!place) continue
    const marker = takeMarker(element)
    // A numbered heading is a heading.
    if (element.localName !== "p") continue
    if (element.previousElementSibling !== open[0]?.list) open = []
    open = itemIn(open, element, Number(place[1]), marker)
  }
}

/** The number or sign before an item, which the list itself will show. */
function takeMarker(element) {
  const marker = [...element.querySelectorAll("[data-style]")].find((one) => styleOf(one, "mso-list") === "ignore")
  const text = (marker?.textContent ?? "").replace(/[\s\u00a0]+/g, "")
  marker?.remove()
  return text
}

/** Puts a paragraph into the open list of its level; returns the lists that are open then. */
function itemIn(open, paragraph, level, marker) {
  const name = NUMBER.test(marker) ? "ol" : "ul"
  const stays = open.filter((one) => one.level < level || (one.level === level && one.list.localName === name))
  // Every open list lies in the one before: none without it.
  const around = stays.length && stays[0] === open[0] ? stays : []
  if (around.at(-1)?.level !== level) {
    const list = listOf(paragraph.ownerDocument, name, marker)
    const outer = around.at(-1)?.list.lastElementChild
    if (outer) outer.append(list)
    else paragraph.before(list)
    around.push({ level, list })
  }
  const item = paragraph.ownerDocument.createElement("li")
  around.at(-1).list.append(item)
  item.append(paragraph)
  return around
}

function listOf(doc, name, marker) {
  const list = doc.createElement(name)
  const number = Number.parseInt(marker.replace("(", ""), 10)
  if (number > 1) list.setAttribute("start", String(number))
  const letter = /^\(?([aAiI])[.)]/.exec(marker)
  if (name === "ol" && letter) list.setAttribute("type", letter[1])
  return list
}
