// A busy browser may tell of a new selection after a key that acts on it: what the key does would be
// done where the cursor was before, and a note that is cut would be words alone.

import { Plugin } from "django-prose-editor/editor"

export function freshSelection() {
  return new Plugin({ props: { handleDOMEvents: { copy: read, cut: read, keydown: read, paste: read } } })
}

function read(_view, { isComposing, keyCode }) {
  // Not while a keyboard on a screen puts a word together (229).
  if (!isComposing && keyCode !== 229) document.dispatchEvent(new Event("selectionchange"))
  return false
}
