// A busy browser may tell of a new selection after a key or a button that acts on it: what they do
// would be done where the cursor was before, and a note that is cut would be words alone.

import { Plugin } from "django-prose-editor/editor"

export function freshSelection() {
  const read = (_view, { isComposing, keyCode }) => {
    // Not while a keyboard on a screen puts a word together (229).
    if (!isComposing && keyCode !== 229) readSelection()
    return false
  }
  return new Plugin({ props: { handleDOMEvents: { copy: read, cut: read, keydown: read, paste: read } } })
}

/** The editor looks at the selection now. */
export function readSelection() {
  document.dispatchEvent(new Event("selectionchange"))
}
