// Pictures of the library in a text: chosen or added in a dialog, dropped, or pasted as files.

import { Extension, gettext, pm, Plugin } from "django-prose-editor/editor"
import { tell } from "./notice.js"

const { PluginKey } = pm.state

// Some systems do not know the type of every picture; the library says of each what is wrong with it.
const ENDING = /\.(avif|bmp|gif|heic|heif|jpe?g|jxl|png|svg|tiff?|webp)$/i

export const Pictures = Extension.create({
  name: "pictures",

  addMenuItems({ buttons, menu }) {
    if (!library()) return
    // In the place of the library's own button, which asks for an address.
    menu.defineItem({
      name: "figure",
      groups: "nodes",
      button: buttons.material("image", gettext("Picture")),
      command: (editor) => open(editor),
      active: (editor) => Boolean(chosen(editor.state)),
    })
  },

  addProseMirrorPlugins() {
    const { editor } = this
    const take = (view, event, transfer, place) => {
      const files = [...(transfer?.files || [])]
      if (!files.length || hasWords(transfer)) return false
      // Left to itself, a browser opens the file in the place of the form.
      event.preventDefault()
      const mayAdd = Boolean(library()?.mayAdd)
      const pictures = mayAdd ? files.filter(isPicture) : []
      const others = files.filter((file) => !pictures.includes(file))
      tell(editor, others.map((file) => leftOut(file, mayAdd)))
      if (pictures.length) open(editor, { files: pictures, place })
      return true
    }
    return [
      new Plugin({
        key: new PluginKey("pictures"),
        props: {
          handlePaste: (view, event) => take(view, event, event.clipboardData),
          handleDrop: (view, event, _slice, isMoved) =>
            !isMoved &&
            take(view, event, event.dataTransfer, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos),
        },
      }),
    ]
  },
})

/** Where the library is, and whether this person may add to it; null where it is not for them. */
function library() {
  const told = document.querySelector("meta[name=picture-library]")
  return told && { base: told.content, mayAdd: told.dataset.mayAdd === "yes", module: told.dataset.module }
}

function isPicture({ type, name }) {
  return type ? type.startsWith("image/") : ENDING.test(name)
}

function leftOut({ name }, mayAdd) {
  const words = mayAdd
    ? gettext("“%s” was left out: of files, only pictures can be put into a text.")
    : gettext("“%s” was left out: you cannot add pictures to the library.")
  return words.replace("%s", () => name)
}

/** A program that copies formatted text adds a picture of it; a browser adds a tag to a picture. */
function hasWords(transfer) {
  const html = transfer.getData("text/html")
  return Boolean(new DOMParser().parseFromString(html, "text/html").body.textContent.trim())
}

/** The picture in the selection, with its place; null without one. */
function chosen({ selection, doc }) {
  const { $from, node } = selection
  if (node?.type.name === "image") return { node, place: selection.from }
  for (let depth = $from.depth; depth > 0; depth--) {
    const around = $from.node(depth)
    if (around.type.name !== "figure" || around.firstChild?.type.name !== "image") continue
    return { node: around.firstChild, place: $from.before(depth) + 1 }
  }
  if (node?.type.name === "figure" && node.firstChild?.type.name === "image") {
    return { node: doc.nodeAt(selection.from + 1), place: selection.from + 1 }
  }
  return null
}

let isOpening = false

async function open(editor, { files = [], place = null } = {}) {
  if (isOpening) return
  isOpening = true
  const { base, mayAdd, module } = library()
  const dialog = await import(module).catch(() => null)
  isOpening = false
  if (!dialog) return tell(editor, [gettext("The library cannot be opened. Save what you have, then load this page again.")])
  const { choosing } = dialog
  const present = files.length ? null : chosen(editor.state)
  const answer = await choosing({ base, mayAdd, files, present: present?.node.attrs })
  editor.view.focus()
  if (!answer) return
  if (present) {
    const { attrs } = imageOf(answer[0])
    editor.chain().setNodeSelection(present.place).updateAttributes("image", attrs).run()
    return
  }
  // Below the block of the text in which it was dropped, never in the middle of a sentence.
  const { doc, selection } = editor.state
  const at = Math.min(place ?? selection.to, doc.content.size)
  const around = doc.resolve(at)
  editor.chain().insertContentAt(around.depth ? around.after(1) : at, answer.map(figureOf)).run()
}

function figureOf(picture) {
  const { caption } = picture
  const content = [imageOf(picture)]
  if (caption) content.push({ type: "caption", content: [{ type: "text", text: caption }] })
  return { type: "figure", content }
}

function imageOf({ id, url, width, height, alt }) {
  return { type: "image", attrs: { src: url, alt, file: String(id), width, height } }
}
