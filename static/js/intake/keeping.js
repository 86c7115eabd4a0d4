// A form is kept on this device while it is typed, against a closed tab; it says so, and forgets when asked to.

import { forget, keep, read } from './kept.js'

const PAUSE = 1000
const UNKEPT = ['form_key', 'draft', 'trap', 'proof', 'save_draft', 'open_draft']

function keeping (form) {
  const name = form.dataset.keeps
  const line = form.querySelector('[data-kept]')
  const status = line.querySelector('[role=status]')
  const restore = line.querySelector('[data-restore]')
  let timer = null
  let stopped = false

  const say = (words, at) => {
    line.hidden = false
    status.textContent = words.replace('{time}', at ? new Date(at).toLocaleTimeString([], { timeStyle: 'short' }) : '')
  }

  const save = () => {
    clearTimeout(timer)
    if (stopped || !timer) return
    timer = null
    const typed = values(form)
    if (!keep(name, form.elements.form_key.value.split(':')[0], typed)) return
    restore.hidden = true
    say(line.dataset.keptWords, Date.now())
  }

  const later = () => {
    stopped = false
    clearTimeout(timer)
    timer = setTimeout(save, PAUSE)
  }

  form.addEventListener('input', later)
  form.addEventListener('change', later)
  addEventListener('pagehide', save)
  form.addEventListener('submit', save)

  line.querySelector('[data-forget]').addEventListener('click', () => {
    clearTimeout(timer)
    timer = null
    stopped = true
    forget(name)
    restore.hidden = true
    say(line.dataset.forgottenWords)
  })

  const found = read(name)
  if (!found) return
  if ('typed' in form.dataset) {
    // The page may have another key now; what is sent with that one is forgotten too.
    keep(name, form.elements.form_key.value.split(':')[0], found.values)
    return say(line.dataset.keptWords, found.at)
  }
  restore.hidden = false
  say(line.dataset.foundWords)
  restore.addEventListener('click', () => {
    put(form, found.values)
    restore.hidden = true
    status.textContent = ''
    later()
    form.querySelector('input:not([type=hidden]), select, textarea').focus()
  })
}

/** [name, value] of what is typed and chosen; files cannot be kept. */
function values (form) {
  return [...new FormData(form)].filter(([name, value]) => !UNKEPT.includes(name) && typeof value === 'string')
}

function put (form, typed) {
  const byName = grouped(typed)
  for (const field of form.elements) {
    if (!field.name || UNKEPT.includes(field.name) || field.type === 'file') continue
    const kept = (byName.get(field.name) ?? []).map(([, value]) => value)
    if (field.type === 'checkbox' || field.type === 'radio') field.checked = kept.includes(field.value)
    else if (kept.length) field.value = kept[0]
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

function grouped (pairs) {
  const groups = new Map()
  for (const pair of pairs) groups.set(pair[0], [...(groups.get(pair[0]) ?? []), pair])
  return groups
}

document.querySelectorAll('[data-keeps]').forEach(keeping)
