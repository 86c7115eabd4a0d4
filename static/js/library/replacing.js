// The new file of a picture: chosen, dropped anywhere on the page, or pasted; sent when that is said.

import { sendings } from "./sendings.js"
import { taking } from "./taking.js"
import { gettext } from "./words.js"

const form = document.querySelector("[data-replacing]")

if (form) {
  const input = form.querySelector("input[type=file]")
  const button = form.querySelector("[type=submit]")
  const list = form.querySelector("[data-replacing-list]")
  const way = { address: location.href, name: input.name, done: gettext("Replaced.") }
  const send = sendings(form.dataset.replacing, list, ({ page }) => location.assign(page), way)

  taking(document.documentElement, ([file]) => choose(input, file), form)
  form.querySelector("[data-replacing-hint]").hidden = false
  form.addEventListener("submit", async (event) => {
    // Without a file the server says what is lacking.
    if (!input.files.length) return
    event.preventDefault()
    list.replaceChildren()
    button.disabled = true
    await send([...input.files])
    button.disabled = false
  })
}

function choose(input, file) {
  const transfer = new DataTransfer()
  transfer.items.add(file)
  input.files = transfer.files
  input.focus()
}
