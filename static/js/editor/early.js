// Who is in the field of a text before the editor takes its place goes on in the editor.

let focused = document.activeElement

document.addEventListener("focusin", ({ target }) => (focused = target))
// A field that is moved loses the focus too, and the editor asks in the same moment.
document.addEventListener("focusout", () => setTimeout(() => (focused = document.activeElement)))

/** Where the editor goes on for who is in this field: "start", "end", or null for nobody. */
export function placeIn(field) {
  if (field !== focused) return null
  return field.selectionEnd === field.value.length ? "end" : "start"
}
