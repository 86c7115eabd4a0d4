// The preview beside the form follows what is typed; on a narrow screen it lies over the page.
// Without this module its buttons open it in a tab of its own.

import { serialised, typed } from "./keeping.js"
import { framed } from "./preview-frame.js"

//: Milliseconds: what stood still for one pause is shown, and what is typed on and on after some.
//: Where it cannot be shown, so many pauses pass before it is tried again.
const PAUSE = 700
const PATIENCE = 4
const REST = 10
const BESIDE = matchMedia("(min-width: 64rem)")
const MEMORY = "desk-preview"

const pane = document.querySelector("[data-preview]")
const buttons = [...document.querySelectorAll("[data-preview-open]")]

if (pane && buttons.length) begin(buttons[0].form)

function begin(form) {
  const status = pane.querySelector("[data-preview-status]")
  const frame = framed(pane.querySelector("iframe"))
  let shown = ""
  let seen = ""
  let waited = 0
  let isAsking = false

  const chosen = (name) => pane.querySelector(`[name=preview-${name}]:checked`).value
  const tell = (text) => status.textContent !== text && (status.textContent = text)

  async function follow() {
    if (!pane.open || !frame.isReady() || isAsking) return
    const data = typed(form)
    const now = chosen("view") + serialised(data)
    const stood = now === seen
    seen = now
    if (now === shown) waited = 0
    else waited += stood && waited >= 0 ? PATIENCE : 1
    if (waited < PATIENCE) return
    isAsking = true
    const answer = await ask(pane.dataset[chosen("view")], data)
    isAsking = false
    waited = answer.html ? 0 : -REST
    if (answer.html) {
      shown = now
      frame.show(answer.html)
    }
    tell(pane.dataset[answer.state] ?? "")
  }

  function look() {
    // What others show of a piece has no width of its own.
    const isPiece = chosen("view") === "piece"
    pane.querySelector("[name=preview-width]").closest("fieldset").disabled = !isPiece
    frame.look(isPiece ? chosen("width") : "any", chosen("colours"))
    remember({ width: chosen("width"), colours: chosen("colours") })
  }

  async function open(view) {
    choose("view", view)
    if (!pane.open) {
      const before = document.activeElement
      if (BESIDE.matches) {
        pane.show()
        // Whoever writes goes on writing.
        before?.focus({ preventScroll: true })
      } else {
        pane.showModal()
      }
    }
    sessionStorage.setItem(MEMORY, BESIDE.matches ? view : "")
    tellButtons()
    if (!(await frame.open(pane.dataset.piece))) return tell(pane.dataset.refused)
    look()
    waited = PATIENCE
    shown = ""
    follow()
  }

  function tellButtons() {
    for (const button of buttons) {
      const isShown = pane.open && chosen("view") === button.dataset.previewOpen
      button.setAttribute("aria-expanded", String(isShown))
    }
  }

  function choose(name, value) {
    const option = pane.querySelector(`[name=preview-${name}][value="${value}"]`)
    if (option) option.checked = true
  }

  for (const button of buttons) {
    button.addEventListener("click", (event) => {
      event.preventDefault()
      const isShown = button.getAttribute("aria-expanded") === "true"
      if (isShown) pane.close()
      else open(button.dataset.previewOpen)
    })
  }
  pane.addEventListener("close", () => {
    sessionStorage.removeItem(MEMORY)
    tellButtons()
  })
  pane.addEventListener("change", (event) => {
    if (event.target.name === "preview-view") open(event.target.value)
    else look()
  })
  pane.addEventListener("keydown", (event) => event.key === "Escape" && pane.close())
  pane.querySelector("[data-preview-close]").addEventListener("click", () => pane.close())
  // Over the page or beside it: what fits now.
  BESIDE.addEventListener("change", () => pane.open && pane.close())

  for (const [name, value] of Object.entries(remembered())) choose(name, value)
  tellButtons()
  setInterval(follow, PAUSE)
  const view = BESIDE.matches && sessionStorage.getItem(MEMORY)
  if (view) open(view)
}

/** The page of a preview; or `state`, why there is none: "loggedOut", "refused" or "offline". */
async function ask(address, body) {
  try {
    const response = await fetch(address, { method: "POST", body, redirect: "manual" })
    if (response.type === "opaqueredirect") return { state: "loggedOut" }
    if (response.ok) return { html: await response.text() }
    return { state: response.status >= 500 ? "offline" : "refused" }
  } catch {
    return { state: "offline" }
  }
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(MEMORY)) ?? {}
  } catch {
    return {}
  }
}

function remember(choices) {
  localStorage.setItem(MEMORY, JSON.stringify(choices))
}
