// Before a form is sent: is there a connection and a log-in? What would be lost stays in the page.

import { words as said } from "./asking.js"

//: Milliseconds in which a second click is the same wish, and in which the server has answered or given up:
//: what is kept before that would be offered as work that was not saved.
const PATIENCE = 10000
const LONGEST = 60000
//: What is over sooner needs no words.
const UNNOTICED = 400

export function sending({ form, status, words }, keeper, here) {
  let isPassed = false
  let isUnderWay = false
  let resuming
  let telling

  form.addEventListener("submit", async (event) => {
    if (isPassed) return
    event.preventDefault()
    if (isUnderWay) return
    isUnderWay = true
    clearTimeout(resuming)
    telling = setTimeout(keeper.say, UNNOTICED, words.sending)
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
    resuming = setTimeout(begin, LONGEST)
  }

  function refuse(answer) {
    begin()
    keeper.refuse(`${said(answer, words)} ${words.notSent}`)
  }

  function begin() {
    isUnderWay = false
    clearTimeout(telling)
    if (status.textContent === words.sending) keeper.say("")
    keeper.go()
  }

  // The page comes back from the browser's memory after it was sent.
  addEventListener("pageshow", (event) => event.persisted && begin())
}
