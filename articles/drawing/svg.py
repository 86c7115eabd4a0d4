"""Shapes as an SVG file of a few kilobytes that follows the reader's light or dark."""

from collections.abc import Iterable
from itertools import groupby

from articles.drawing.palette import COLOURS, GROUND, Ink
from articles.drawing.shapes import HEIGHT, WIDTH, Circle, Dot, Line, Point, Shape, bends

SCHEMES = LIGHT, DARK = 0, 1
LINE_WIDTHS = {Ink.SOFT: 2.4, Ink.PLAIN: 2.4, Ink.ACCENT: 5}
DASHES = (10, 8)


def svg(shapes: Iterable[Shape]) -> str:
    """A file without anything but paths, circles and one style sheet."""
    layers = groupby(sorted(shapes, key=_layer), key=_layer)
    body = "".join(_drawn(layer, list(group)) for layer, group in layers)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<style>{_style()}</style><path class="ground" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>{body}</svg>'
    )


def _style() -> str:
    widths = "".join(f".{ink}{{stroke-width:{width}}}" for ink, width in LINE_WIDTHS.items())
    dashed = f".dashed{{stroke-dasharray:{DASHES[0]} {DASHES[1]}}}"
    dark = f"@media(prefers-color-scheme:dark){{{_colours(DARK)}}}"
    return f"svg{{fill:none}}{widths}{dashed}{_colours(LIGHT)}{dark}"


def _colours(scheme: int) -> str:
    ground = f".ground{{fill:{GROUND[scheme]}}}"
    lines = "".join(f".{ink}{{stroke:{COLOURS[ink][scheme]}}}" for ink in Ink)
    return f"{ground}{lines}.dot{{fill:{COLOURS[Ink.PLAIN][scheme]}}}"


def _layer(shape: Shape) -> tuple[int, str]:
    """The accent lies on top; what is drawn alike is drawn together."""
    dashed = " dashed" if isinstance(shape, Line) and shape.is_dashed else ""
    if isinstance(shape, Dot):
        return len(Ink), "dot"
    return list(Ink).index(shape.ink), f"{shape.ink}{dashed}"


def _drawn(layer: tuple[int, str], shapes: list[Shape]) -> str:
    lines = [shape for shape in shapes if isinstance(shape, Line)]
    circles = "".join(_circle(shape) for shape in shapes if not isinstance(shape, Line))
    path = f'<path d="{_path(lines)}"/>' if lines else ""
    return f'<g class="{layer[1]}">{path}{circles}</g>'


def _circle(shape: Circle | Dot) -> str:
    x, y = _rounded(shape.centre)
    return f'<circle cx="{x}" cy="{y}" r="{round(shape.radius)}"/>'


def _path(lines: Iterable[Line]) -> str:
    """All of them in one path, every number counted from the point before: so they are short."""
    here, parts = (0, 0), []
    for line in lines:
        steps = bends(line.points) if line.is_smooth else ((point,) for point in line.points[1:])
        moved, here = _relative([line.points[0]], here)
        numbers = []
        for step in steps:
            added, here = _relative(step, here)
            numbers += added
        parts.append(f"m{_joined(moved)}{'q' if line.is_smooth else 'l'}{_joined(numbers)}")
    return "".join(parts)


def _relative(points: Iterable[Point], here: tuple[int, int]) -> tuple[list[int], tuple[int, int]]:
    """The coordinates as seen from a point, and the last of the points."""
    corners = [_rounded(point) for point in points]
    return [place - here[axis] for corner in corners for axis, place in enumerate(corner)], corners[
        -1
    ]


def _joined(numbers: Iterable[int]) -> str:
    """Numbers with no more between them than a reader of SVG needs."""
    return " ".join(map(str, numbers)).replace(" -", "-")


def _rounded(point: Point) -> tuple[int, int]:
    return round(point[0]), round(point[1])
