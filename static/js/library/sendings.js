// Files on their way into the library, one after the other, each in a line of a list.

import { upload } from "./uploading.js"
import { element, filled, gettext } from "./words.js"

/**
 * `done(entry, line)` is called for each picture that came in. way: as `upload` has it, and what is
 * said in the end. Returns a function that takes files; it resolves when all are sent.
 */
export function sendings(base, list, done, way = {}) {
  let last = Promise.resolve()

  function take(files) {
    for (const file of files) {
      const line = lineOf(file)
      list.append(line.row)
      last = last.then(() => sent(file, line))
    }
    return last
  }

  async function sent(file, line) {
    try {
      const entry = await upload(base, file, (share) => {
        line.bar.value = share
        if (share === 1) line.say(gettext("Sent; it is being checked."))
      }, way)
      line.bar.remove()
      line.say(entry.isKnown ? gettext("It was in the library already.") : way.done || gettext("Added."))
      done(entry, line)
    } catch (error) {
      line.bar.remove()
      line.row.classList.add("is-refused")
      line.name.remove()
      line.say(error.message)
      if (error.page) line.row.append(" ", element("a", { href: error.page, textContent: gettext("Open that picture") }))
    }
  }

  return take
}

function lineOf({ name }) {
  const shown = element("b", { textContent: name })
  const bar = element("progress", { max: 1, value: 0, "aria-label": filled(gettext("Sending “%(name)s”"), { name }) })
  const words = element("span", { className: "sending__words" })
  const row = element("li", { className: "sending" }, shown, " ", bar, " ", words)
  return { row, name: shown, bar, say: (text) => (words.textContent = text) }
}
