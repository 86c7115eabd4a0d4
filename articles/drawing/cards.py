"""Share images as data: what is said where, 1200 pixels wide and 630 high, before it is painted."""

import unicodedata
from dataclasses import dataclass

from articles.drawing.fonts import Cut, Run
from articles.drawing.subjects import Card

WIDTH, HEIGHT = 1200, 630
MARGIN = 64
#: The cover's own construction fills the card from here to the right.
PANEL = 848
MEASURE = PANEL - MARGIN - 60
TITLE, KIND, PLAIN = Cut("text", 400, optical_size=52), Cut("sans", 600), Cut("sans")
TAGLINE = Cut("text")
#: Tried from the largest; what is too long for the smallest is cut at a word.
SIZES = (92, 84, 76, 69, 63, 57, 52, 47, 43, 39, 36, 33, 30, 28)
LEADING = 1.17
KICKER_SIZE, LABEL_SIZE, LABEL_HEIGHT, LABEL_PAD = 28, 24, 42, 14
KICKER_LINE, RULE_LINE = 90, 490
NAME_SIZES, NAME_LINES, LARGE_NAME_SIZE = (30, 23), (543, 574), 40
MARK_TOP, MARK_SIZE, MARK_GAP = 519, 58, 20
#: Signs that only hold together or break, as the plain ones that the fonts have.
PLAINER = str.maketrans(
    {"\u2011": "-", "\u202f": "\u00a0", "\u2009": " ", "\u00ad": "", "\u200b": ""}
)


@dataclass(frozen=True)
class Words:
    """Words on one line: x from the left, y of the base line."""

    text: str
    cut: Cut
    size: int
    x: float
    y: float
    #: A colour of the palette by its name there.
    colour: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Layout:
    words: list[Words]
    #: Frames round labels.
    boxes: list[Box]
    mark: Box


def layout(card: Card) -> Layout:
    """Place what the fonts can set.

    Where they lack a character of the title, the publisher's name stands in its place.
    """
    kicker = _kicker(card)
    labels, boxes = _labels(card.labels, KICKER_LINE + 24)
    top = (boxes[-1].y + LABEL_HEIGHT + 30) if boxes else KICKER_LINE + (44 if kicker else -34)
    title = _title(card.title, top)
    below = _publisher(card.publisher) if title else _publisher_at_large(card.publisher, top)
    mark = Box(MARGIN, MARK_TOP, MARK_SIZE, MARK_SIZE)
    return Layout([*kicker, *labels, *title, *below], boxes, mark)


def _settable(text: str, cut: Cut) -> str:
    """The text in signs that the fonts have, or "" if they lack one."""
    text = unicodedata.normalize("NFC", text.translate(PLAINER))
    # A line does not begin with a dash.
    text = text.replace(" —", "\u00a0—").replace(" –", "\u00a0–")
    return text if cut.has(text) else ""


def _placed(text: str, cut: Cut, size: int, x: float, y: float, colour: str) -> Words:
    return Words(text, cut, size, x, y, colour, tuple(cut.runs(text)))


def _kicker(card: Card) -> list[Words]:
    kind, region = _settable(card.kind, KIND), _settable(card.region, PLAIN)
    words = [_placed(kind, KIND, KICKER_SIZE, MARGIN, KICKER_LINE, "accent")] if kind else []
    if region:
        x = MARGIN + (KIND.width(kind, KICKER_SIZE) + 22 if kind else 0)
        region = _cut_to(region, PLAIN, KICKER_SIZE, MARGIN + MEASURE - x)
        words.append(_placed(region, PLAIN, KICKER_SIZE, x, KICKER_LINE, "text-soft"))
    return words


def _labels(labels: tuple[str, ...], top: float) -> tuple[list[Words], list[Box]]:
    """Labels in frames, in as many rows as they need."""
    words, boxes, x = [], [], float(MARGIN)
    for label in labels:
        width = KIND.width(label, LABEL_SIZE) + 2 * LABEL_PAD
        if boxes and x + width > MARGIN + MEASURE:
            x, top = float(MARGIN), top + LABEL_HEIGHT + 12
        boxes.append(Box(x, top, width, LABEL_HEIGHT))
        words.append(_placed(label, KIND, LABEL_SIZE, x + LABEL_PAD, top + 29, "plain"))
        x += width + 12
    return words, boxes


def _title(title: str, top: float) -> list[Words]:
    title = _settable(title, TITLE)
    if not title:
        return []
    size, lines = _fitted(title.split(" "), RULE_LINE - 34 - top)
    first = top + size * 0.86
    return [
        _placed(line, TITLE, size, MARGIN, first + number * size * LEADING, "plain")
        for number, line in enumerate(lines)
    ]


def _fitted(words: list[str], height: float) -> tuple[int, list[str]]:
    """The largest size at which the words fill no more than the height, and their lines."""
    for size in SIZES:
        rows = int(height / (size * LEADING) + 0.1)
        lines = _lines(words, size, MEASURE)
        if len(lines) <= rows and all(TITLE.width(line, size) <= MEASURE for line in lines):
            return size, _balanced(words, size, len(lines))
    lines = _lines(words, size, MEASURE)
    last = f"{lines[rows - 1]}…" if len(lines) > rows else lines[-1]
    kept = [*lines[: min(rows, len(lines)) - 1], last]
    return size, [_cut_to(line, TITLE, size, MEASURE) for line in kept]


def _lines(words: list[str], size: int, measure: float) -> list[str]:
    """As many words in each line as the measure holds."""
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if TITLE.width(longer, size) <= measure:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _balanced(words: list[str], size: int, rows: int) -> list[str]:
    """The same number of lines, as equal as they can be: set to the narrowest measure."""
    narrow, wide = 0, MEASURE
    while wide - narrow > 4:
        middle = (narrow + wide) // 2
        lines = _lines(words, size, middle)
        fits = len(lines) <= rows and all(TITLE.width(line, size) <= middle for line in lines)
        narrow, wide = (narrow, middle) if fits else (middle, wide)
    return _lines(words, size, wide)


def _cut_to(text: str, cut: Cut, size: int, measure: float) -> str:
    """The text or, with an ellipsis, as many of its words or letters as the measure holds."""
    if cut.width(text, size) <= measure:
        return text
    kept = text.removesuffix("…")
    while kept and cut.width(f"{kept}…", size) > measure:
        shorter = kept.rpartition(" ")[0]
        kept = shorter or kept[:-1]
    return f"{kept.rstrip(' ,;:–—')}…"


def _publisher(names: tuple[str, str]) -> list[Words]:
    rows = zip(names, (TITLE, TAGLINE), NAME_SIZES, NAME_LINES, strict=True)
    x = MARGIN + MARK_SIZE + MARK_GAP
    return [_placed(name, cut, size, x, y, "plain") for name, cut, size, y in rows if cut.has(name)]


def _publisher_at_large(names: tuple[str, str], top: float) -> list[Words]:
    title = _title(names[0], top)
    if not title or not TAGLINE.has(names[1]):
        return title
    name, y = _cut_to(names[1], TAGLINE, LARGE_NAME_SIZE, MEASURE), title[-1].y + 66
    return [*title, _placed(name, TAGLINE, LARGE_NAME_SIZE, MARGIN, y, "plain")]
