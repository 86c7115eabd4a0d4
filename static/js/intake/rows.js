// Rows of a form, such as authors: added, removed and moved without asking the server, which does the same where no script runs.

function rowsOf (part) {
  const form = part.closest('form')
  const prefix = part.dataset.rows
  const number = new RegExp(`${prefix}-\\d+-`, 'g')
  const count = form.elements[`${prefix}-count`]
  const status = part.querySelector(':scope > [role=status]')
  const adding = part.querySelector('[value=add]')
  const cap = Number(part.dataset.cap)
  const rows = () => [...part.querySelectorAll('[data-row]')]

  const say = (words, numbers) => { status.textContent = words.replace(/\{(\w+)\}/g, (_, name) => numbers[name]) }

  /** Names, titles and buttons follow from the places of the rows. */
  const renumber = () => {
    const all = rows()
    all.forEach((row, index) => {
      const title = part.dataset.title.replace('{number}', index + 1)
      for (const element of row.querySelectorAll('[name], [id], [for], [aria-describedby]')) {
        for (const name of ['name', 'id', 'for', 'aria-describedby']) {
          const value = element.getAttribute(name)
          if (value && value !== `${prefix}-do`) element.setAttribute(name, value.replace(number, `${prefix}-${index}-`))
        }
      }
      row.querySelector('legend').textContent = title
      for (const button of row.querySelectorAll(`[name=${prefix}-do]`)) {
        const act = button.value.split('-')[0]
        button.value = `${act}-${index}`
        button.disabled = (act === 'up' && index === 0) || (act === 'down' && index === all.length - 1)
        button.querySelector('span').textContent = ` ${title}`
      }
    })
    count.value = all.length
    adding.hidden = all.length >= cap
    form.dispatchEvent(new Event('input', { bubbles: true }))
  }

  const add = () => {
    const row = rows().findLast(row => !('own' in row.dataset)).cloneNode(true)
    empty(row)
    rows().at(-1).after(row)
    renumber()
    return row
  }

  const act = (row, name) => {
    if (name === 'up') row.previousElementSibling.before(row)
    if (name === 'down') row.nextElementSibling.after(row)
    if (name === 'remove' && rows().length === 1) empty(row)
    else if (name === 'remove') row.remove()
    renumber()
  }

  part.addEventListener('click', event => {
    const button = event.target.closest(`[name=${prefix}-do]`)
    if (!button) return
    const row = button.closest('[data-row]')
    // There is none to be copied where all rows are somebody's own.
    const canAdd = rows().some(row => !('own' in row.dataset))
    if ((!row && !canAdd) || (row && 'own' in row.dataset && rows().length === 1)) return
    event.preventDefault()
    if (!row) {
      focusOn(add())
      say(part.dataset.added, { number: rows().length })
      return
    }
    const index = rows().indexOf(row)
    const name = button.value.split('-')[0]
    act(row, name)
    if (name === 'remove') {
      rows()[Math.max(index - 1, 0)].querySelector('legend').focus()
      say(part.dataset.removed, { count: rows().length })
    } else {
      (button.disabled ? row.querySelector('legend') : button).focus()
      say(part.dataset.moved, { number: rows().indexOf(row) + 1 })
    }
  })

  form.addEventListener('restore', ({ detail }) => {
    const wanted = Math.min(Number(detail.get(`${prefix}-count`)) || 1, cap)
    while (rows().length < wanted && rows().some(row => !('own' in row.dataset))) add()
    while (rows().length > wanted && !('own' in rows().at(-1).dataset)) act(rows().at(-1), 'remove')
  })

  adding.hidden = rows().length >= cap
}

function empty (row) {
  for (const field of row.querySelectorAll('input, textarea, select')) {
    if (field.type === 'checkbox') field.checked = false
    else field.value = ''
    field.removeAttribute('aria-invalid')
    field.removeAttribute('autofocus')
  }
  for (const error of row.querySelectorAll('.field__error')) error.remove()
  for (const field of row.querySelectorAll('.field--error')) field.classList.remove('field--error')
}

function focusOn (row) {
  row.querySelector('input:not([type=hidden]), textarea').focus()
}

document.querySelectorAll('[data-rows]').forEach(rowsOf)
