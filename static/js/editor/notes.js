// Footnotes in the editor: a note stands where the text calls it, in brackets (desk.css draws them).

import { gettext, Node, pm, Plugin } from "django-prose-editor/editor"

const { TextSelection } = pm.state
// A browser puts no cursor into an empty element, nor behind the last one: a character of no width
// makes the place. The server leaves it out.
const PLACE = "\u200b"

export const FootNote = Node.create({
  name: "footNote",
  group: "inline",
  inline: true,
  // Neither pictures nor other notes.
  content: "(text | hardBreak)*",
  selectable: true,

  parseHTML() {
    return [{ tag: "foot-note" }]
  },

  renderHTML() {
    return ["foot-note", 0]
  },

  addCommands() {
    return {
      addFootNote:
        () =>
        ({ state, tr, dispatch }) => {
          const note = noteOf(state)
          if (!note) return false
          if (dispatch) {
            const { from } = state.selection
            tr.replaceSelectionWith(note, false)
            placeBehind(tr, from + note.nodeSize)
            tr.setSelection(TextSelection.create(tr.doc, from + 1 + note.content.size))
          }
          return true
        },
    }
  },

  addKeyboardShortcuts() {
    return {
      // A note is one line: Enter ends it. An empty one goes as a whole.
      Enter: ({ editor }) => leave(editor),
      ArrowRight: ({ editor }) => isAtEnd(editor.state.selection) && leave(editor),
      Backspace: ({ editor }) => removeEmpty(editor),
      "Mod-Alt-f": ({ editor }) => editor.commands.addFootNote(),
    }
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "footNote",
      groups: "link",
      priority: 50,
      // Its sign is drawn (desk/editor.css), so that its name is all that is read.
      button: buttons.text("", gettext("Footnote")),
      command: (editor) => editor.chain().focus().addFootNote().run(),
      enabled: (editor) => editor.can().addFootNote(),
      active: (editor) => editor.isActive("footNote"),
    })
  },

  addProseMirrorPlugins() {
    return [
      new Plugin({
        appendTransaction: (_done, _before, state) => withoutLinks(state),
        props: { handleClick: clickBehind },
      }),
    ]
  },
})

/** The note that would take the place of the selection; null where there can be none. */
function noteOf({ schema, selection }) {
  const { $from, $to, empty } = selection
  const type = schema.nodes.footNote
  const within = $from.parent
  if (!within.inlineContent || within.type === type || !$from.sameParent($to)) return null
  if (!within.canReplaceWith($from.index(), $to.index(), type)) return null
  if (empty) return type.create(null, schema.text(PLACE))
  const content = within.content.cut($from.parentOffset, $to.parentOffset)
  return type.validContent(content) ? type.create(null, content) : null
}

function innerNote(editor) {
  const { $from } = editor.state.selection
  return $from.parent.type.name === "footNote" ? $from : null
}

function isAtEnd({ empty, $from }) {
  return empty && $from.parentOffset === $from.parent.content.size
}

function leave(editor) {
  const note = innerNote(editor)
  if (!note) return false
  const after = note.after()
  return editor.commands.command(({ tr }) => {
    placeBehind(tr, after)
    tr.setSelection(TextSelection.create(tr.doc, after + PLACE.length))
    return true
  })
}

/** Without it what is typed behind a note would be put into it by the browser, whatever follows. */
function placeBehind(tr, after) {
  if (!isPlaceAt(tr.doc, after)) tr.insertText(PLACE, after)
}

function isPlaceAt(doc, position) {
  return doc.resolve(position).nodeAfter?.text?.startsWith(PLACE) ?? false
}

/** A browser takes a click behind the last letter of a note for one into it. */
function clickBehind(view, position, event) {
  const clicked = view.state.doc.resolve(position)
  const isWithin = clicked.parent.type.name === "footNote"
  const isAtItsEnd = isWithin && clicked.parentOffset === clicked.parent.content.size
  if (!isAtItsEnd && clicked.nodeBefore?.type.name !== "footNote") return false
  const after = isWithin ? clicked.after() : position
  const note = view.nodeDOM(after - view.state.doc.resolve(after).nodeBefore.nodeSize)
  if (event.clientX <= [...note.getClientRects()].at(-1).right) return false
  const { tr } = view.state
  placeBehind(tr, after)
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, after + PLACE.length)))
  return true
}

function removeEmpty(editor) {
  const place = innerNote(editor)
  if (!place || place.parent.textContent.replace(PLACE, "")) return false
  const after = place.after()
  const to = isPlaceAt(editor.state.doc, after) ? after + PLACE.length : after
  return editor.commands.deleteRange({ from: place.before(), to })
}

/** Its reference is a link, and HTML has no links in links: a link goes around the note. */
function withoutLinks(state) {
  const { link } = state.schema.marks
  if (!link) return null
  let transaction = null
  state.doc.descendants((node, place) => {
    if (node.type.name !== "footNote" || !link.isInSet(node.marks)) return
    transaction = (transaction || state.tr).removeNodeMark(place, link)
  })
  return transaction
}
