// A sentence above the text, said aloud too, until it is closed.

import { crel, gettext } from "django-prose-editor/editor"

/** Where notices of an editor appear. It is there before them: only so are they read out. */
export function noticeOf(editor) {
  const element = editor.view.dom.closest(".prose-editor")
  const there = element.querySelector(":scope > .editor-notice")
  if (there) return there
  const notice = crel("div", { className: "editor-notice", role: "status" })
  editor.view.dom.before(notice)
  return notice
}

export function tell(editor, sentences) {
  const notice = noticeOf(editor)
  if (!sentences.length) return notice.replaceChildren()
  const close = crel("button", { type: "button", className: "editor-notice__close", textContent: gettext("Close") })
  close.addEventListener("click", () => {
    notice.replaceChildren()
    editor.commands.focus()
  })
  notice.replaceChildren(crel("p", { textContent: sentences.join(" ") }), close)
}
