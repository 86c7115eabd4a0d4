// Sending one file to the library, and asking the library; `base` is the address of its list.

import { filled, gettext } from "./words.js"

//: Bytes that the server takes (ccsis/media/ingest.py).
const LARGEST = 20 * 1024 * 1024

/**
 * Send a file; `progress` is told the share that is sent (0 to 1). address, name: where to and as
 * what, if not as a new picture. Resolves to what is answered, such as the picture's entry; rejects
 * with an Error whose message is a sentence, and whose `page` is that of the picture it speaks of.
 */
export function upload(base, file, progress, { address = "upload/", name = "file" } = {}) {
  if (file.size > LARGEST) {
    return Promise.reject(new Error(filled(gettext("“%(name)s”: The picture has more than 20 MB."), file)))
  }
  const data = new FormData()
  data.append("csrfmiddlewaretoken", token())
  data.append(name, file)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open("POST", new URL(address, new URL(base, location.href)))
    request.setRequestHeader("Accept", "application/json")
    request.responseType = "json"
    request.upload.addEventListener("progress", ({ loaded, total, lengthComputable }) => {
      if (lengthComputable) progress(loaded / total)
    })
    request.addEventListener("load", () => {
      const { status, response } = request
      if (response?.id) resolve(response)
      else reject(Object.assign(new Error(response?.error || refusal(status, file)), { page: response?.page }))
    })
    request.addEventListener("error", () => reject(new Error(refusal(0, file))))
    request.send(data)
  })
}

/** Say what a picture shows. Resolves to {entry} or to {errors: {field: [sentences]}}. */
export async function describe(base, id, values) {
  const data = new FormData()
  data.append("csrfmiddlewaretoken", token())
  for (const [name, value] of Object.entries(values)) {
    if (value !== false) data.append(name, value === true ? "on" : value)
  }
  try {
    const address = new URL(`${id}/describe/`, new URL(base, location.href))
    const answer = await fetch(address, { method: "POST", body: data, redirect: "error" })
    const said = await answer.json()
    return answer.ok ? { entry: said } : { errors: said.errors }
  } catch {
    return { errors: { __all__: [lost()] } }
  }
}

/** A page of the library: {images, older}. `query` begins with "?". Throws an Error with a sentence. */
export async function pictures(base, query) {
  try {
    const address = new URL(`choose/${query}`, new URL(base, location.href))
    const answer = await fetch(address, { redirect: "error" })
    return await answer.json()
  } catch {
    throw new Error(lost())
  }
}

function refusal(status, { name }) {
  const why = {
    413: gettext("The picture has more than 20 MB."),
    503: gettext("The site is busy. Try again in a minute."),
  }
  return filled(gettext("“%(name)s”: %(reason)s"), { name, reason: why[status] || lost() })
}

function lost() {
  return gettext("Nothing was saved: there is no connection, or you were logged out. Try again.")
}

function token() {
  return document.querySelector("input[name=csrfmiddlewaretoken]").value
}
