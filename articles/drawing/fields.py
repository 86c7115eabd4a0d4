"""Constructions from a landscape of hills: contour lines, and currents that go round them."""

import math
from dataclasses import dataclass

import numpy as np
from contourpy import contour_generator

from articles.drawing.palette import Ink
from articles.drawing.shapes import (
    CENTRE,
    HEIGHT,
    REACH,
    WIDTH,
    Line,
    Point,
    is_inside,
    turned,
)

LEVELS = 15
#: Units between the points that are kept of a contour line.
APART = 46
SHORTEST = 200
#: Units from the centre.
MIDDLE = 150
#: Units between two currents where they are nearest.
GAP = 7


@dataclass(frozen=True)
class Hill:
    """In the frame turned to a bearing: u along it, v across it."""

    u: float
    v: float
    length: float
    breadth: float
    height: float


def contours(bearing, chance) -> list[Line]:
    """Lines of equal height; each fourth is strong, and the accent passes near the centre."""
    hills = [_hill(chance, 100, 220) for _ in range(6)]
    slope = chance.uniform(0.6, 1.6) * chance.choice((-1, 1))
    xs, ys = np.linspace(-20, WIDTH + 20, 53), np.linspace(-20, HEIGHT + 20, 37)
    heights = _heights(xs, ys, hills, bearing.angle, slope)
    accent = float(np.quantile(_middle(xs, ys, heights), chance.uniform(0.3, 0.7)))
    step = (heights.max() - heights.min()) / (LEVELS * 20 / bearing.pitch)
    generator = contour_generator(xs, ys, heights)
    lines = []
    for number in range(-40, 41):
        ink = Ink.ACCENT if number == 0 else Ink.SOFT if number % 4 else Ink.PLAIN
        runs = generator.lines(accent + number * step)
        lines += [Line(ink, _thinned(run), is_smooth=True) for run in runs if _is_long(run)]
    return lines


def currents(bearing, chance) -> list[Line]:
    """Lines in one direction that part before some places and close behind them."""
    stones = [_hill(chance, 90, 210) for _ in range(4)]
    swing, phase = chance.uniform(20, 70), chance.uniform(0, math.tau)
    lane = 1.62 * bearing.pitch
    count = math.ceil((REACH + swing) / lane)
    numbers = np.arange(-count, count + 1)
    us = np.arange(-REACH, REACH + 58, 58)
    across = _in_order(_pushed(us, numbers * lane, stones) + swing * np.sin(us / 240 + phase))
    # The one that passes the centre at about this distance.
    passing = np.abs(across[:, len(us) // 2] - chance.uniform(-110, 110))
    accent, lines = numbers[passing.argmin()], []
    for number, vs in zip(numbers, across, strict=True):
        ink = Ink.ACCENT if number == accent else Ink.SOFT if number % 4 else Ink.PLAIN
        lines += _inside(ink, [turned(u, v, bearing.angle) for u, v in zip(us, vs, strict=True)])
    return lines


def _hill(chance, smallest: float, largest: float) -> Hill:
    breadth = chance.uniform(smallest, largest)
    return Hill(
        u=chance.uniform(-0.8, 0.8) * REACH,
        v=chance.uniform(-0.65, 0.65) * REACH,
        length=breadth * chance.uniform(1.2, 2),
        breadth=breadth,
        height=chance.choice((1, 0.8, -0.8)) * chance.uniform(0.8, 1.2),
    )


def _heights(xs, ys, hills: list[Hill], angle: float, slope: float):
    x, y = np.meshgrid(xs - CENTRE[0], ys - CENTRE[1])
    u = x * math.cos(angle) + y * math.sin(angle)
    v = y * math.cos(angle) - x * math.sin(angle)
    heights = slope * u / REACH
    for hill in hills:
        far = ((u - hill.u) / hill.length) ** 2 + ((v - hill.v) / hill.breadth) ** 2
        heights = heights + hill.height * np.exp(-far)
    return heights


def _middle(xs, ys, heights):
    """Those that every crop of the cover shows: a line between them is seen."""
    across = np.abs(xs - CENTRE[0]) < MIDDLE
    return heights[np.abs(ys - CENTRE[1]) < MIDDLE][:, across]


def _is_long(run) -> bool:
    return float(np.hypot(*np.diff(run, axis=0).T).sum()) >= SHORTEST


def _thinned(run) -> tuple[Point, ...]:
    """So few points of a contour line that the curve through them is smooth and light."""
    kept, end = [tuple(run[0])], tuple(run[-1])
    for point in run[1:-1]:
        if math.dist(point, kept[-1]) >= APART and math.dist(point, end) >= APART / 2:
            kept.append(tuple(point))
    if kept[0] == end:
        # A closed line begins and ends half-way between two points: there is no corner.
        seam = tuple((np.array(kept[0]) + kept[-1]) / 2)
        return (seam, *kept, seam)
    return (*kept, end)


def _pushed(us, lanes, stones: list[Hill]):
    """Where each lane (a row) runs at each u (a column).

    A stone pushes the lanes aside; one whose height is below zero draws them to itself.
    """
    places = np.repeat(lanes[:, None], len(us), axis=1)
    for stone in stones:
        across = (lanes[:, None] - stone.v) / stone.breadth
        near = np.exp(-(((us - stone.u) / stone.length) ** 2) - across**2)
        places = places + (1.4 if stone.height > 0 else -0.75) * stone.breadth * across * near
    return places


def _in_order(places):
    """No lane crosses the one before it."""
    room = GAP * np.arange(len(places))[:, None]
    return np.maximum.accumulate(places - room, axis=0) + room


def _inside(ink: Ink, points: list[Point]) -> list[Line]:
    """The stretches of a current that cross the frame, with a point beyond each end."""
    lines, stretch = [], []
    neighbours = zip([points[0], *points[:-1]], points, [*points[1:], points[-1]], strict=True)
    for before, point, after in neighbours:
        if any(is_inside(one, 30) for one in (before, point, after)):
            stretch.append(point)
        elif stretch:
            lines.append(stretch)
            stretch = []
    return [Line(ink, tuple(one), is_smooth=True) for one in [*lines, stretch] if len(one) > 2]
