"""Paint a share image: a PNG of few colours."""

import io
import math
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw

from articles.drawing import cards, shapes
from articles.drawing.cards import Box, Layout, Words
from articles.drawing.palette import COLOURS, GROUND, PAPER, TEXT_SOFT, Ink
from articles.drawing.shapes import Dot, Line, Point, Shape
from articles.drawing.svg import DASHES, LIGHT, LINE_WIDTHS

MARK = Path(__file__).parents[2] / "static/img/mark.svg"
#: The mark's bars, in its square of 48.
BAR = re.compile(r"M([\d.]+) ([\d.]+)H([\d.]+)v([\d.]+)")
#: Lines are drawn so many times larger: Pillow does not smooth them.
FINER = 3
#: The hues and, for the edges of letters and lines, what lies between them.
COLOURS_KEPT = 40
HUES = {ink.value: COLOURS[ink][LIGHT] for ink in Ink} | {"text-soft": TEXT_SOFT}


def paint(layout: Layout, drawn: list[Shape]) -> bytes:
    """A PNG, 1200 × 630: the words on paper and, to their right, the middle of the cover."""
    image = Image.new("RGB", (cards.WIDTH, cards.HEIGHT), PAPER)
    image.paste(panel(drawn, (cards.WIDTH - cards.PANEL, cards.HEIGHT)), (cards.PANEL, 0))
    canvas = ImageDraw.Draw(image)
    for words in layout.words:
        _write(canvas, words)
    for box in layout.boxes:
        canvas.rectangle(_corners(box), outline=HUES["plain"], width=2)
    for y in (cards.RULE_LINE, cards.RULE_LINE + 5):
        canvas.rectangle((cards.MARGIN, y, cards.MARGIN + cards.MEASURE, y + 1), fill=HUES["plain"])
    _stamp(image, layout.mark)
    buffer = io.BytesIO()
    few = image.quantize(COLOURS_KEPT, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def panel(drawn: list[Shape], size: tuple[int, int]) -> Image.Image:
    """The middle of a cover, as large as fills the size."""
    image = Image.new("RGB", size, GROUND[LIGHT])
    for ink in Ink:
        alike = [shape for shape in drawn if _ink(shape) == ink]
        image.paste(HUES[ink], mask=_mask(alike, size))
    return image


def _ink(shape: Shape) -> Ink:
    return Ink.PLAIN if isinstance(shape, Dot) else shape.ink


def _mask(alike: list[Shape], size: tuple[int, int]) -> Image.Image:
    """Where these shapes are: white on black, smoothed."""
    fine = (size[0] * FINER, size[1] * FINER)
    mask = Image.new("L", fine)
    canvas = ImageDraw.Draw(mask)
    scale = max(fine[0] / shapes.WIDTH, fine[1] / shapes.HEIGHT)
    for shape in alike:
        _trace(canvas, shape, scale, fine)
    return mask.resize(size, Image.Resampling.BOX)


def _trace(canvas, shape: Shape, scale: float, fine: tuple[int, int]) -> None:
    def place(point: Point) -> Point:
        return tuple(
            (value - middle) * scale + side / 2
            for value, middle, side in zip(point, shapes.CENTRE, fine, strict=True)
        )

    if isinstance(shape, Dot):
        canvas.circle(place(shape.centre), shape.radius * scale, fill=255)
        return
    track = [place(point) for point in shape.track()]
    is_dashed = isinstance(shape, Line) and shape.is_dashed
    width = max(1, round(LINE_WIDTHS[shape.ink] * scale))
    for stretch in _dashes(track, *(length * scale for length in DASHES)) if is_dashed else [track]:
        canvas.line(stretch, fill=255, width=width, joint="curve")


def _dashes(track: list[Point], drawn: float, left_out: float) -> Iterator[list[Point]]:
    """The dashes of a line, each as a track of its own."""
    dash, rest, is_drawn = [track[0]], drawn, True
    for start, end in pairwise(track):
        length, done = math.dist(start, end), 0.0
        while length - done > rest:
            done += rest
            share = done / length
            point = tuple(a + (b - a) * share for a, b in zip(start, end, strict=True))
            if is_drawn:
                yield [*dash, point]
            dash, is_drawn = [point], not is_drawn
            rest = drawn if is_drawn else left_out
        rest -= length - done
        dash.append(end)
    if is_drawn:
        yield dash


def _write(canvas: ImageDraw.ImageDraw, words: Words) -> None:
    x = words.x
    for run in words.runs:
        font = words.cut.font(run.file, words.size)
        canvas.text((x, words.y), run.text, fill=HUES[words.colour], font=font, anchor="ls")
        x += font.getlength(run.text)


def _stamp(image: Image.Image, place: Box) -> None:
    """The mark, as far as it consists of bars."""
    side = round(place.width) * 4
    mask = Image.new("L", (side, side))
    canvas, scale = ImageDraw.Draw(mask), side / 48
    for bar in BAR.finditer(MARK.read_text()):
        left, top, right, height = (float(number) * scale for number in bar.groups())
        canvas.rectangle((left, top, right, top + height), fill=255)
    smooth = mask.resize((round(place.width), round(place.height)), Image.Resampling.BOX)
    image.paste(HUES["plain"], (round(place.x), round(place.y)), smooth)


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.x, box.y, box.x + box.width, box.y + box.height
