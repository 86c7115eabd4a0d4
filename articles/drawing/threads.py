"""Constructions from many equal lines: a weave, a moiré, rings, and branches."""

import math

from articles.drawing.palette import Ink
from articles.drawing.shapes import (
    CENTRE,
    REACH,
    Circle,
    Dot,
    Line,
    Point,
    Shape,
    clipped,
    is_inside,
    polar,
    turned,
)

STEPS = 7


def weave(bearing, chance) -> list[Line]:
    """Threads over and under each other by a draft; one thread of the weft has the accent."""
    # A weave looks the same after a quarter turn.
    angle = bearing.angle / 2 + chance.uniform(-0.12, 0.12)
    cell = chance.uniform(64, 76) + bearing.pitch / 2
    draft, shift = _draft(chance), chance.choice((1, 1, 2))
    count, accent = math.ceil(REACH / cell), chance.randrange(-1, 2)
    numbers = range(-count, count + 1)
    lines = []
    for thread in numbers:
        over = [draft[(place + shift * thread) % len(draft)] for place in numbers]
        under = [not draft[(thread + shift * row) % len(draft)] for row in numbers]
        ink = Ink.ACCENT if thread == accent else Ink.PLAIN
        for one, is_above, turn in ((ink, over, 0), (Ink.SOFT, under, math.pi / 2)):
            strands = chance.choice((2, 3, 3, 4))
            lines += _thread(one, thread, is_above, strands, cell, angle + turn)
    return lines


def moire(bearing, chance) -> list[Shape]:
    """Straight lines under arcs of nearly the same pitch."""
    pitch = bearing.pitch + 7
    offset = chance.uniform(0, pitch)
    shapes: list[Shape] = []
    for number in range(-math.ceil(REACH / pitch), math.ceil(REACH / pitch) + 1):
        v = number * pitch + offset
        shapes += _straight(
            Ink.SOFT, turned(-REACH, v, bearing.angle), turned(REACH, v, bearing.angle)
        )
    across = bearing.angle + math.pi / 2 + chance.uniform(-0.35, 0.35)
    distance = chance.uniform(0.35, 2.2) * REACH * chance.choice((-1, 1))
    centre = polar(CENTRE, distance, across)
    return shapes + _arcs(centre, abs(distance), pitch * chance.uniform(0.94, 1.1), chance)


def rings(bearing, chance) -> list[Circle]:
    """Waves from two places that run through each other."""
    apart = chance.uniform(90, 300)
    middle = polar(CENTRE, chance.uniform(0, 190), chance.uniform(0, math.tau))
    turn = bearing.angle + chance.uniform(-0.4, 0.4)
    pitches = [bearing.pitch * chance.uniform(*limits) for limits in ((1.4, 2.2), (2, 3.2))]
    strong, soft = polar(middle, apart, turn), polar(middle, -apart, turn)
    chosen = max(1, round(math.dist(strong, CENTRE) / pitches[0])) + chance.randrange(-1, 2)
    return [
        *_waves(Ink.SOFT, soft, pitches[1], 0),
        *_waves(Ink.PLAIN, strong, pitches[0], max(1, chosen)),
    ]


def branches(bearing, chance) -> list[Shape]:
    """Ways that part again and again; one of them is taken."""
    shapes: list[Shape] = []
    start, step = -chance.uniform(330, 430), chance.uniform(140, 165)
    nodes, taken = [chance.uniform(-120, 120)], 0
    angle, breadth = bearing.angle + chance.uniform(-0.2, 0.2), chance.uniform(400, 600)
    for number in range(1, STEPS + 1):
        parents, children = _children(nodes, number, breadth, chance)
        chosen = _chosen([i for i, parent in enumerate(parents) if parent == taken], children)
        ends = start + (number - 1) * step, start + number * step
        for child, parent in enumerate(parents):
            points = _branch(ends, nodes[parent], children[child], angle)
            is_taken = child == chosen
            shapes.append(
                Line(
                    Ink.ACCENT if is_taken else Ink.PLAIN,
                    points,
                    is_smooth=True,
                    is_dashed=not is_taken,
                )
            )
            shapes.append(Dot(points[0], max(4, 9 - number)))
        nodes, taken = children, chosen
    return [shape for shape in shapes if _is_seen(shape)]


def _draft(chance) -> list[bool]:
    """Where the weft lies above, repeated: never all of it or nothing."""
    length = chance.choice((3, 4, 5, 5, 6, 7))
    draft = [chance.random() < 0.55 for _ in range(length)]
    draft[0], draft[-1] = True, False
    return draft


def _thread(ink, thread, is_above, strands, cell, angle) -> list[Line]:
    """The strands of one thread, seen where it lies above."""
    reach, margin, lines = len(is_above) // 2, cell * 0.12, []
    for first, last in _stretches(is_above):
        ends = (first - reach - 0.5) * cell - margin, (last - reach + 0.5) * cell + margin
        for strand in range(strands):
            v = thread * cell + ((strand + 0.5) / strands - 0.5) * cell * 0.8
            lines += _straight(ink, turned(ends[0], v, angle), turned(ends[1], v, angle))
    return lines


def _stretches(flags: list[bool]) -> list[tuple[int, int]]:
    """First and last index of each run of what is true."""
    starts = [i for i, flag in enumerate(flags) if flag and not (i and flags[i - 1])]
    ends = [i for i, flag in enumerate(flags) if flag and not any(flags[i + 1 : i + 2])]
    return list(zip(starts, ends, strict=True))


def _straight(ink: Ink, start: Point, end: Point) -> list[Line]:
    inside = clipped(start, end)
    return [Line(ink, inside)] if inside else []


def _arcs(centre: Point, distance: float, pitch: float, chance) -> list[Circle]:
    """Those that cross the frame; the accent passes near its centre."""
    accent = round(distance / pitch) + chance.randrange(-3, 4)
    first = max(1, math.ceil((distance - REACH) / pitch))
    last = math.floor((distance + REACH) / pitch)
    numbers = range(first, last + 1)
    accent = min(max(accent, first), last)
    return [Circle(Ink.ACCENT if n == accent else Ink.PLAIN, centre, n * pitch) for n in numbers]


def _waves(ink: Ink, centre: Point, pitch: float, accent: int) -> list[Circle]:
    farthest = math.dist(centre, CENTRE) + REACH
    numbers = range(1, math.floor(farthest / pitch) + 1)
    return [Circle(Ink.ACCENT if n == accent else ink, centre, n * pitch) for n in numbers]


def _children(
    nodes: list[float], number: int, breadth: float, chance
) -> tuple[list[int], list[float]]:
    """For the next step: whose child each node is, and where it lies."""
    families = (2, 3) if number == 1 else (1, 2, 2, 3) if len(nodes) < 6 else (1, 1, 1, 1, 2)
    parents = [i for i in range(len(nodes)) for _ in range(chance.choice(families))]
    half = breadth * (number / STEPS) ** 0.75
    gap = 2 * half / (len(parents) - 1)
    places = [gap * i - half + chance.uniform(-0.32, 0.32) * gap for i in range(len(parents))]
    return parents, places


def _chosen(offspring: list[int], places: list[float]) -> int:
    """The way that is taken stays near the middle, where every crop of the cover shows it."""
    return min(offspring, key=lambda child: abs(places[child]))


def _branch(ends: tuple[float, float], start: float, end: float, angle: float) -> tuple[Point, ...]:
    bend = (ends[1] - ends[0]) * 0.36
    points = (ends[0], start), (ends[0] + bend, start), (ends[1] - bend, end), (ends[1], end)
    return tuple(turned(u, v, angle) for u, v in points)


def _is_seen(shape: Shape) -> bool:
    points = shape.points if isinstance(shape, Line) else [shape.centre]
    return any(is_inside(point, 20) for point in points)
