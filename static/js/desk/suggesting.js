// Topics are offered while their names are typed: in a field of several, for what stands after the last comma.
// The field is a combobox with a list (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).

const PAUSE = 150

for (const field of document.querySelectorAll("[data-suggest]")) offer(field)

function offer(field) {
  const isSingle = "suggestOne" in field.dataset
  const box = document.createElement("div"), list = document.createElement("ul")
  let waiting, asked = 0, active = -1

  list.id = `${field.id}_offers`
  list.className = "offers"
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", field.labels?.[0]?.textContent.replace(/[:\s]+$/, "").trim() ?? "")
  list.hidden = true
  box.className = "offering"
  field.replaceWith(box)
  box.append(field, list)
  field.autocomplete = "off"
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id]])
    field.setAttribute(name, value)
  close()

  /** Where the name that is being typed begins and ends. */
  function place() {
    if (isSingle) return [0, field.value.length]
    const end = field.value.indexOf(",", field.selectionStart)
    return [field.value.lastIndexOf(",", field.selectionStart - 1) + 1, end < 0 ? field.value.length : end]
  }

  function typed() {
    return field.value.slice(...place()).trim()
  }

  async function ask() {
    const words = typed(), number = ++asked
    if (!words) return close()
    const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(words)}`).catch(() => null)
    const offers = answer?.ok ? (await answer.json()).topics : []
    if (number === asked) show(offers.filter((one) => !taken().includes(one.name.toLowerCase())))
  }

  /** The other names in the field. */
  function taken() {
    if (isSingle) return []
    const [start, end] = place()
    return (field.value.slice(0, start) + field.value.slice(end)).toLowerCase().split(",").map((name) => name.trim())
  }

  function show(offers) {
    list.replaceChildren(...offers.map(({ name, told }, index) => {
      const item = document.createElement("li")
      Object.assign(item, { id: `${list.id}_${index}`, textContent: told })
      item.setAttribute("role", "option")
      item.dataset.name = name
      return item
    }))
    list.hidden = !offers.length
    field.setAttribute("aria-expanded", String(!list.hidden))
    activate(-1)
  }

  /** What was asked for is not shown any more. */
  function forget() {
    asked += 1
    clearTimeout(waiting)
  }

  function close() {
    forget()
    show([])
  }

  function activate(index) {
    active = index
    for (const [at, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(at === index))
    if (index < 0) return field.removeAttribute("aria-activedescendant")
    field.setAttribute("aria-activedescendant", list.children[index].id)
    list.children[index].scrollIntoView({ block: "nearest" })
  }

  function take(item) {
    const [start, end] = place()
    const before = field.value.slice(0, start), after = field.value.slice(end)
    const written = `${before && `${before.trimEnd()} `}${item.dataset.name}`
    field.value = isSingle ? written : `${written}${after || ", "}`
    field.setSelectionRange(written.length + (after || isSingle ? 0 : 2), written.length + (after || isSingle ? 0 : 2))
    close()
    field.dispatchEvent(new Event("change", { bubbles: true }))
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(ask, PAUSE)
  })
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return
    const count = list.children.length
    // Whoever moves in the list chooses from this one: a late answer would take the choice away, and Enter is then the form's.
    if (event.key.startsWith("Arrow")) forget()
    if (event.key === "ArrowDown") activate((active + 1) % count)
    else if (event.key === "ArrowUp") activate((active <= 0 ? count : active) - 1)
    else if (event.key === "Enter" && active >= 0) take(list.children[active])
    else if (event.key === "Escape") close()
    else return
    event.preventDefault()
  })
  field.addEventListener("blur", close)
  // Before the field loses its focus.
  list.addEventListener("pointerdown", (event) => event.preventDefault())
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]")
    if (item) take(item)
  })
}
