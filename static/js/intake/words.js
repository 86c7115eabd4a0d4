// One rule for what a word is: ccsis/lib/words.py counts the same, and says how.

const TAG = /<\/?[A-Za-z](?:"[^"]*"|'[^']*'|[^"'<>])*>|<[!?][^<>]*>/g
const ENTITY = /&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/g
// Spelled out: \s takes U+FEFF for white space, and U+0085 for none.
const WHITE_SPACE = /[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u
const LETTER_OR_NUMBER = /[\p{L}\p{N}]/u

// It knows all names, and nothing that is put into it runs or loads.
const reader = document.createElement('textarea')

/** How many words a text has. */
export function countWords (text) {
  const typed = text.replace(TAG, ' ').replace(ENTITY, character)
  return typed.normalize('NFC').split(WHITE_SPACE).filter(token => LETTER_OR_NUMBER.test(token)).length
}

function character (entity) {
  // A line break at the beginning is skipped there.
  reader.innerHTML = '.' + entity
  // Python leaves this control character out.
  return reader.value.slice(1).replace('\v', '')
}
