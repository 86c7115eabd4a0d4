// What is typed into a form, kept in this browser by the form's name until it is sent, forgotten or two weeks old.

const PREFIX = 'typed:'
const LASTS = 14 * 24 * 60 * 60 * 1000

/** What is kept of a form: {key, at, values}; null where nothing is, or the browser keeps nothing. */
export function read (form) {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + form))
    return kept && Date.now() - kept.at < LASTS ? kept : null
  } catch {
    return null
  }
}

/** Whether it could be kept. */
export function keep (form, key, values) {
  try {
    localStorage.setItem(PREFIX + form, JSON.stringify({ key, at: Date.now(), values }))
    return true
  } catch {
    return false
  }
}

export function forget (form) {
  try {
    localStorage.removeItem(PREFIX + form)
  } catch {
    // Then nothing was kept.
  }
}

/** What was sent with this key has arrived. */
export function forgetKey (key) {
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(PREFIX) && JSON.parse(localStorage.getItem(name))?.key === key) localStorage.removeItem(name)
    }
  } catch {
    // Then nothing was kept.
  }
}
