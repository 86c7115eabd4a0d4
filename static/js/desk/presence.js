// A sign of life every twenty seconds while the page is seen, and who else gives one.

import { ask } from "./asking.js"

const PAUSE = 20000

export function presence({ form, others, words }) {
  const token = form.elements.csrfmiddlewaretoken

  function signOfLife() {
    const data = new FormData()
    data.set(token.name, token.value)
    return ask(words.here, data)
  }

  // After a log-in in another tab the token of this page is refused.
  async function renewToken() {
    const answer = await ask(words.here, null, { method: "GET" })
    if (!answer.ok) return
    for (const one of document.querySelectorAll(`[name=${token.name}]`)) one.value = answer.token
  }

  async function ping() {
    let answer = await signOfLife()
    if (answer.state === "refused") {
      await renewToken()
      answer = await signOfLife()
    }
    if (answer.ok && others.textContent !== answer.others) others.textContent = answer.others
    return answer
  }

  const seen = () => document.hidden || ping()
  setInterval(seen, PAUSE)
  document.addEventListener("visibilitychange", seen)
  seen()
  return { ping }
}
