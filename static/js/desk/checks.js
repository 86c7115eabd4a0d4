// What the checks find is shown again some seconds after each change, and its links lead to the fields.

import { ask } from "./asking.js"

const PAUSE = 2000
const panel = document.querySelector("[data-checks]")

if (panel) {
  const found = panel.querySelector("[data-checks-found]")
  const form = panel.closest("form")
  const now = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"))
  // What is there at first was checked by the server.
  let checked = now().toString()
  let last = checked
  let isAsking = false

  async function check() {
    const data = now()
    const text = data.toString()
    // What still changes waits.
    const isSettled = text === last
    last = text
    if (text === checked || !isSettled || isAsking || document.hidden) return
    isAsking = true
    const answer = await ask(panel.dataset.checks, data)
    isAsking = false
    if (!answer.ok) return
    checked = text
    if (answer.html !== found.innerHTML) found.innerHTML = answer.html
  }

  setInterval(check, PAUSE)

  // The editor stands in the place of its field.
  panel.addEventListener("click", (event) => {
    const link = event.target.closest("[data-checks-field]")
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)))
    if (!field) return
    event.preventDefault()
    const editor = field.closest(".prose-editor")?.querySelector(".ProseMirror[contenteditable]")
    const place = editor ?? field
    const entry = place.matches("input, textarea, select, .ProseMirror") ? place : place.querySelector("input")
    place.closest(".form-row, fieldset")?.scrollIntoView({ block: "start" })
    entry?.focus({ preventScroll: true })
  })
}
