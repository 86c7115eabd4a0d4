// Follows work that goes on elsewhere, and shows the page anew once it is done.

//: Milliseconds between two looks: soon at first, then more slowly.
const FIRST = 400, LONGEST = 5000

for (const place of document.querySelectorAll("[data-follow]")) {
  const status = place.querySelector("[data-follow-status]")
  let pause = FIRST

  function say(words) {
    // Said again, it would be read aloud again.
    if (status.textContent !== words) status.textContent = words
  }

  async function look() {
    try {
      const answer = await fetch(place.dataset.follow, { headers: { Accept: "application/json" } })
      // A server that is away comes back: this page is left only for an answer.
      if (answer.status >= 500) throw new Error(answer.statusText)
      if (!answer.ok) return location.reload()
      const { isDone, progress } = await answer.json()
      if (isDone) return location.reload()
      say(progress)
    } catch {
      say(place.dataset.lost)
    }
    pause = Math.min(pause * 1.3, LONGEST)
    setTimeout(look, pause)
  }

  setTimeout(look, pause)
}
