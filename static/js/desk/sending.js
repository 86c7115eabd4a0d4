// Before a form is sent: is there a connection and a log-in? What would be lost stays in the page.

import { words as said } from "./asking.js"

//: Milliseconds in which a second click is the same wish, and in which the server has answered or given up:
//: what is kept before that would be offered as work that was not saved.
const PATIENCE = 10000
const LONGEST = 60000

export function sending({ form, status, words }, keeper, here) {
  let isPassed = false
  let isUnderWay = false
  let resuming

  form.addEventListener("submit", async (event) => {
    if (isPassed) return
    event.preventDefault()
    if (isUnderWay) return
    isUnderWay = true
    clearTimeout(resuming)
    await keeper.stop()
    const answer = await here.ping()
    if (answer.ok) pass(event.submitter)
    else refuse(answer)
  })

  function pass(button) {
    isPassed = true
    form.requestSubmit(button)
    isPassed = false
    // The person may have stopped it.
    setTimeout(() => (isUnderWay = false), PATIENCE)
    resuming = setTimeout(keeper.go, LONGEST)
  }

  function refuse(answer) {
    begin()
    keeper.refuse(`${said(answer, words)} ${words.notSent}`)
    status.scrollIntoView({ block: "center" })
  }

  function begin() {
    isUnderWay = false
    keeper.go()
  }

  // The page comes back from the browser's memory after it was sent.
  addEventListener("pageshow", (event) => event.persisted && begin())
}
