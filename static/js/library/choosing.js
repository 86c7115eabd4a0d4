// The dialog in which a picture for a text is chosen, or added and described.

import { describing } from "./describing.js"
import { sendings } from "./sendings.js"
import { taking } from "./taking.js"
import { pictures } from "./uploading.js"
import { element, gettext } from "./words.js"

//: Milliseconds after the last key until the library is asked.
const PAUSE = 250

/**
 * Resolves to the pictures to show, each an entry of the library with the `alt` and `caption` of this
 * use, or to null. files: to be added at once; present: attributes of the picture that is there now;
 * isField: one picture as it is, which says nothing of its own where it is used.
 */
export function choosing({ base, mayAdd, files = [], present = null, isField = false }) {
  return new Promise((resolve) => {
    const dialog = element("dialog", { className: "chooser", "aria-labelledby": "chooser-title" })
    const title = element("h2", { id: "chooser-title", className: "chooser__title", textContent: gettext("Picture from the library") })
    const close = element("button", { type: "button", className: "chooser__close", textContent: gettext("Cancel") })
    const body = element("div", { className: "chooser__body" })
    dialog.append(element("div", { className: "chooser__head" }, title, close), body)
    document.body.append(dialog)

    let answer = null
    const finish = (given) => {
      answer = given
      dialog.close()
    }
    // What was described already is not lost to whoever leaves the rest out.
    const keep = (given) => {
      answer = given
      close.textContent = gettext("Leave the rest out")
    }
    close.addEventListener("click", () => dialog.close())
    dialog.addEventListener("close", () => {
      ends()
      dialog.remove()
      resolve(answer)
    })
    dialog.showModal()

    const tell = (entry) => {
      if (isField && !lacksWords(entry)) finish([entry])
      else body.replaceChildren(telling({ base, entry, present, finish, back: browse, isField }))
    }
    // One for as long as the dialog is open: what is being sent in it goes on.
    let shelf = null
    const browse = () => {
      shelf ??= browsing({ base, mayAdd, tell })
      body.replaceChildren(shelf.whole)
      shelf.search.focus()
    }
    // Whatever is dropped or pasted while it is open is for it, and never opened by the browser.
    const ends = taking(document.documentElement, ([file]) => shelf?.whole.isConnected && shelf.take?.([file]), dialog)
    if (files.length) body.replaceChildren(adding({ base, files, finish, keep, browse, isField }))
    else browse()
  })
}

/** Searching, thumbnails, and a place for new files, which `take` takes too. */
function browsing({ base, mayAdd, tell }) {
  const search = element("input", { type: "search", id: "chooser-search", className: "vTextField", autofocus: true })
  const grid = element("ul", { className: "chooser__grid" })
  const status = element("p", { className: "chooser__status", role: "status" })
  const more = element("button", { type: "button", className: "button", textContent: gettext("Older pictures"), hidden: true })
  const label = element("label", { htmlFor: "chooser-search", textContent: gettext("Search the library") })
  const whole = element("div", { className: "chooser__browse" }, element("p", {}, label, search))
  // Who went on to another picture meanwhile, and may be typing, finds it among the others.
  const arrived = (entry) => (whole.isConnected ? tell(entry) : grid.prepend(tile(entry, tell)))
  const { zone, take } = mayAdd ? place(base, arrived) : {}
  if (zone) whole.append(zone)
  whole.append(status, grid, element("p", {}, more))

  let asked = 0
  let older = ""
  async function load(query, isMore) {
    const mine = ++asked
    try {
      const answer = await pictures(base, query)
      if (mine !== asked) return
      if (!isMore) grid.replaceChildren()
      grid.append(...answer.images.map((entry) => tile(entry, tell)))
      older = answer.older
      more.hidden = !older
      status.textContent = grid.children.length ? "" : gettext("Nothing in the library answers to this.")
    } catch (error) {
      status.textContent = error.message
    }
  }
  const fresh = () => load(search.value.trim() ? `?${new URLSearchParams({ q: search.value.trim() })}` : "", false)
  let timer = null
  search.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(fresh, PAUSE)
  })
  more.addEventListener("click", () => load(older, true))
  fresh()
  return { whole, search, take }
}

function tile(entry, tell) {
  const words = entry.alt || entry.caption || (entry.isDecorative ? gettext("Decorative") : gettext("No alternative text"))
  const picture = element("img", { src: entry.thumbnail, alt: "", loading: "lazy", width: entry.width, height: entry.height })
  const button = element("button", { type: "button", className: "tile" }, picture, element("span", { className: "tile__words", textContent: words }))
  button.addEventListener("click", () => tell(entry))
  return element("li", {}, button)
}

function place(base, arrived) {
  const input = element("input", { type: "file", accept: "image/*", className: "visually-hidden" })
  const list = element("ul", { className: "shelf__list", "aria-live": "polite" })
  const zone = element(
    "div",
    { className: "chooser__drop" },
    element("label", { className: "button shelf__choose" }, gettext("Add a new picture…"), input),
    " ",
    gettext("or drop it here, or paste it."),
    list,
  )
  const take = sendings(base, list, arrived)
  input.addEventListener("change", () => {
    take([...input.files])
    input.value = ""
  })
  return { zone, take }
}

/** Files that were dropped into the text: sent, then described one by one. */
function adding({ base, files, finish, keep, browse, isField }) {
  const list = element("ul", { className: "shelf__list", "aria-live": "polite" })
  const forms = element("div", {})
  const whole = element("div", { className: "chooser__add" }, list, forms)
  const added = []
  const asked = []
  sendings(base, list, (entry) => asked.push(entry))(files).then(next)

  function next() {
    const entry = asked.shift()
    if (entry && isField && !lacksWords(entry)) finish([entry])
    else if (entry) forms.replaceChildren(telling({ base, entry, finish: took, back: null, isField }))
    else if (added.length) finish(added)
    else {
      const button = element("button", { type: "button", className: "button", textContent: gettext("To the library") })
      button.addEventListener("click", browse)
      forms.replaceChildren(button)
      button.focus()
    }
  }

  function took([picture]) {
    added.push(picture)
    if (asked.length) keep([...added])
    next()
  }
  return whole
}

/** What a picture says in this text. A new one is described for the library first. */
function telling({ base, entry, present = null, finish, back, isField = false }) {
  const picture = element("img", { className: "chooser__picture", src: entry.thumbnail, alt: "", width: entry.width, height: entry.height })
  const mustDescribe = lacksWords(entry)
  const words = mustDescribe ? describing(base, entry) : ownWords(entry, present)
  const use = element("button", { type: "submit", className: "button default", textContent: verb(present, isField) })
  const row = element("p", { className: "chooser__buttons" }, use)
  if (back) {
    const button = element("button", { type: "button", className: "button", textContent: gettext("Back to the library") })
    button.addEventListener("click", back)
    row.append(" ", button)
  }
  const form = element("form", { className: "chooser__tell", noValidate: true }, picture, element("div", {}, words.fields, row))
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    use.disabled = true
    const said = await words.send()
    use.disabled = false
    // The caption of a picture that was described just now is the library's: it is shown by itself.
    if (said) finish([{ ...entry, ...said, caption: mustDescribe ? "" : said.caption }])
  })
  queueMicrotask(() => words.alt.focus())
  return form
}

/** Nobody said what it shows, and this person may. */
function lacksWords({ alt, isDecorative, mayDescribe }) {
  return !alt && !isDecorative && mayDescribe
}

function verb(present, isField) {
  if (isField) return gettext("Use this picture")
  return present ? gettext("Put it in the other’s place") : gettext("Put it into the text")
}

/** The alternative text and the caption of this use; the library's stand in where they are empty. */
function ownWords(entry, present) {
  // What was said of another picture is not said of this one.
  const own = present?.src === entry.url ? present.alt : ""
  const alt = element("input", { type: "text", id: "chooser-alt", className: "vTextField", value: own || entry.alt, "aria-describedby": "chooser-alt-help chooser-alt-error" })
  const error = element("span", { className: "picture-words__error", id: "chooser-alt-error", role: "alert" })
  const caption = element("input", { type: "text", id: "chooser-caption", className: "vTextField", placeholder: entry.caption })
  const fields = element(
    "div",
    { className: "picture-words" },
    element(
      "p",
      { className: "picture-words__row" },
      element("label", { htmlFor: alt.id, textContent: gettext("Alternative text, in this piece") }),
      element("span", { className: "help", id: "chooser-alt-help", textContent: gettext("What it shows, for readers who cannot see it.") }),
      alt,
      error,
    ),
  )
  if (!present) {
    fields.append(
      element(
        "p",
        { className: "picture-words__row" },
        element("label", { htmlFor: caption.id, textContent: gettext("Caption, in this piece") }),
        element("span", { className: "help", textContent: gettext("Empty: that of the library is shown. The credit is always shown.") }),
        caption,
      ),
    )
  }
  async function send() {
    const isLacking = !alt.value.trim() && !entry.isDecorative
    error.textContent = isLacking ? gettext("Say what the picture shows.") : ""
    alt.setAttribute("aria-invalid", String(isLacking))
    if (isLacking) alt.focus()
    return isLacking ? null : { alt: alt.value.trim(), caption: caption.value.trim() }
  }
  return { fields, send, alt }
}
