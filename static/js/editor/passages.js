// The language of a passage: a mark around words, which a paragraph or a quotation may also have.

import { gettext, Mark, mergeAttributes, updateAttrsDialog } from "django-prose-editor/editor"

//: What the server lets through (ccsis/lib/languages.py).
const TAG = /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?$/i

export const PassageLanguage = Mark.create({
  name: "passageLanguage",
  // Inside a link and around bold and italic words.
  priority: 900,

  addOptions() {
    return { names: {} }
  },

  addAttributes() {
    return { lang: { default: null } }
  },

  addGlobalAttributes() {
    return [{ types: ["paragraph", "blockquote"], attributes: { lang: { default: null } } }]
  },

  parseHTML() {
    return [{ tag: "span[lang]" }]
  },

  renderHTML({ HTMLAttributes }) {
    return ["span", mergeAttributes(HTMLAttributes), 0]
  },

  addKeyboardShortcuts() {
    return {
      "Mod-Alt-p": ({ editor }) => {
        if (!isMarkable(editor)) return false
        ask(editor, this.options.names)
        return true
      },
    }
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "passageLanguage",
      groups: "link",
      priority: 40,
      button: buttons.material("translate", gettext("Language of these words")),
      command: (editor) => ask(editor, this.options.names),
      enabled: isMarkable,
      active: (editor) => editor.isActive("passageLanguage"),
    })
  },
})

function isMarkable(editor) {
  return !editor.state.selection.empty || editor.isActive("passageLanguage")
}

async function ask(editor, names) {
  const { lang } = editor.getAttributes("passageLanguage")
  const none = gettext("(none)")
  const other = gettext("(another one, by its code)")
  const answer = await updateAttrsDialog(
    {
      name: {
        title: gettext("Language"),
        enum: [none, ...Object.values(names), other],
      },
      code: {
        type: "string",
        title: gettext("Code of another language"),
        description: gettext("Such as “he”, “az-Cyrl” or “pt-BR”."),
      },
    },
    { title: gettext("Language of these words"), submitText: gettext("Set") },
  )(editor, { name: names[lang] || (lang ? other : ""), code: names[lang] ? "" : lang || "" })
  if (!answer) return
  const chosen = Object.keys(names).find((tag) => names[tag] === answer.name)
  const tag = chosen || (answer.name === none ? "" : answer.code.trim())
  const chain = editor.chain().focus().extendMarkRange("passageLanguage")
  if (TAG.test(tag)) chain.setMark("passageLanguage", { lang: tag }).run()
  else if (!tag) chain.unsetMark("passageLanguage").run()
}
