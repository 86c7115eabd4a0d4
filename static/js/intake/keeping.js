// A form is kept on this device while it is typed, against a closed tab; it says so, and forgets when asked to.

import { drop, entries, forget, keep, omit } from './kept.js'

const PAUSE = 1000
const UNKEPT = ['form_key', 'version', 'draft', 'draft_seen', 'trap', 'proof', 'save_draft', 'open_draft']

function keeping (form) {
  const name = form.dataset.keeps
  // The first part of the form's key is what its row will be known by.
  const key = form.elements.form_key.value.split(':')[0]
  const line = form.querySelector('[data-kept]')
  const status = line.querySelector('[role=status]')
  const offer = form.querySelector('[data-found]')
  const found = entries(name)
  let isTouched = false
  let timer = null

  const say = (words, at) => {
    line.hidden = false
    status.textContent = words.replace('{time}', at ? new Date(at).toLocaleTimeString([], { timeStyle: 'short' }) : '')
  }

  const save = () => {
    clearTimeout(timer)
    if (!timer) return
    timer = null
    if (keep(name, key, values(form))) say(line.dataset.keptWords, Date.now())
    // Also what was typed on another day, before the choice.
    omit(name, secrets(form))
  }

  const later = () => {
    isTouched = true
    clearTimeout(timer)
    timer = setTimeout(save, PAUSE)
  }

  /** Put the latest in; what stood there before can be put in again by the next press. */
  const restore = () => {
    const latest = found.shift()
    if (isTouched) found.push({ name: keep(name, `${key}-${latest.at}`, values(form)), at: latest.at, values: values(form) })
    form.dispatchEvent(new CustomEvent('restore', { detail: new Map(latest.values) }))
    put(form, latest.values)
    later()
    save()
    drop(latest.name)
    offer.hidden = !found.length
    form.querySelector('input:not([type=hidden]), select, textarea').focus()
  }

  form.addEventListener('input', later)
  form.addEventListener('change', later)
  form.addEventListener('submit', save)
  addEventListener('pagehide', save)
  offer.querySelector('[data-restore]').addEventListener('click', restore)
  for (const button of form.querySelectorAll('[data-forget]')) {
    button.addEventListener('click', () => {
      clearTimeout(timer)
      timer = null
      forget(name)
      offer.hidden = true
      say(line.dataset.forgottenWords)
    })
  }

  if (!('typed' in form.dataset)) {
    offer.hidden = !found.length
  } else if (found.length) {
    // What came back from the server has perhaps another key now.
    drop(found[0].name)
    keep(name, key, found[0].values)
    say(line.dataset.keptWords, found[0].at)
  }
}

/** The names of the fields that are not kept, where somebody wants to be protected. */
function secrets (form) {
  const isProtected = form.querySelector('[data-protects]:checked')
  return isProtected ? [...form.querySelectorAll('[data-identity]')].map(field => field.name) : []
}

/** [name, value] of what is typed and chosen; files cannot be kept, nor who wants to be protected. */
function values (form) {
  const unkept = [...UNKEPT, ...secrets(form)]
  return [...new FormData(form)].filter(([name, value]) => !unkept.includes(name) && typeof value === 'string')
}

function put (form, typed) {
  const byName = grouped(typed)
  for (const field of form.elements) {
    if (!field.name || UNKEPT.includes(field.name) || field.type === 'file') continue
    const kept = byName.get(field.name) ?? []
    if (field.type === 'checkbox' || field.type === 'radio') field.checked = kept.includes(field.value)
    else if (kept.length) field.value = kept[0]
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

function grouped (pairs) {
  const groups = new Map()
  for (const [name, value] of pairs) groups.set(name, [...(groups.get(name) ?? []), value])
  return groups
}

document.querySelectorAll('[data-keeps]').forEach(keeping)
