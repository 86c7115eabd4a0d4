// One field for where a link leads: words of a title, of which pieces and pages are offered below it
// (a combobox with a list, https://www.w3.org/WAI/ARIA/apg/patterns/combobox/), or an address.

import { crel, gettext } from "django-prose-editor/editor"
import { ask, uniqueId } from "./dialogs.js"
import { choices, isInner, ownPath } from "./inner.js"

// Milliseconds without a stroke, after which the server is asked.
const PAUSE = 200
const ADDRESS = /^(?:https?:\/\/|mailto:)\S+$/i
const HELP = gettext(
  "A link to a piece or page follows it when its address changes. While readers cannot see it, only the words of the link are shown.",
)
const MAIL = /^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/
const BARE = /^[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?$/

/** Returns {href, words}, where words are those to insert if none are selected; null if cancelled. */
export async function chooseTarget(url, href) {
  const field = new Field(url)
  if (href) field.show(href)
  return ask({
    title: gettext("Link"),
    content: field.content,
    submit: gettext("Set the link"),
    answer: () => field.answer(),
  })
}

class Field {
  constructor(url) {
    this.url = url
    this.chosen = null
    this.found = []
    this.active = -1
    this.asked = 0
    const id = uniqueId("target")
    this.list = crel("ul", {
      id: `${id}-list`,
      className: "choices",
      hidden: true,
      role: "listbox",
      "aria-label": gettext("Pieces and pages"),
    })
    this.status = crel("p", { className: "choices__status", role: "status" })
    this.input = crel("input", {
      id,
      name: "href",
      type: "text",
      autocomplete: "off",
      spellcheck: false,
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
      "aria-describedby": `${id}-help`,
      "aria-expanded": "false",
    })
    this.content = [
      crel("div", { className: "prose-editor-dialog-field" }, [
        crel("label", { htmlFor: id, textContent: gettext("Title of a piece or page, or an address") }),
        crel("p", { id: `${id}-help`, className: "choices__help", textContent: HELP }),
        this.input,
        this.list,
        this.status,
      ]),
    ]
    this.input.addEventListener("input", () => this.typed())
    this.input.addEventListener("keydown", (event) => this.key(event))
    // Before the field loses the focus.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault())
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]")
      if (option) this.choose(this.found[[...this.list.children].indexOf(option)])
    })
  }

  /** What a link that is there leads to: an address, or the title of what it names. */
  async show(href) {
    this.input.value = href
    if (!isInner(href)) return
    const [name, place] = href.split("#")
    const { rows } = await choices(this.url, { name: [name] })
    if (this.input.value !== href) return
    if (rows?.length) this.choose({ ...rows[0], place })
    else this.say(gettext("What this leads to is gone, or is not for you to see."))
  }

  typed() {
    this.chosen = null
    this.say("")
    this.input.removeAttribute("aria-invalid")
    this.forget()
    const typed = this.input.value.trim()
    if (!typed || ADDRESS.test(typed) || typed.startsWith("/")) this.offer([])
    else this.timer = setTimeout(() => this.search(typed), PAUSE)
  }

  async search(typed) {
    const number = ++this.asked
    const { rows } = await choices(this.url, { q: typed })
    if (number !== this.asked || this.chosen) return
    this.offer(rows ?? [])
    // Why it is no link stays to be read.
    if (this.input.hasAttribute("aria-invalid")) return
    if (!rows) this.say(gettext("The titles cannot be asked for just now."))
    else this.say(rows.length ? gettext("Choose with the arrow keys.") : gettext("No title has these words."))
  }

  /** What was asked for is not shown any more. */
  forget() {
    this.asked += 1
    clearTimeout(this.timer)
  }

  offer(rows) {
    this.found = rows
    this.list.replaceChildren(...rows.map((row, place) => optionOf(row, `${this.list.id}-${place}`)))
    this.list.hidden = !rows.length
    this.input.setAttribute("aria-expanded", String(rows.length > 0))
    this.activate(-1)
  }

  activate(place) {
    this.active = place
    for (const [index, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(index === place))
      if (index === place) option.scrollIntoView({ block: "nearest" })
    }
    const id = this.list.children[place]?.id
    if (id) this.input.setAttribute("aria-activedescendant", id)
    else this.input.removeAttribute("aria-activedescendant")
  }

  key(event) {
    const { length } = this.found
    if (!length) return
    const before = (this.active < 1 ? length : this.active) - 1
    const next = { ArrowDown: (this.active + 1) % length, ArrowUp: before }[event.key]
    if (next !== undefined) {
      // A late answer would take the choice away.
      this.forget()
      this.activate(next)
    }
    else if (event.key === "Enter" && this.active >= 0) this.choose(this.found[this.active])
    else if (event.key === "Escape") this.offer([])
    else return
    event.preventDefault()
  }

  choose(row) {
    this.chosen = row
    this.input.value = row.title
    this.offer([])
    this.say(row.about)
  }

  say(text) {
    this.status.textContent = text
  }

  async answer() {
    if (this.chosen) return targetOf(this.chosen)
    const typed = this.input.value.trim()
    const path = ADDRESS.test(typed) || typed.startsWith("/") ? ownPath(typed) : null
    if (path) {
      const { rows } = await choices(this.url, { address: [path] })
      if (rows?.length) return targetOf({ ...rows[0], place: typed.split("#")[1] })
    }
    const href = addressOf(typed)
    if (href) return { href, words: typed }
    this.say(gettext("Choose a title from the list, or give a whole address, such as https://example.org/."))
    this.input.setAttribute("aria-invalid", "true")
    this.input.focus()
    return null
  }
}

function targetOf({ name, words, place }) {
  return { href: place ? `${name}#${place}` : name, words }
}

function addressOf(typed) {
  if (ADDRESS.test(typed) || /^[/#]\S*$/.test(typed) || isInner(typed)) return typed
  if (MAIL.test(typed)) return `mailto:${typed}`
  return BARE.test(typed) ? `https://${typed}` : null
}

function optionOf(row, id) {
  return crel("li", { id, role: "option", "aria-selected": "false" }, [
    crel("span", { className: "choices__title", textContent: row.title }),
    crel("span", { className: "choices__about", textContent: row.about }),
  ])
}
