// A sign of life every twenty seconds while the page is seen, and who else gives one.

import { ask } from "./asking.js"

const PAUSE = 20000

export function presence({ form, others, words }) {
  async function ping() {
    const token = form.elements.csrfmiddlewaretoken
    const data = new FormData()
    data.set(token.name, token.value)
    const answer = await ask(words.here, data)
    if (!answer.ok) return answer
    if (others && others.textContent !== answer.others) others.textContent = answer.others
    // After a log-in in another tab the old token is refused.
    for (const one of document.querySelectorAll(`[name=${token.name}]`)) one.value = answer.token
    return answer
  }

  const seen = () => document.hidden || ping()
  setInterval(seen, PAUSE)
  document.addEventListener("visibilitychange", seen)
  seen()
  return { ping }
}
