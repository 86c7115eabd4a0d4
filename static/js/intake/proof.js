// The proof of work that staff ask for under attack: calculated while somebody types, and sent along.
// The protocol is ALTCHA's (PBKDF2, https://altcha.org/docs/v2/proof-of-work/). Without it the form can be sent all the same.

const bytes = hex => Uint8Array.from(hex.match(/../g) ?? [], pair => parseInt(pair, 16))
const hex = buffer => Array.from(new Uint8Array(buffer), byte => byte.toString(16).padStart(2, '0')).join('')

/** The solution {counter, derivedKey}; tells now and then how many attempts were made. */
async function solve ({ nonce, salt, cost, keyLength, keyPrefix }, tell) {
  const password = new Uint8Array([...bytes(nonce), 0, 0, 0, 0])
  const counted = new DataView(password.buffer, password.length - 4)
  const method = { name: 'PBKDF2', hash: 'SHA-256', salt: bytes(salt), iterations: cost }
  for (let counter = 0; ; counter++) {
    counted.setUint32(0, counter)
    const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits'])
    const derivedKey = hex(await crypto.subtle.deriveBits(method, key, 8 * keyLength))
    if (derivedKey.startsWith(keyPrefix)) return { counter, derivedKey }
    if (counter % 50 === 0) tell()
  }
}

async function prove (box) {
  const status = box.querySelector('[role=status]')
  const challenge = JSON.parse(box.dataset.challenge)
  status.textContent = box.dataset.working
  const solution = await solve(challenge.parameters, () => { box.dataset.state = 'working' })
  box.closest('form').elements.proof.value = btoa(JSON.stringify({ challenge, solution }))
  box.dataset.state = 'done'
  status.textContent = box.dataset.done
}

for (const box of document.querySelectorAll('[data-challenge]')) {
  // Only where a page is delivered safely do browsers calculate.
  if (globalThis.crypto?.subtle) prove(box)
}
