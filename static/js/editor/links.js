// Links: to pieces and pages of this site, which are chosen by title and kept by name, and to any address.

import { gettext, Link as PlainLink, Plugin } from "django-prose-editor/editor"
import { chooseTarget } from "./choosing.js"
import { choices, ownPath } from "./inner.js"

export const Link = PlainLink.extend({
  addOptions() {
    return { ...this.parent?.(), choices: "" }
  },

  addCommands() {
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor }) => {
          set(editor, this.options.choices)
          return true
        },
    }
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "link",
      groups: "link",
      button: buttons.material("insert_link", gettext("Link")),
      command: (editor) => editor.commands.addLink(),
      enabled: (editor) => editor.isActive("link") || editor.can().setMark("link"),
      active: (editor) => editor.isActive("link"),
    })
    menu.defineItem({
      name: "unlink",
      groups: "link",
      button: buttons.material("link_off", gettext("Remove the link")),
      command: (editor) => editor.chain().focus().unsetLink().run(),
      hidden: (editor) => !editor.isActive("link"),
    })
  },

  addProseMirrorPlugins() {
    const handlePaste = (view) => {
      // Once what is pasted is there.
      setTimeout(() => nameOwn(view, this.options.choices))
      return false
    }
    return [...(this.parent?.() ?? []), new Plugin({ props: { handlePaste } })]
  },
})

async function set(editor, url) {
  const isThere = editor.isActive("link")
  const target = await chooseTarget(url, isThere ? editor.getAttributes("link").href : "")
  const chain = editor.chain().focus()
  if (!target) return chain.run()
  const { href, words } = target
  if (isThere) chain.extendMarkRange("link").updateAttributes("link", { href }).run()
  else if (selectedWords(editor.state)) chain.setMark("link", { href }).run()
  else chain.setTextSelection(editor.state.selection.from).insertContent(linked(words, href)).unsetMark("link").run()
}

/** A double click behind a line selects its end, in which there is nothing to be marked. */
function selectedWords({ doc, selection }) {
  return doc.textBetween(selection.from, selection.to).trim()
}

function linked(text, href) {
  return { type: "text", text, marks: [{ type: "link", attrs: { href } }] }
}

/** Links to this site's own addresses name what is there; an address alone becomes its title, if readers can see it. */
async function nameOwn(view, url) {
  const paths = new Set(owned(view.state).map(({ path }) => path))
  if (!paths.size) return
  const { rows } = await choices(url, { address: [...paths] })
  if (!rows?.length || view.isDestroyed) return
  const byPath = new Map(rows.map((row) => [row.asked, row]))
  const { tr, schema } = view.state
  // From the end, so that the places before stay.
  for (const { node, place, mark, path } of owned(view.state).reverse()) {
    const row = byPath.get(path)
    if (!row) continue
    const hash = mark.attrs.href.split("#")[1]
    const named = schema.marks.link.create({ href: hash ? `${row.name}#${hash}` : row.name })
    const end = place + node.nodeSize
    if (node.text === mark.attrs.href) {
      const marks = named.addToSet(mark.removeFromSet(node.marks))
      tr.replaceWith(place, end, schema.text(row.words, marks))
    } else {
      tr.addMark(place, end, named)
    }
  }
  // Whoever takes the pasting back takes this back with it.
  if (tr.docChanged) view.dispatch(tr.setMeta("addToHistory", false))
}

function owned({ doc, schema }) {
  const found = []
  doc.descendants((node, place) => {
    const mark = node.isText && schema.marks.link.isInSet(node.marks)
    const path = mark && ownPath(mark.attrs.href)
    if (path) found.push({ node, place, mark, path })
  })
  return found
}
