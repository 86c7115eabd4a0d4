// Around the text: its length, its full width, writing with nothing else in sight; and keys that act on what is selected.

import { crel, Extension, gettext } from "django-prose-editor/editor"
import { counter } from "./counting.js"
import { placeIn } from "./early.js"
import { freshSelection } from "./selecting.js"
import { showHelp } from "./shortcuts.js"
import { makeToolbar } from "./toolbar.js"

const ALONE = "prose-editor--alone"
const WIDE = "prose-editor--wide"

export const Writing = Extension.create({
  name: "writing",

  addStorage() {
    return { toolbar: null, stop: null }
  },

  onBeforeCreate({ editor }) {
    const place = placeIn(editor.options.element.querySelector("textarea"))
    if (!place) return
    // Not later: what is typed meanwhile would go nowhere.
    editor.on("mount", () => {
      editor.commands.focus(place)
      editor.view.focus()
    })
  },

  onCreate({ editor }) {
    const element = frameOf(editor)
    const foot = [counter(editor), hint(), status(editor)]
    element.append(crel("div", { className: "editor-foot" }, foot))
    element.classList.toggle(WIDE, isRemembered())
    this.storage.toolbar = makeToolbar(editor)
    const leave = ({ target }) => {
      // Whoever goes elsewhere on the page gets to see it; a dialog belongs to the text.
      if (!element.contains(target) && !target.closest?.("dialog")) setAlone(editor, false)
    }
    document.addEventListener("focusin", leave)
    this.storage.stop = () => document.removeEventListener("focusin", leave)
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return
      if (setAlone(editor, false) || editor.storage.menu.dom.contains(event.target)) {
        event.preventDefault()
        editor.commands.focus()
      }
    })
  },

  onDestroy() {
    this.storage.stop?.()
  },

  addKeyboardShortcuts() {
    const { editor, storage } = this
    return {
      "Mod-Alt-a": () => switchAlone(editor),
      "Mod-Alt-x": () => switchWide(editor),
      "Mod-Alt-g": () => help(editor),
      "Alt-F10": () => {
        storage.toolbar.focus()
        return true
      },
    }
  },

  addProseMirrorPlugins() {
    return [freshSelection()]
  },

  addMenuItems({ buttons, menu }) {
    const define = (name, priority, icon, command, className) =>
      menu.defineItem({
        name,
        groups: "writing",
        priority,
        button: buttons.material(icon, name),
        command,
        active: (editor) => Boolean(className) && frameOf(editor).classList.contains(className),
      })
    define("wide", 30, "swap_horiz", switchWide, WIDE)
    define("alone", 20, "fullscreen", switchAlone, ALONE)
    define("help", 10, "keyboard", help)
  },
})

function frameOf(editor) {
  return editor.view.dom.closest(".prose-editor")
}

/** Returns whether anything changed. */
function setAlone(editor, isOn) {
  const element = frameOf(editor)
  if (element.classList.contains(ALONE) === isOn) return false
  element.classList.toggle(ALONE, isOn)
  document.documentElement.classList.toggle("editor-is-alone", isOn)
  refresh(editor)
  return true
}

function switchAlone(editor) {
  setAlone(editor, !frameOf(editor).classList.contains(ALONE))
  editor.commands.focus()
  editor.commands.scrollIntoView()
  return true
}

function switchWide(editor) {
  remember(frameOf(editor).classList.toggle(WIDE))
  refresh(editor)
  editor.commands.focus()
  return true
}

function help(editor) {
  showHelp().then(() => editor.commands.focus())
  return true
}

/** The buttons look at the editor again. */
function refresh(editor) {
  editor.view.dispatch(editor.state.tr)
}

function hint() {
  return crel("p", { className: "editor-hint", textContent: gettext("Escape leads back to the form.") })
}

/** What becomes of the text, said by the form, is in sight here too; screen readers hear it from there. */
function status(editor) {
  const said = editor.view.dom.closest("form")?.querySelector("[data-desk-status]")
  const line = crel("p", { className: "editor-status", "aria-hidden": "true" })
  if (!said) return line
  const copy = () => {
    line.textContent = said.textContent
  }
  new MutationObserver(copy).observe(said, { childList: true, characterData: true, subtree: true })
  copy()
  return line
}

function isRemembered() {
  try {
    return localStorage.getItem("editor-is-wide") === "yes"
  } catch {
    return false
  }
}

function remember(isWide) {
  try {
    localStorage.setItem("editor-is-wide", isWide ? "yes" : "no")
  } catch {
    // Only remembered.
  }
}
