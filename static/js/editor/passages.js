// The language of a passage: a mark around words, which a paragraph or a quotation may also have.

import { crel, gettext, Mark, mergeAttributes } from "django-prose-editor/editor"
import { ask, uniqueId } from "./dialogs.js"

//: What the server lets through (ccsis/lib/languages.py).
const TAG = /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?$/i
// In the list of languages: one that is not in it.
const OTHER = "-"

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
        mark(editor, this.options.names)
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
      command: (editor) => mark(editor, this.options.names),
      enabled: isMarkable,
      active: (editor) => editor.isActive("passageLanguage"),
    })
  },
})

function isMarkable(editor) {
  return !editor.state.selection.empty || editor.isActive("passageLanguage")
}

async function mark(editor, names) {
  const fields = new Fields(names, editor.getAttributes("passageLanguage").lang || "")
  const tag = await ask({
    title: gettext("Language of these words"),
    content: fields.content,
    submit: gettext("Set"),
    answer: () => fields.answer(),
  })
  const chain = editor.chain().focus()
  if (tag === null) return chain.run()
  chain.extendMarkRange("passageLanguage")
  if (tag) chain.setMark("passageLanguage", { lang: tag }).run()
  else chain.unsetMark("passageLanguage").run()
}

// A list of languages, and for others a field for the code, which is shown when it is asked for.
class Fields {
  constructor(names, lang) {
    const id = uniqueId("language")
    const options = [["", gettext("(none)")], ...Object.entries(names), [OTHER, gettext("(another one, by its code)")]]
    this.select = crel(
      "select",
      { id, name: "name" },
      options.map(([value, textContent]) => crel("option", { value, textContent })),
    )
    this.select.value = lang && !names[lang] ? OTHER : lang
    this.code = crel("input", {
      id: `${id}-code`,
      name: "code",
      type: "text",
      autocomplete: "off",
      spellcheck: false,
      value: names[lang] ? "" : lang,
      "aria-describedby": `${id}-help ${id}-error`,
    })
    this.error = crel("p", { id: `${id}-error`, className: "choices__status", role: "alert" })
    this.other = field(this.code, gettext("Code of another language"), [
      crel("p", {
        id: `${id}-help`,
        className: "choices__help",
        textContent: gettext("Such as “he”, “az-Cyrl” or “pt-BR”."),
      }),
      this.code,
      this.error,
    ])
    this.content = [field(this.select, gettext("Language"), [this.select]), this.other]
    this.select.addEventListener("change", () => this.show())
    this.show()
  }

  show() {
    this.other.hidden = this.select.value !== OTHER
  }

  /** The code, "" for no language; null for what is none, which is said. */
  answer() {
    if (this.select.value !== OTHER) return this.select.value
    const code = this.code.value.trim()
    if (TAG.test(code)) return code
    this.error.textContent = code
      ? gettext("“%s” is no code of a language. A code has two or three letters, such as “he”.").replace("%s", () => code)
      : gettext("Write the code of the language, or choose “(none)”.")
    this.code.setAttribute("aria-invalid", "true")
    this.code.focus()
    return null
  }
}

function field(input, textContent, content) {
  return crel("div", { className: "prose-editor-dialog-field" }, [crel("label", { htmlFor: input.id, textContent }), ...content])
}
