// A file can be dropped anywhere on the box of its field, not only on the small button in it.

for (const box of document.querySelectorAll("[data-drop]")) {
  const input = box.querySelector("input[type=file]")
  const status = box.querySelector("[data-drop-status]")
  let depth = 0

  function over(isOver) {
    box.toggleAttribute("data-over", isOver)
  }

  function say() {
    status.textContent = [...input.files].map((file) => file.name).join(", ")
  }

  box.addEventListener("dragenter", (event) => {
    event.preventDefault()
    depth += 1
    over(true)
  })
  box.addEventListener("dragleave", () => {
    depth -= 1
    over(depth > 0)
  })
  box.addEventListener("dragover", (event) => event.preventDefault())
  box.addEventListener("drop", (event) => {
    event.preventDefault()
    depth = 0
    over(false)
    if (!event.dataTransfer.files.length) return
    const files = new DataTransfer()
    files.items.add(event.dataTransfer.files[0])
    input.files = files.files
    say()
  })
  input.addEventListener("change", say)
}
