// The words of one picture that was just added: required for those who cannot see it.

import { describe } from "./uploading.js"
import { element, gettext } from "./words.js"

let number = 0

/**
 * Fields for a picture's words, as {fields, send, alt}; alt is the first input. `send` asks the server, shows at the fields what
 * it refuses, and resolves to the new entry, or to null.
 */
export function describing(base, entry) {
  const prefix = `picture-${++number}`
  const alt = field(prefix, "alt", gettext("What does it show?"), entry.alt, {
    help: gettext("Alternative text, for readers who cannot see it."),
  })
  const decorative = element("input", { type: "checkbox", id: `${prefix}-decorative`, checked: entry.isDecorative })
  const caption = field(prefix, "caption", gettext("Caption"), entry.caption)
  const credit = field(prefix, "credit", gettext("Credit"), entry.credit)
  const others = element("p", { className: "picture-words__error", role: "alert" })
  const fields = element(
    "div",
    { className: "picture-words" },
    alt.row,
    element(
      "p",
      { className: "picture-words__check" },
      decorative,
      element("label", { htmlFor: decorative.id, textContent: gettext("Decorative: it says nothing that the text does not say") }),
    ),
    caption.row,
    credit.row,
    others,
  )
  decorative.addEventListener("change", () => {
    alt.input.disabled = decorative.checked
    if (decorative.checked) alt.input.value = ""
  })
  alt.input.disabled = decorative.checked

  async function send() {
    const values = {
      alt: alt.input.value,
      is_decorative: decorative.checked,
      caption: caption.input.value,
      credit: credit.input.value,
      source: entry.source,
      may_be_republished: entry.mayBeRepublished,
    }
    const { entry: saved, errors = {} } = await describe(base, entry.id, values)
    for (const [name, one] of Object.entries({ alt, caption, credit })) one.say(errors[name])
    others.textContent = (errors.__all__ || []).join(" ")
    if (!saved) (errors.alt ? alt : caption).input.focus()
    return saved || null
  }
  return { fields, send, alt: alt.input }
}

function field(prefix, name, label, value, { help = "" } = {}) {
  const id = `${prefix}-${name}`
  const error = element("span", { className: "picture-words__error", id: `${id}-error`, role: "alert" })
  const input = element("input", { type: "text", id, value: value || "", className: "vTextField", "aria-describedby": `${id}-help ${id}-error` })
  const row = element(
    "p",
    { className: "picture-words__row" },
    element("label", { htmlFor: id, textContent: label }),
    element("span", { className: "help", id: `${id}-help`, textContent: help }),
    input,
    error,
  )
  const say = (sentences = []) => {
    error.textContent = sentences.join(" ")
    input.setAttribute("aria-invalid", String(sentences.length > 0))
  }
  return { row, input, say }
}
