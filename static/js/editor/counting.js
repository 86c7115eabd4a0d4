// How long the text is: its words without notes and pull quotes, and the minutes that reading takes,
// as the article's page will say them (ccsis/lib/words.py).

import { crel, gettext } from "django-prose-editor/editor"
import { countWords } from "../intake/words.js"

const PAUSE = 400
// Words a minute.
const PACE = 230
const NOT_COUNTED = /<(foot-note|aside)\b[^>]*>[\s\S]*?<\/\1>/g

export function counter(editor) {
  const line = crel("p", { className: "editor-count" })
  let timer = null
  const count = () => {
    line.textContent = said(countWords(editor.getHTML().replace(NOT_COUNTED, "")))
  }
  editor.on("update", () => {
    clearTimeout(timer)
    timer = setTimeout(count, PAUSE)
  })
  count()
  return line
}

function said(words) {
  if (!words) return gettext("No words yet")
  const minutes = Math.max(1, rounded(words / PACE))
  const number = words.toLocaleString(document.documentElement.lang)
  const first = words === 1 ? gettext("1 word") : gettext("%s words").replace("%s", number)
  const second = minutes === 1 ? gettext("1 minute to read") : gettext("%s minutes to read").replace("%s", minutes)
  return `${first}, ${second}`
}

/** Half to even, as Python rounds. */
function rounded(value) {
  const floor = Math.floor(value)
  const isHalf = value - floor === 0.5
  return isHalf ? floor + (floor % 2) : Math.round(value)
}
