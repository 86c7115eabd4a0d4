// A page in a frame that is drawn anew without losing its place, at a phone's or a desk's width.

//: CSS pixels of the screens that readers have.
const WIDTHS = { phone: 360, desk: 1280 }

export function framed(frame) {
  const stage = frame.parentElement
  let screen = "phone"
  let colours = "light"
  let opened = null
  let isReady = false

  /** The first page, from its own address, so that it obeys its own policy. False where it is refused. */
  function open(address) {
    opened ??= new Promise((resolve) => {
      frame.addEventListener("load", () => resolve(begin()), { once: true })
      // Until links are held, one would lead away from the preview.
      frame.inert = true
      frame.src = address
    })
    return opened
  }

  function begin() {
    // The browser's own page of an error is none of ours.
    if (!inside()?.querySelector("main")) {
      opened = null
      return false
    }
    inside().addEventListener("click", stay)
    inside().addEventListener("submit", (event) => event.preventDefault())
    frame.inert = false
    isReady = true
    return true
  }

  function show(html) {
    const page = new DOMParser().parseFromString(html, "text/html")
    const scroller = inside().scrollingElement
    const top = scroller.scrollTop
    inside().documentElement.lang = page.documentElement.lang
    inside().title = page.title
    inside().body.replaceChildren(...page.body.childNodes)
    // Pages scroll smoothly, and this is no movement.
    scroller.scrollTo({ top, behavior: "instant" })
  }

  function look(on, scheme) {
    screen = on
    colours = scheme
    fit()
    paint()
  }

  function paint() {
    if (frame.contentDocument) inside().documentElement.style.colorScheme = colours
  }

  // A wide page is shown smaller where the stage is narrower; without a screen it is as wide as that.
  function fit() {
    const width = WIDTHS[screen] ?? stage.clientWidth
    const scale = Math.min(1, stage.clientWidth / width)
    frame.style.inlineSize = `${width}px`
    frame.style.blockSize = `${stage.clientHeight / scale}px`
    frame.style.scale = String(scale)
    frame.style.insetInlineStart = `${Math.max(0, (stage.clientWidth - width) / 2)}px`
  }

  const inside = () => frame.contentDocument

  // Links lead nowhere from here, but to a place on the page itself.
  function stay(event) {
    const link = event.target.closest("a")
    if (!link) return
    event.preventDefault()
    const isHere = link.getAttribute("href")?.startsWith("#")
    if (isHere) inside().getElementById(decodeURIComponent(link.hash.slice(1)))?.scrollIntoView()
  }

  new ResizeObserver(fit).observe(stage)
  return { open, show, look, isReady: () => isReady }
}
