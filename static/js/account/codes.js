// Recovery codes are shown once: print them, or save them as a file that this page makes itself.

const codes = [...document.querySelectorAll('[data-codes] code')].map(code => code.textContent)
const print = document.querySelector('[data-print]')
const save = document.querySelector('[data-save]')

function saveAsFile () {
  const link = document.createElement('a')
  link.download = save.dataset.save
  link.href = URL.createObjectURL(new Blob([codes.join('\n') + '\n'], { type: 'text/plain' }))
  link.click()
  URL.revokeObjectURL(link.href)
}

if (codes.length) {
  print.hidden = save.hidden = false
  print.addEventListener('click', () => window.print())
  save.addEventListener('click', saveAsFile)
}
