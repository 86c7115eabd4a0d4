// Files that are dropped on a part of a page, or pasted there.

/**
 * `take` is given the files; `over` is marked (`is-over`) while they are held above `target`.
 * Returns a function that ends it.
 */
export function taking(target, take, over) {
  const ends = new AbortController()
  const on = (kind, does) => target.addEventListener(kind, does, { signal: ends.signal })
  const given = (event, transfer) => {
    const files = [...(transfer?.files || [])]
    if (!files.length || hasWords(transfer)) return
    event.preventDefault()
    take(files)
  }
  on("paste", (event) => given(event, event.clipboardData))
  on("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return
    event.preventDefault()
    over.classList.add("is-over")
  })
  on("dragleave", (event) => target.contains(event.relatedTarget) || over.classList.remove("is-over"))
  on("drop", (event) => {
    over.classList.remove("is-over")
    given(event, event.dataTransfer)
  })
  return () => ends.abort()
}

/** A program that copies formatted text adds a picture of it; a browser adds a tag to a picture. */
function hasWords(transfer) {
  const html = transfer.getData("text/html")
  return Boolean(new DOMParser().parseFromString(html, "text/html").body.textContent.trim())
}
