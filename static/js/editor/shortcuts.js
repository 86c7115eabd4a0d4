// The keys of the editor: said at its buttons, and listed by its help.

import { crel, gettext } from "django-prose-editor/editor"
import { ask } from "./dialogs.js"

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
const NAMES = isMac ? { Mod: "⌘", Alt: "⌥", Shift: "⇧" } : { Mod: gettext("Ctrl") }

// Not taken by systems and browsers: on a Mac ⌘⌥H hides, ⌘⌥Q quits and ⌘⌥W closes what is around.
// By the names of the buttons: [what it does, its keys, whether it is on or off].
const ITEMS = {
  paragraph: [gettext("Paragraph"), "Mod-Alt-0", true],
  heading2: [gettext("Heading of a part"), "Mod-Alt-2", true],
  heading3: [gettext("Heading below it"), "Mod-Alt-3", true],
  heading4: [gettext("Smallest heading"), "Mod-Alt-4", true],
  bulletList: [gettext("List"), "Mod-Shift-8", true],
  orderedList: [gettext("Numbered list"), "Mod-Shift-7", true],
  blockquote: [gettext("Quotation"), "Mod-Shift-9", true],
  pullQuote: [gettext("Pull quote"), "Mod-Alt-O", true],
  horizontalRule: [gettext("Line between parts"), ""],
  figure: [gettext("Picture"), ""],
  bold: [gettext("Bold"), "Mod-B", true],
  italic: [gettext("Italic"), "Mod-I", true],
  subscript: [gettext("Subscript"), "Mod-,", true],
  superscript: [gettext("Superscript"), "Mod-.", true],
  link: [gettext("Link"), "Mod-K", true],
  unlink: [gettext("Remove the link"), ""],
  footNote: [gettext("Footnote"), "Mod-Alt-F", true],
  passageLanguage: [gettext("Language of these words"), "Mod-Alt-P", true],
  table: [gettext("Table"), ""],
  "table:addColumnAfter": [gettext("Column after this one"), ""],
  "table:deleteColumn": [gettext("Delete the column"), ""],
  "table:addRowAfter": [gettext("Row below this one"), ""],
  "table:deleteRow": [gettext("Delete the row"), ""],
  "table:mergeCells": [gettext("Merge the cells"), ""],
  "table:splitCell": [gettext("Split the cell"), ""],
  "table:toggleHeaderCell": [gettext("Head of a row or column"), "", true],
  "table:deleteTable": [gettext("Delete the table"), ""],
  "table:caption": [gettext("Caption of the table"), "", true],
  "history:undo": [gettext("Undo"), "Mod-Z"],
  "history:redo": [gettext("Redo"), "Mod-Shift-Z"],
  alone: [gettext("Write without distraction"), "Mod-Alt-A", true],
  wide: [gettext("Full width"), "Mod-Alt-X", true],
  help: [gettext("Keys of the editor"), "Mod-Alt-G"],
}
const MORE = [
  [gettext("From the text to the buttons"), "Alt-F10"],
  [gettext("From the buttons to the text; out of writing without distraction"), "Escape"],
  [gettext("Out of a footnote"), "Enter"],
  [gettext("A new line in the same paragraph"), "Shift-Enter"],
  [gettext("To the next cell of a table"), "Tab"],
  [gettext("Paste as plain text"), "Mod-Shift-V"],
]

export function keys(shortcut) {
  return shortcut.split("-").map((key) => NAMES[key] ?? key).join(isMac ? "" : "+")
}

/** The button's name, with its keys for whoever points at it; returns whether it is on or off. */
export function describe(button) {
  const [words, shortcut, isSwitch] = ITEMS[button.dataset.name] ?? [button.title, ""]
  button.title = shortcut ? `${words} (${keys(shortcut)})` : words
  button.setAttribute("aria-label", words)
  return Boolean(isSwitch)
}

export function showHelp() {
  const listed = [...Object.values(ITEMS).filter(([, shortcut]) => shortcut), ...MORE]
  const rows = listed.flatMap(([words, shortcut]) => [
    crel("dt", { textContent: words }),
    crel("dd", {}, [crel("kbd", { textContent: keys(shortcut) })]),
  ])
  return ask({
    title: gettext("Keys of the editor"),
    content: [crel("dl", { className: "editor-keys" }, rows)],
    close: gettext("Close"),
  })
}
