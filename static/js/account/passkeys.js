// Shows what needs a passkey where the browser can use one, and says when it was not used.

for (const part of document.querySelectorAll('[data-passkeys]')) part.hidden = !window.PublicKeyCredential
for (const part of document.querySelectorAll('[data-no-passkeys]')) part.hidden = !!window.PublicKeyCredential

document.addEventListener('allauth.error', event => {
  event.preventDefault()
  for (const text of document.querySelectorAll('[data-passkey-error]')) text.hidden = false
})
