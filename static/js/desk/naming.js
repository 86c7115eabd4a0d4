// What a script puts in a field's place, the editor and the choosers with a search, gets the field's name.

const PLACES = ".ProseMirror, .select2-selection, .select2-search__field"

/** The field that the user sees this in place of. */
function fieldOf(place) {
  if (place.matches(".ProseMirror")) return place.closest(".prose-editor")?.querySelector("textarea")
  const container = place.closest(".select2-container")
  return container.previousElementSibling?.closest("select") ?? openSelect()
}

/** The list of choices hangs at the end of the page, away from its field. */
function openSelect() {
  return document.querySelector(".select2-container--open:not(:has(.select2-dropdown))")?.previousElementSibling
}

function name(place) {
  const label = fieldOf(place)?.labels?.[0]?.textContent.replace(/[:\s]+$/, "").trim()
  if (!label || place.hasAttribute("aria-label")) return
  if (place.matches(".select2-selection--single")) return nameChooser(place, label)
  place.setAttribute("aria-label", label)
}

/** Its own text is what was chosen: the name comes before it. The text alone is no field. */
function nameChooser(place, label) {
  const text = place.querySelector(".select2-selection__rendered")
  for (const attribute of ["role", "aria-readonly"]) text?.removeAttribute(attribute)
  const chosen = place.getAttribute("aria-labelledby")
  place.setAttribute("aria-label", label)
  place.id ||= `${chosen}-chooser`
  place.setAttribute("aria-labelledby", `${place.id} ${chosen}`)
}

function nameAll(root) {
  if (root.matches?.(PLACES)) name(root)
  root.querySelectorAll?.(PLACES).forEach(name)
}

nameAll(document.body)
new MutationObserver((changes) => {
  for (const change of changes) change.addedNodes.forEach(nameAll)
}).observe(document.body, { childList: true, subtree: true })
