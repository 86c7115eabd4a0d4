// Before a form is sent: is there a connection and a log-in? What would be lost stays in the page.

import { words as said } from "./asking.js"

export function sending({ form, status, words }, keeper, here) {
  let isAsking = false
  let isSure = false

  form.addEventListener("submit", async (event) => {
    if (isSure) return
    event.preventDefault()
    // A second click is the same wish.
    if (isAsking) return
    isAsking = true
    await keeper.stop()
    const answer = await here.ping()
    isAsking = false
    if (answer.ok) {
      isSure = true
      form.requestSubmit(event.submitter)
      return
    }
    keeper.go()
    keeper.show(`${said(answer, words)} ${words.notSent}`, true)
    status.scrollIntoView({ block: "center" })
  })

  // The page comes back from the browser's memory after it was sent.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return
    isSure = false
    keeper.go()
  })
}
