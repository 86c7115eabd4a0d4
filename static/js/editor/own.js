// A secret of this browser at this desk, by which an editor knows what was copied in another one here.

const KEY = "desk-copied"
let ofThisPage = ""

export function ownMark() {
  // Another page may have made one meanwhile.
  return kept() || (ofThisPage ||= made())
}

function kept() {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return ""
  }
}

function made() {
  const mark = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("")
  try {
    localStorage.setItem(KEY, mark)
  } catch {
    // Then it is known in this page alone.
  }
  return mark
}
