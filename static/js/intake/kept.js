// What is typed into a form, kept in this browser until it is sent, forgotten or two weeks old. Each opened form keeps
// its own, by its name and its key, so that none overwrites another's.

const PREFIX = 'typed:'
const LASTS = 14 * 24 * 60 * 60 * 1000

/** What is kept of a form, the latest first: [{name, at, values}]. What is too old goes. */
export function entries (form) {
  const found = names(`${PREFIX}${form}:`).map(name => ({ name, ...read(name) }))
  for (const { name, at } of found) if (!(Date.now() - at < LASTS)) drop(name)
  return found.filter(({ at }) => Date.now() - at < LASTS).sort((a, b) => b.at - a.at)
}

/** The name of the entry; null where the browser keeps nothing. */
export function keep (form, key, values) {
  const name = `${PREFIX}${form}:${key}`
  return attempt(() => {
    localStorage.setItem(name, JSON.stringify({ at: Date.now(), values }))
    return name
  }, null)
}

export function drop (name) {
  attempt(() => localStorage.removeItem(name))
}

/** Take these fields out of all that is kept of the form. */
export function omit (form, fields) {
  for (const { name, at, values } of entries(form)) {
    const left = values.filter(([field]) => !fields.includes(field))
    if (left.length < values.length) attempt(() => localStorage.setItem(name, JSON.stringify({ at, values: left })))
  }
}

export function forget (form) {
  names(`${PREFIX}${form}:`).forEach(drop)
}

/** What was sent with this key has arrived; what was put aside while typing it goes too. */
export function forgetKey (key) {
  names(PREFIX).filter(name => name.split(':').at(-1).split('-')[0] === key).forEach(drop)
}

function names (prefix) {
  return attempt(() => Object.keys(localStorage).filter(name => name.startsWith(prefix)), [])
}

function read (name) {
  return attempt(() => JSON.parse(localStorage.getItem(name)), {})
}

/** A browser that keeps nothing says so by an error. */
function attempt (act, otherwise) {
  try {
    return act()
  } catch {
    return otherwise
  }
}
