// How many words a field has, while it is typed: always to be seen, and said aloud only near the limit and beyond.

import { countWords } from './words.js'

const PAUSE = 1000
/** Near is the last tenth of what is allowed. */
const NEAR = 0.1

function counting (line) {
  const field = document.getElementById(line.dataset.counts)
  const limit = Number(line.dataset.limit)
  const shown = line.querySelector('[data-shown]')
  const status = line.querySelector('[role=status]')
  let timer = null

  const count = () => {
    const words = countWords(field.value)
    const state = words > limit ? 'over' : words >= limit * (1 - NEAR) ? 'near' : 'some'
    const numbers = { words, limit, left: limit - words, over: words - limit }
    line.dataset.state = state
    shown.textContent = line.dataset[state].replace(/\{(\w+)\}/g, (_, name) => numbers[name].toLocaleString(document.documentElement.lang))
    clearTimeout(timer)
    timer = setTimeout(() => { status.textContent = state === 'some' ? '' : shown.textContent }, PAUSE)
  }

  field.addEventListener('input', count)
  if (field.value) count()
}

document.querySelectorAll('[data-counts]').forEach(counting)
