// A busy browser may tell of a new selection after a key or a button that acts on it: what they do
// would be done where the cursor was before, and a note that is cut would be words alone.

import { Plugin } from "django-prose-editor/editor"

//: Milliseconds after which ProseMirror restores its selection when the text gets the focus.
const AFTER_FOCUS = 20

export function freshSelection() {
  const read = (_view, { isComposing, keyCode }) => {
    // Not while a keyboard on a screen puts a word together (229).
    if (!isComposing && keyCode !== 229) readSelection()
    return false
  }
  // Just before the editor puts the cursor back where it knows it: there it may not know of a click.
  const focus = () => {
    setTimeout(readSelection, AFTER_FOCUS)
    return false
  }
  return new Plugin({ props: { handleDOMEvents: { copy: read, cut: read, focus, keydown: read, keyup: read, paste: read } } })
}

/** The editor looks at the selection now. */
export function readSelection() {
  document.dispatchEvent(new Event("selectionchange"))
}
