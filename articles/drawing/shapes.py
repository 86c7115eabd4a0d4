"""What a drawing consists of: lines, circles and dots, in units of a frame 960 wide and 640 high."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from articles.drawing.palette import Ink

WIDTH, HEIGHT = 960, 640
CENTRE = (WIDTH / 2, HEIGHT / 2)
#: From the centre to a corner: what is turned about the centre covers the frame from here.
REACH = math.hypot(*CENTRE)
Point = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """Straight from point to point; if smooth, a curve that the points between the ends pull."""

    ink: Ink
    points: tuple[Point, ...]
    is_smooth: bool = False
    is_dashed: bool = False

    def track(self) -> list[Point]:
        """Points so near each other that straight lines between them look like the curve."""
        if not self.is_smooth:
            return list(self.points)
        here, track = self.points[0], [self.points[0]]
        for pull, end in bends(self.points):
            track += [_on_bend(here, pull, end, step / 12) for step in range(1, 13)]
            here = end
        return track


@dataclass(frozen=True)
class Circle:
    ink: Ink
    centre: Point
    radius: float

    def track(self) -> list[Point]:
        steps = max(24, round(self.radius / 2))
        turns = (step / steps * math.tau for step in range(steps + 1))
        return [polar(self.centre, self.radius, turn) for turn in turns]


@dataclass(frozen=True)
class Dot:
    """A filled circle in the plain ink."""

    centre: Point
    radius: float


Shape = Line | Circle | Dot


def polar(centre: Point, distance: float, angle: float) -> Point:
    """The point so far from the centre; the angle in radians, clockwise from the right."""
    return centre[0] + distance * math.cos(angle), centre[1] + distance * math.sin(angle)


def turned(u: float, v: float, angle: float) -> Point:
    """The point of the frame that is u along and v across a direction through the centre."""
    x, y = polar(CENTRE, u, angle)
    return x - v * math.sin(angle), y + v * math.cos(angle)


def is_inside(point: Point, margin: float = 0) -> bool:
    x, y = point
    return -margin <= x <= WIDTH + margin and -margin <= y <= HEIGHT + margin


def clipped(start: Point, end: Point) -> tuple[Point, Point] | None:
    """The part of a straight line inside the frame; None where it passes by."""
    first, last = 0.0, 1.0
    for place, step, side in zip(start, _difference(start, end), (WIDTH, HEIGHT), strict=True):
        if abs(step) < 1e-9:
            if not 0 <= place <= side:
                return None
            continue
        near, far = sorted((-place / step, (side - place) / step))
        first, last = max(first, near), min(last, far)
    return (_between(start, end, first), _between(start, end, last)) if first < last else None


def bends(points: tuple[Point, ...]) -> Iterator[tuple[Point, Point]]:
    """Each point between the ends, and where its bend ends: half-way to the next, or at the end."""
    inner = points[1:-1]
    for index, pull in enumerate(inner):
        is_last = index == len(inner) - 1
        yield pull, points[-1] if is_last else _between(pull, inner[index + 1], 0.5)


def _difference(start: Point, end: Point) -> Point:
    return end[0] - start[0], end[1] - start[1]


def _between(start: Point, end: Point, share: float) -> Point:
    dx, dy = _difference(start, end)
    return start[0] + share * dx, start[1] + share * dy


def _on_bend(start: Point, pull: Point, end: Point, share: float) -> Point:
    return _between(_between(start, pull, share), _between(pull, end, share), share)
