// Inner links: a text names a piece or a page, `article:12`, where others have an address
// (ccsis/lib/richtext/links.py).

const NAME = /^(?:article|page):[1-9][0-9]{0,17}(?:#[\p{L}\p{N}_%:.~-]{1,200})?$/u

export function isInner(href) {
  return NAME.test(href || "")
}

/** The path of an address of this site that may be a piece's or a page's; null for any other. */
export function ownPath(href) {
  const url = URL.canParse(href, location.origin) ? new URL(href, location.origin) : {}
  const isOwn = url.origin === location.origin && !url.search
  return isOwn && !/^\/(?:staff|static|media|my|preview)\//.test(url.pathname) && url.pathname !== "/" ? url.pathname : null
}

/** Asks the desk for titles, by {q} or lists of {name} or {address}; without `rows` it did not answer. */
export async function choices(url, asked) {
  const query = new URLSearchParams()
  for (const [key, values] of Object.entries(asked)) for (const value of [values].flat()) query.append(key, value)
  try {
    const response = await fetch(`${url}?${query}`, { redirect: "error", signal: AbortSignal.timeout(10000) })
    return response.ok ? { rows: (await response.json()).choices } : {}
  } catch {
    return {}
  }
}
