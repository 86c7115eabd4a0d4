// One question to the server about this form. Which words to show is decided here for all.

//: Milliseconds; a server that is away must not hold anybody.
const LONGEST = 10000

/**
 * Posts a form's data; returns the answer as {ok, ...what it says}. `state` of a refusal is
 * "offline", "loggedOut" or "refused"; words of the server's own come in `said`.
 */
export async function ask(address, data, options = {}) {
  try {
    const signal = AbortSignal.timeout(LONGEST)
    const request = { method: "POST", body: data, redirect: "manual", signal, ...options }
    const response = await fetch(address, request)
    // Strangers are sent to the log-in page.
    if (response.type === "opaqueredirect") return { ok: false, state: "loggedOut" }
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json")
    const answer = isJson ? await response.json() : {}
    const state = response.status >= 500 ? "offline" : "refused"
    return response.ok ? { ok: true, ...answer } : { ok: false, state, ...answer }
  } catch {
    return { ok: false, state: "offline" }
  }
}

export function words(answer, dataset) {
  return answer.said || dataset[answer.state] || ""
}
