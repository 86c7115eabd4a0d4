// A field for a picture opens the library, and shows what is chosen.

import { choosing } from "./choosing.js"
import { element, gettext } from "./words.js"

const told = document.querySelector("meta[name=picture-library]")

for (const select of document.querySelectorAll(".related-widget-wrapper[data-model-ref=image] select")) {
  if (told && !select.disabled && !select.name.includes("__prefix__")) equip(select)
}

function equip(select) {
  const button = element("button", { type: "button", className: "button picture-field__open", textContent: gettext("From the library…") })
  const shown = element("img", { className: "picture-field__shown", alt: "", hidden: true })
  button.addEventListener("click", async () => {
    const mayAdd = told.dataset.mayAdd === "yes"
    const [picture] = (await choosing({ base: told.content, mayAdd, isField: true })) || []
    button.focus()
    if (!picture) return
    select.add(new Option(picture.alt || picture.caption || picture.url, picture.id, true, true))
    select.dispatchEvent(new Event("change", { bubbles: true }))
    shown.src = picture.thumbnail
    shown.hidden = false
  })
  // What was chosen in another way is not what is shown.
  select.addEventListener("change", () => (shown.hidden = true))
  select.closest(".related-widget-wrapper").after(element("div", { className: "picture-field" }, button, shown))
}
