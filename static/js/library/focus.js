// The centre of interest of a picture: chosen by click or by arrow keys, and shown in the crops.

import { element, filled, gettext } from "./words.js"

//: Percent that an arrow key moves it; what the style sheet of the site tells apart.
const STEP = 5
const MOVES = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }

const picker = document.querySelector("[data-focus]")
const inputs = ["x", "y"].map((axis) => document.querySelector(`#id_centre_${axis}`))

if (picker && inputs.every(Boolean)) {
  const whole = picker.querySelector("[data-focus-whole]")
  const mark = element("button", { type: "button", className: "focus__mark" })
  whole.querySelector("[data-focus-mark]").replaceWith(mark)

  whole.addEventListener("click", (event) => {
    // A key on the mark is a click too, without a place.
    if (!event.detail) return
    const box = whole.getBoundingClientRect()
    move(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100)
    mark.focus()
  })
  mark.addEventListener("keydown", (event) => {
    const step = MOVES[event.key]
    if (!step) return
    event.preventDefault()
    move(...values().map((value, axis) => value + step[axis]))
  })
  for (const input of inputs) input.addEventListener("input", show)
  show()

  function values() {
    return inputs.map((input) => Number(input.value) || 0)
  }

  function move(...places) {
    places.forEach((place, axis) => {
      inputs[axis].value = Math.round(Math.min(100, Math.max(0, place)))
      inputs[axis].dispatchEvent(new Event("input", { bubbles: true }))
    })
  }

  function show() {
    const [x, y] = values()
    mark.setAttribute(
      "aria-label",
      filled(gettext("Centre of interest: %(x)s percent from the left, %(y)s percent from the top. Arrow keys move it."), { x, y }),
    )
    for (const part of [whole, ...picker.querySelectorAll("[data-focus-crop]")]) {
      part.style.setProperty("--focus-x", `${Math.round(x / STEP) * STEP}%`)
      part.style.setProperty("--focus-y", `${Math.round(y / STEP) * STEP}%`)
    }
    mark.style.setProperty("--focus-x", `${x}%`)
    mark.style.setProperty("--focus-y", `${y}%`)
  }
}
