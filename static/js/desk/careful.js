// The forms of the desk: unsaved work is kept, who else is here is shown, and a lost log-in is told
// before the form is sent. Without this module everything else works.

import { keeping } from "./keeping.js"
import "./naming.js"
import { presence } from "./presence.js"
import { sending } from "./sending.js"

const status = document.querySelector("[data-desk-status]")

if (status) {
  const form = status.closest("form")
  const desk = { form, status, words: status.dataset, others: document.querySelector("[data-desk-others]") }
  const keeper = keeping(desk)
  const here = presence(desk)
  sending(desk, keeper, here)
  // What is discarded is not kept again as the page is left.
  for (const other of document.forms) {
    if (other !== form && other.elements._work?.value === form.elements._work.value) {
      other.addEventListener("submit", () => keeper.stop())
    }
  }
}
