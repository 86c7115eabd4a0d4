// Pull quotes: words of the text once more, in large letters (ccsis/lib/richtext/quotes.py).

import { gettext, Node, pm } from "django-prose-editor/editor"

const { TextSelection } = pm.state

export const PullQuote = Node.create({
  name: "pullQuote",
  group: "block",
  content: "(text | hardBreak)*",
  marks: "bold italic subscript superscript passageLanguage",
  defining: true,

  parseHTML() {
    return [{ tag: "aside" }]
  },

  renderHTML() {
    return ["aside", 0]
  },

  addCommands() {
    return {
      togglePullQuote:
        () =>
        ({ editor, state, tr, dispatch, commands }) => {
          if (editor.isActive("pullQuote")) return commands.setNode("paragraph")
          const { $from, empty } = state.selection
          if (empty && !$from.depth) return false
          if (dispatch) insert(tr, state, empty ? [] : wordsOf(state, this.type))
          return true
        },
    }
  },

  addKeyboardShortcuts() {
    return {
      "Mod-Alt-o": ({ editor }) => editor.commands.togglePullQuote(),
      // Its own keys, Mod-Shift-b, are taken by bold, and by the bookmarks of browsers.
      "Mod-Shift-9": ({ editor }) => editor.commands.toggleBlockquote(),
    }
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "pullQuote",
      groups: "nodes",
      priority: 90,
      button: buttons.material("format_size", gettext("Pull quote")),
      command: (editor) => editor.chain().focus().togglePullQuote().run(),
      enabled: (editor) => editor.can().togglePullQuote(),
      active: (editor) => editor.isActive("pullQuote"),
    })
  },
})

/** Before the block in which the selection begins, with the selected words; a new one is begun behind it. */
function insert(tr, { selection: { $from }, schema }, words) {
  const quote = schema.nodes.pullQuote.create(null, words)
  // Everything may be selected, from outside of all blocks.
  const place = $from.depth ? (words.length ? $from.before(1) : $from.after(1)) : 0
  tr.insert(place, quote)
  if (!words.length) tr.setSelection(TextSelection.create(tr.doc, place + 1))
  tr.scrollIntoView()
}

/** What is selected, as one line without its notes and links. */
function wordsOf({ doc, schema, selection: { from, to } }, type) {
  const words = []
  doc.nodesBetween(from, to, (node, place) => {
    if (node.type.name === "footNote") return false
    if (node.isTextblock && words.length) words.push(schema.text(" "))
    if (!node.isText) return true
    const text = node.text.slice(Math.max(0, from - place), to - place).replaceAll("\u200b", "")
    if (text) words.push(schema.text(text, node.marks.filter((mark) => type.allowsMarkType(mark.type))))
    return false
  })
  return words
}
