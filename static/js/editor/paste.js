// Pasting: what comes from elsewhere is cleaned first; what is put into a line stays a line.

import { Extension, gettext, Plugin, pm } from "django-prose-editor/editor"
import { noticeOf, tell } from "./notice.js"
import { ownMark } from "./own.js"
import { cleaned, hasStrangePictures } from "./pasted/cleaning.js"

const { DOMSerializer, Fragment, Slice } = pm.model

const MARK = "data-desk-copied"
// Nodes that hold one line of words.
const LINES = ["footNote", "pullQuote", "caption"]

export const Paste = Extension.create({
  name: "cleanPaste",

  onCreate({ editor }) {
    noticeOf(editor)
  },

  addProseMirrorPlugins() {
    const { editor } = this
    const transformPastedHTML = (html) => {
      // Copied in an editor of ours: nothing is strange in it. Those of other sites write alike.
      if (html.includes(` ${MARK}="${ownMark()}"`) && !hasStrangePictures(html)) return html
      const { html: own, left } = cleaned(html, languageOfText())
      tell(editor, sentences(left))
      return own
    }
    const clipboardSerializer = markingOwn(editor.schema)
    return [new Plugin({ props: { clipboardSerializer, transformPastedHTML, transformPasted: inLine } })]
  },
})

/** Writes what is copied, and on its first element that it is from here. */
function markingOwn(schema) {
  const usual = DOMSerializer.fromSchema(schema)
  return {
    serializeFragment(fragment, options, target) {
      const written = usual.serializeFragment(fragment, options, target)
      if (!target) written.firstElementChild?.setAttribute(MARK, ownMark())
      return written
    },
  }
}

function languageOfText() {
  return document.querySelector("select[name=language]")?.value || document.documentElement.lang
}

function sentences({ pictures, comments, hidden, struck }) {
  const said = []
  if (pictures) said.push(ofPictures(pictures))
  if (comments) said.push(gettext("Comments were left out."))
  if (struck) said.push(gettext("Text that was struck through was left out."))
  if (hidden) said.push(gettext("Hidden text was left out."))
  return said
}

function ofPictures(number) {
  if (number === 1) return gettext("A picture was left out: pictures of a text come from the image library.")
  const words = gettext("%s pictures were left out: pictures of a text come from the image library.")
  return words.replace("%s", number)
}

/** Into a note, a pull quote or a caption come words and line breaks alone. */
function inLine(slice, { state }) {
  const { parent } = state.selection.$from
  if (!LINES.includes(parent.type.name)) return slice
  const words = []
  let isNewBlock = false
  slice.content.descendants((node) => {
    if (node.isTextblock || node.type.name === "footNote") isNewBlock = words.length > 0
    if (!node.isText) return true
    if (isNewBlock) words.push(state.schema.text(" "))
    isNewBlock = false
    const marks = node.marks.filter((mark) => parent.type.allowsMarkType(mark.type))
    words.push(node.mark(marks))
    return true
  })
  return new Slice(Fragment.from(words), 0, 0)
}
