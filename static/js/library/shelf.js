// The library's list takes files: chosen, dropped anywhere on the page, or pasted.

import { describing } from "./describing.js"
import { sendings } from "./sendings.js"
import { taking } from "./taking.js"
import { element, gettext } from "./words.js"

const shelf = document.querySelector("[data-shelf]")

if (shelf) {
  const base = shelf.dataset.shelf
  const input = shelf.querySelector("[data-shelf-input]")
  const take = sendings(base, shelf.querySelector("[data-shelf-list]"), (entry, line) => ask(base, entry, line))
  shelf.hidden = false

  input.addEventListener("change", () => {
    take([...input.files])
    input.value = ""
  })
  taking(document.documentElement, take, shelf)
}

/** What the picture shows, right in its line. */
function ask(base, entry, { row, say }) {
  const page = element("a", { href: entry.page, textContent: gettext("Open") })
  row.prepend(element("img", { src: entry.thumbnail, alt: "", width: entry.width, height: entry.height }))
  row.append(" ", page)
  if (entry.alt || entry.isDecorative) return
  const { fields, send } = describing(base, entry)
  const button = element("button", { type: "submit", className: "button", textContent: gettext("Save the words") })
  const form = element("form", { className: "sending__form" }, fields, button)
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    button.disabled = true
    const saved = await send()
    button.disabled = false
    if (!saved) return
    form.remove()
    say(gettext("Added and described."))
    page.focus()
  })
  row.append(form)
}
