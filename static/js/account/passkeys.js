// Starts allauth's scripts for the page's passkey form, and says when no passkey was used.

const ids = {
  login: 'passkey_button',
  authenticate: 'passkey_button',
  add: 'passkey_button',
  credential: 'id_credential',
  passwordless: 'id_passwordless',
  data: 'js_data'
}
const form = document.querySelector('[data-passkey]')

for (const part of document.querySelectorAll('[data-passkeys]')) part.hidden = !window.PublicKeyCredential
for (const part of document.querySelectorAll('[data-no-passkeys]')) part.hidden = !!window.PublicKeyCredential

if (form) window.allauth.webauthn.forms[`${form.dataset.passkey}Form`]({ ids })

document.addEventListener('allauth.error', event => {
  event.preventDefault()
  for (const text of document.querySelectorAll('[data-passkey-error]')) text.hidden = false
})
