"""Both pictures of a piece as the files that are served."""

from articles.drawing.cards import layout
from articles.drawing.covers import cover
from articles.drawing.painting import paint
from articles.drawing.subjects import Subject
from articles.drawing.svg import svg


def draw(subject: Subject) -> tuple[bytes, bytes]:
    """The cover (SVG) and the share image (PNG)."""
    shapes = cover(subject.kind, subject.region, subject.slug)
    return svg(shapes).encode(), paint(layout(subject.card), shapes)
