"""Text of the classic editor has no paragraphs: blank lines part them, as WordPress's wpautop does."""

import re

from articles.wordpress.text import names

#: Every part of it ends at the next `<`, so that no text takes more than one pass.
TOKEN = re.compile(r"<!--[^<]*?-->|</?[a-zA-Z](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>")
TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
#: Left alone with all that is in them.
WHOLE = names(
    "ul ol dl table pre figure h1 h2 h3 h4 h5 h6 form address fieldset script style noscript "
    "iframe object video audio svg math textarea select"
)
#: Boxes: the text in them gets its paragraphs too.
BOXES = names("div blockquote section article aside main header footer nav center details summary")
BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
LINE_END = re.compile(r"(?:<br\s*/?>)?[^\S\n]*\n[^\S\n]*")


def with_paragraphs(text: str) -> str:
    """Return HTML: blank lines part paragraphs, single newlines become `<br>`."""
    if not text.strip():
        return ""
    writer = _Writer()
    last = 0
    for token in TOKEN.finditer(text):
        writer.text(text[last : token.start()])
        writer.mark(token[0])
        last = token.end()
    writer.text(text[last:])
    writer.end_paragraphs()
    return "".join(writer.pieces)


class _Writer:
    def __init__(self):
        self.pieces: list[str] = []
        self._pending: list[str] = []
        #: How the paragraph that is being gathered begins: it may say its language.
        self._opening = "<p>"
        #: Name and depth of the element that is being left alone.
        self._whole, self._depth = "", 0

    def text(self, text: str) -> None:
        (self.pieces if self._whole else self._pending).append(text)

    def mark(self, mark: str) -> None:
        if mark.startswith("<!--"):
            return
        name = TAG_NAME.match(mark)[1].lower()
        if self._whole:
            self._follow(mark, name)
        elif name in WHOLE:
            self._open_whole(mark, name)
        elif name in BOXES or name == "hr":
            self.end_paragraphs()
            self.pieces.append(mark)
        elif name == "p":
            self.end_paragraphs()
            is_marked = not mark.startswith("</") and " lang=" in mark.lower()
            self._opening = mark if is_marked else "<p>"
        else:
            self._pending.append(mark.replace("\n", " "))

    def _open_whole(self, mark: str, name: str) -> None:
        self.end_paragraphs()
        self.pieces.append(mark)
        if not mark.startswith("</") and not mark.endswith("/>"):
            self._whole, self._depth = name, 1

    def _follow(self, mark: str, name: str) -> None:
        self.pieces.append(mark)
        if name == self._whole:
            self._depth += -1 if mark.startswith("</") else 1
        if self._depth == 0:
            self._whole = ""

    def end_paragraphs(self) -> None:
        """Write what has come since the last block, as paragraphs."""
        text = "".join(self._pending)
        self._pending = []
        opening, self._opening = self._opening, "<p>"
        for paragraph in BLANK_LINES.split(text):
            if paragraph.strip():
                self.pieces.append(f"{opening}{LINE_END.sub('<br>', paragraph.strip())}</p>")
