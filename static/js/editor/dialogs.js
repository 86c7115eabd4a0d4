// Modal dialogs of the editor: the browser keeps the focus in them, and Escape closes them.

import { crel, gettext } from "django-prose-editor/editor"

let count = 0

export function uniqueId(name) {
  return `editor-${name}-${++count}`
}

/**
 * Shows a dialog and returns what `answer()` returns once the form is sent, null if it is closed.
 * An `answer` that returns null keeps the dialog open: it has said what is missing.
 */
export function ask({ title, content, answer = () => true, submit, close = gettext("Cancel") }) {
  const id = uniqueId("dialog")
  const buttons = [crel("button", { type: "button", value: "cancel", textContent: close })]
  if (submit) buttons.unshift(crel("button", { type: "submit", textContent: submit }))
  const heading = crel("h3", { id, className: "prose-editor-dialog-title", textContent: title })
  // What is only read is read from its beginning.
  if (!submit) Object.assign(heading, { tabIndex: -1, autofocus: true })
  const form = crel("form", { method: "dialog", noValidate: true }, [
    heading,
    ...content,
    crel("div", { className: "prose-editor-dialog-buttons" }, buttons),
  ])
  const dialog = crel("dialog", { className: "prose-editor-dialog", "aria-labelledby": id }, [form])
  // Not inside the page's own form, whose data it is not.
  document.body.append(dialog)
  return new Promise((resolve) => {
    let result = null
    buttons.at(-1).addEventListener("click", () => dialog.close())
    form.addEventListener("submit", async (event) => {
      event.preventDefault()
      result = await answer()
      if (result !== null) dialog.close()
    })
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(result)
    })
    dialog.showModal()
  })
}
