// A link that is shown once can be copied by a button, where the browser lets a page do that.

const link = document.querySelector('[data-copied]')
const button = document.querySelector('[data-copy]')
const done = document.querySelector('[data-copy-done]')

async function copy () {
  done.hidden = true
  try {
    await navigator.clipboard.writeText(link.value)
    done.hidden = false
  } catch {
    link.select()
  }
}

button.hidden = !navigator.clipboard
button.addEventListener('click', copy)
