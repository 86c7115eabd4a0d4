"""A browser that notices programs that run, requests that leave, and markup that could do either."""

from urllib.parse import urlsplit

from playwright.sync_api import Error

#: What a person may do, done to everything; then what could harm later is looked for in the page.
LOOK = r"""() => {
    const found = []
    const kinds = ["mouseover", "mouseenter", "focus", "click", "input", "toggle", "animationstart"]
    const addresses = ["href", "src", "action", "formaction", "xlink:href", "data", "values", "content", "background"]
    const bad = /^[\x00-\x20]*(j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t|vbscript|data:text)/i
    const programs = new Set(["", "module", "text/javascript"])
    for (const element of document.querySelectorAll("*")) {
        const short = element.outerHTML.slice(0, 200)
        const name = element.localName
        for (const attribute of element.attributes) {
            const holds = attribute.value
            if (/^on/i.test(attribute.name)) found.push(short)
            if (attribute.name === "content" && !element.httpEquiv) continue
            if (addresses.includes(attribute.name) && (bad.test(holds) || /url=\s*javascript/i.test(holds))) found.push(short)
            if (["srcdoc", "style"].includes(attribute.name) && /attacked/.test(holds)) found.push(short)
            if (addresses.includes(attribute.name) && /^(\/\/|https?:\/\/)attacked\.example/.test(holds) && name !== "a") found.push(short)
        }
        if (["style", "base", "object", "embed"].includes(name) && /attacked/.test(short)) found.push(short)
        if (name === "script" && /attacked/.test(element.textContent) && programs.has(element.type)) found.push(short)
    }
    const part = document.querySelector("[data-attack-here]") || document.body
    for (const element of part.querySelectorAll("*")) {
        if (!/attacked/.test(element.outerHTML)) continue
        for (const kind of kinds) element.dispatchEvent(new Event(kind, { cancelable: true }))
    }
    return found
}"""


class Watch:
    """Counts what it notices in all pages of a context of a browser.

    The site's Content-Security-Policy is not in force there: it is the second wall, and would hide
    a hole in the first.
    """

    def __init__(self, browser):
        self.noticed = []
        self.context = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)
        self.context.expose_binding("attacked", self._run)
        self.context.on("dialog", self._ask)
        self.context.route(_is_elsewhere, self._leave)
        self.page = self.context.new_page()

    def _run(self, source):
        self.noticed.append(f"ran in {source['page'].url}")

    def _ask(self, dialog):
        self.noticed.append(f"asked: {dialog.message}")
        dialog.dismiss()

    def _leave(self, route):
        self.noticed.append(f"asked for {route.request.url}")
        # No content: a page that was to be left stays.
        route.fulfill(status=204)

    def look(self) -> list[str]:
        """Touch what is on the page and in its frames; all that was noticed since the last look."""
        try:
            for frame in self.page.frames:
                self.noticed += frame.evaluate(LOOK)
            self.page.wait_for_timeout(30)
        except Error as error:
            # The page was left, or the frame: nothing here does that by itself.
            self.noticed.append(str(error))
        noticed, self.noticed = self.noticed, []
        return noticed


def _is_elsewhere(address):
    return urlsplit(address).hostname == "attacked.example"
