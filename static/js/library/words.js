// What the library's modules say: through the admin's catalogue of translations where there is one.

export const gettext = window.gettext || ((words) => words)

/** "%(name)s" in words, by the names of the values. */
export function filled(words, values) {
  return words.replace(/%\((\w+)\)s/g, (_whole, name) => values[name])
}

/** An element with properties, attributes (those with a hyphen) and children. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-")) made.setAttribute(name, value)
    else made[name] = value
  }
  made.append(...children)
  return made
}
