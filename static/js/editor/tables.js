// Captions of tables: a table with one stands in a figure, as a picture does.

import {
  Figure as PictureFigure,
  gettext,
  pm,
  Table as PlainTable,
} from "django-prose-editor/editor"

const { TextSelection } = pm.state

export const Figure = PictureFigure.extend({
  content: "(image | table) caption?",

  addCommands() {
    const commands = this.parent()
    // What the editor does to a figure's picture would remove a table.
    const unlessTable =
      (command) =>
      (...values) =>
      (props) =>
        tableOf(props.state)?.figure ? false : command(...values)(props)
    return {
      ...commands,
      editImage: unlessTable(commands.editImage),
      insertFigure: unlessTable(commands.insertFigure),
      toggleCaption: () => (props) =>
        tableOf(props.state)?.figure
          ? toggleTableCaption(props)
          : commands.toggleCaption()(props),
    }
  },

  addKeyboardShortcuts() {
    // A caption is one line: Enter ends it.
    return { ...this.parent?.(), Enter: ({ editor }) => editor.commands.command(leaveCaption) }
  },
})

export const Table = PlainTable.extend({
  addCommands() {
    const commands = this.parent()
    return {
      ...commands,
      toggleTableCaption: () => toggleTableCaption,
      deleteTable: () => (props) => deleteFigure(props) || commands.deleteTable()(props),
    }
  },

  addMenuItems({ editor, buttons, menu }) {
    this.parent({ editor, buttons, menu })
    menu.defineItem({
      name: "table:caption",
      groups: "table",
      button: buttons.material("subtitles", gettext("Caption of the table")),
      command: (editor) => editor.chain().focus().toggleTableCaption().run(),
      active: (editor) => Boolean(tableOf(editor.state)?.figure),
      hidden: (editor) => !tableOf(editor.state),
    })
  },
})

/** The outermost table around the selection, or beside the caption in which it is, with its figure. */
function tableOf({ selection: { $from } }) {
  let found = null
  for (let depth = $from.depth; depth > 0; depth--) {
    const node = $from.node(depth)
    if (node.type.name === "table") found = { node, start: $from.before(depth), figure: null }
    if (node.type.name === "figure" && node.firstChild?.type.name === "table") {
      const start = $from.before(depth)
      return { node: node.firstChild, start: start + 1, figure: { node, start } }
    }
  }
  return found
}

/** To an empty line behind the figure. */
function leaveCaption({ state, tr, dispatch }) {
  const { $from } = state.selection
  if ($from.parent.type.name !== "caption") return false
  if (!dispatch) return true
  const after = $from.after($from.depth - 1)
  const next = tr.doc.resolve(after).nodeAfter
  const isThere = next?.type.name === "paragraph" && !next.content.size
  if (!isThere) tr.insert(after, state.schema.nodes.paragraph.create())
  tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView()
  return true
}

function toggleTableCaption({ state, tr, dispatch }) {
  const table = tableOf(state)
  if (!table) return false
  if (!dispatch) return true
  if (table.figure) {
    const { node, start } = table.figure
    tr.replaceWith(start, start + node.nodeSize, table.node)
    return true
  }
  const { figure, caption } = state.schema.nodes
  const end = table.start + table.node.nodeSize
  tr.replaceWith(table.start, end, figure.create(null, [table.node, caption.create()]))
  tr.setSelection(TextSelection.create(tr.doc, end + 2))
  return true
}

function deleteFigure({ state, tr, dispatch }) {
  const figure = tableOf(state)?.figure
  if (!figure) return false
  if (dispatch) tr.delete(figure.start, figure.start + figure.node.nodeSize)
  return true
}
