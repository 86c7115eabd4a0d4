// A field for a picture opens the library, and shows what is chosen.

import { choosing } from "./choosing.js"
import { taking } from "./taking.js"
import { element, gettext } from "./words.js"

const told = document.querySelector("meta[name=picture-library]")

for (const select of document.querySelectorAll(".related-widget-wrapper[data-model-ref=image] select")) {
  if (told && !select.disabled && !select.name.includes("__prefix__")) equip(select)
}

function equip(select) {
  const button = element("button", { type: "button", className: "button picture-field__open", textContent: gettext("From the library…") })
  const shown = element("img", { className: "picture-field__shown", alt: "", hidden: true })
  const mayAdd = told.dataset.mayAdd === "yes"
  const open = async (files = []) => {
    const [picture] = (await choosing({ base: told.content, mayAdd, files, isField: true })) || []
    button.focus()
    if (!picture) return
    select.add(new Option(picture.alt || picture.caption || picture.url, picture.id, true, true))
    select.dispatchEvent(new Event("change", { bubbles: true }))
    shown.src = picture.thumbnail
    shown.hidden = false
  }
  button.addEventListener("click", () => open())
  // What was chosen in another way is not what is shown.
  select.addEventListener("change", () => (shown.hidden = true))
  const field = element("div", { className: "picture-field" }, button)
  if (mayAdd) field.append(element("span", { className: "picture-field__hint", textContent: gettext("or drop or paste a picture here") }))
  field.append(shown)
  const wrapper = select.closest(".related-widget-wrapper")
  wrapper.after(field)
  if (mayAdd) taking(wrapper.parentElement, ([file]) => open([file]), field)
}
