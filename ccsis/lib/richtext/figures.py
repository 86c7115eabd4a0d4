"""Figures around tables: where a caption stands when it is stored, and where when it is shown."""

from dataclasses import dataclass

from ccsis.lib.richtext.pieces import Piece, has_words, line_of


@dataclass(slots=True)
class Figure:
    """Places of a figure's tags, of its first table's, and of its caption's."""

    start: int
    end: int = 0
    table: int | None = None
    caption: tuple[int, int] | None = None


def settle(pieces: list[Piece]) -> list[Piece]:
    """A table's caption becomes that of a figure around it, the form that the editor keeps.

    `pieces` are balanced.
    """
    figures = {figure.table: figure for figure in figures_of(pieces)}
    tables: list[tuple[int, list[str]]] = []
    depth = opened = 0
    for place, piece in enumerate(pieces):
        if piece.name == "table" and not piece.closes:
            tables.append((place, []))
        elif piece.name == "table":
            start, captions = tables.pop()
            if captions:
                _wrap(pieces, start, place, " ".join(captions), figures.get(start))
        elif piece.name == "caption" and tables:
            opened = opened if depth else place
            depth += -1 if piece.closes else 1
            if not depth:
                tables[-1][1].extend(_cut(pieces[opened : place + 1]))
    return with_captions(pieces, first=False)


def with_captions(pieces: list[Piece], *, first: bool) -> list[Piece]:
    """The same with the caption of each figure around a table before or after all else in it."""
    ordered, last = [], 0
    for figure in sorted(figures_of(pieces), key=lambda figure: figure.start):
        if figure.start < last or figure.table is None or figure.caption is None:
            continue
        start, end = figure.caption[0], figure.caption[1] + 1
        inner = (pieces[figure.start + 1 : start], pieces[end : figure.end])
        caption = pieces[start:end]
        ordered += pieces[last : figure.start + 1]
        ordered += [*caption, *inner[0], *inner[1]] if first else [*inner[0], *inner[1], *caption]
        last = figure.end
    return [*ordered, *pieces[last:]]


def figures_of(pieces: list[Piece]) -> list[Figure]:
    """All figures that are closed, the inner ones before those around them."""
    found, opened = [], []
    for place, piece in enumerate(pieces):
        if piece.name == "figure" and not piece.closes:
            opened.append(Figure(place))
        elif not opened:
            continue
        elif piece.name == "figure":
            opened[-1].end = place
            found.append(opened.pop())
        elif piece.name == "table" and not piece.closes and opened[-1].table is None:
            opened[-1].table = place
        elif piece.name == "figcaption":
            start = opened[-1].caption[0] if piece.closes and opened[-1].caption else place
            opened[-1].caption = (start, place)
    return found


def _cut(caption: list[Piece]) -> list[str]:
    html = line_of(caption[1:-1])
    for piece in caption:
        piece.html = ""
    return [html] if has_words(html) else []


def _wrap(pieces: list[Piece], start: int, end: int, caption: str, figure: Figure | None) -> None:
    if figure and figure.caption:
        pieces[figure.caption[0]].html = f"<figcaption>{caption}<br>"
        return
    pieces[end].html += f"<figcaption>{caption}</figcaption>"
    if not figure:
        pieces[start].html = f"<figure>{pieces[start].html}"
        pieces[end].html += "</figure>"
