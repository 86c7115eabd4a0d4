// The row of buttons as one stop of the tab key, through which the arrow keys lead
// (https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/); each says its name and whether it is on.

import { gettext } from "django-prose-editor/editor"
import { readSelection } from "./selecting.js"
import { describe } from "./shortcuts.js"

export function makeToolbar(editor) {
  const bar = editor.storage.menu.dom
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", gettext("Form of the text"))
  const switches = new Set([...bar.querySelectorAll("button")].filter(describe))
  let current = null

  const shown = () => [...bar.querySelectorAll("button:not(.hidden)")]
  const stopAt = (button) => {
    current = button
    for (const one of bar.querySelectorAll("button")) one.tabIndex = one === button ? 0 : -1
  }
  const update = () => {
    for (const button of bar.querySelectorAll("button")) {
      set(button, "aria-disabled", button.classList.contains("disabled"))
      if (switches.has(button)) set(button, "aria-pressed", button.classList.contains("active"))
    }
    const buttons = shown()
    if (!buttons.includes(current)) stopAt(buttons[0])
  }
  const focus = (button = current) => {
    stopAt(button)
    button.focus()
  }

  bar.addEventListener("pointerdown", readSelection, true)
  bar.addEventListener("focusin", (event) => event.target.matches("button") && stopAt(event.target))
  bar.addEventListener("keydown", (event) => {
    const buttons = shown()
    const place = buttons.indexOf(event.target)
    const next = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: -1 }[event.key]
    if (next === undefined || place < 0) return
    event.preventDefault()
    focus(buttons.at(next % buttons.length))
  })
  editor.on("transaction", update)
  update()
  return { focus: () => focus() }
}

function set(button, name, value) {
  if (button.getAttribute(name) !== String(value)) button.setAttribute(name, String(value))
}
