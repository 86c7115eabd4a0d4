// A button copies the text of the field before it, where the browser lets a page do that.

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = button.parentElement.querySelector("input")
  button.hidden = !navigator.clipboard
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value)
      button.textContent = button.dataset.copied
    } catch {
      field.select()
    }
  })
}
