// Unsaved work is kept on the server some seconds after a change, and when the page is left.

import { ask, words } from "./asking.js"

const PAUSE = 3000
// What a browser still sends while a page is closed.
const LAST_BYTES = 60000

export function keeping({ form, status, words: dataset }) {
  let kept = null
  let stopped = false
  // Why the form was not sent stays to be read until somebody types on.
  let isRefused = false
  // What is under way, each with what it holds.
  const asked = new Map()

  const now = () => serialised(typed(form))
  // The state before the first touch: by then the widgets have put their values in order.
  const begin = () => (kept ??= now())
  for (const event of ["focusin", "keydown", "pointerdown"]) {
    form.addEventListener(event, begin, { capture: true })
  }
  // Written without any of these, as by dictation: what was there before is not known.
  form.addEventListener("input", () => (kept ??= ""), { capture: true })
  form.addEventListener("input", () => (isRefused = false))

  const show = (text, isRefusal) => {
    if (status.textContent !== text) status.textContent = text
    status.classList.toggle("desk-status--refused", isRefusal)
  }

  async function send(options) {
    if (stopped || kept === null) return
    const data = typed(form)
    const text = serialised(data)
    if (text === kept || [...asked.values()].includes(text)) return
    const asking = ask(dataset.keep, data, options)
    asked.set(asking, text)
    const answer = await asking
    asked.delete(asking)
    if (answer.ok) kept = text
    if (!isRefused && !stopped) show(words(answer, dataset), !answer.ok)
  }

  const keep = () => asked.size || send()
  // What was typed since the last went off is not left behind.
  const leave = () => send({ keepalive: now().length < LAST_BYTES })

  setInterval(keep, PAUSE)
  addEventListener("pagehide", leave)
  document.addEventListener("visibilitychange", () => document.hidden && leave())

  return {
    refuse(text) {
      isRefused = true
      show(text, true)
    },
    say(text) {
      show(text, false)
    },
    /** Nothing is kept any more, once what is under way has arrived. */
    async stop() {
      stopped = true
      isRefused = false
      await Promise.all(asked.keys())
    },
    go() {
      stopped = false
    },
  }
}

/** What is typed, without files: they are not kept. */
export function typed(form) {
  const data = new FormData(form)
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name)
  return data
}

export function serialised(data) {
  // The token changes with a new log-in.
  return JSON.stringify([...data].filter(([name]) => name !== "csrfmiddlewaretoken"))
}
