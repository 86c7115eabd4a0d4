"""What the demonstration's pictures are drawn with: an SVG canvas in the site's palette, and contour lines."""

import math
from collections.abc import Callable, Iterable
from xml.sax.saxutils import escape

PAPER, SUNK, INK, SOFT = "#fcfbf9", "#f3f1ee", "#1d1a1f", "#57525b"
CONTROL, RULE, ACCENT = "#8a848c", "#d8d4d2", "#6a2a62"
FONT = '"Source Sans 3", "Noto Sans", sans-serif'
WIDTH = 1600
Point = tuple[float, float]


class Drawing:
    """An SVG file in the making. Units are pixels of a picture 1600 wide."""

    def __init__(self, height: int, ground: str = PAPER):
        self.height, self.ground = height, ground
        self.parts = [f'<rect width="{WIDTH}" height="{height}" fill="{ground}"/>']

    def path(self, d: str, stroke: str = INK, width: float = 3, fill: str = "none", dash: str = ""):
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{width}"{dashes}/>'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, **style):
        self.path(f"M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}", **style)

    def box(self, x: float, y: float, w: float, h: float, **style):
        self.path(f"M{x:.0f} {y:.0f}h{w:.0f}v{h:.0f}h-{w:.0f}z", **style)

    def dot(self, x: float, y: float, r: float = 11, fill: str = INK, ring: str = "none"):
        self.parts.append(
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{r}" fill="{fill}" stroke="{ring}" stroke-width="4"/>'
        )

    def arrow(self, x: float, y: float, angle: float, colour: str = INK, size: float = 22):
        """An open arrow head whose point is at (x, y), looking along `angle` in degrees."""
        ends = []
        for turn in (150, -150):
            a = math.radians(angle + turn)
            ends.append(f"{x + size * math.cos(a):.0f} {y + size * math.sin(a):.0f}")
        self.path(f"M{ends[0]}L{x:.0f} {y:.0f}L{ends[1]}", stroke=colour, width=4)

    def text(
        self,
        x: float,
        y: float,
        *lines: str,
        size: int = 44,
        colour: str = INK,
        anchor: str = "start",
        bold: bool = False,
        halo: str = "",
    ):
        """Lines of text, the first one's baseline at y; a halo in the ground's colour keeps lines off."""
        weight = ' font-weight="600"' if bold else ""
        edge = f' stroke="{halo}" stroke-width="16" stroke-linejoin="round" paint-order="stroke"'
        for i, words in enumerate(lines):
            self.parts.append(
                f'<text x="{x:.0f}" y="{y + i * size * 1.22:.0f}" font-size="{size}" fill="{colour}"'
                f' text-anchor="{anchor}"{weight}{edge if halo else ""}>{escape(words)}</text>'
            )

    def note(self, words: str = "Invented values"):
        self.text(70, self.height - 48, words, size=38, colour=SOFT)

    def svg(self) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self.height}"'
            f" font-family='{FONT}'>\n" + "\n".join(self.parts) + "\n</svg>\n"
        )


def smooth(points: list[Point]) -> str:
    """A curve whose control points are the given points; closed if the first is the last."""
    closed = points[0] == points[-1]
    p = points[:-1] if closed else points
    middle = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(p, p[1:] + p[:1], strict=True)]
    start = middle[-1] if closed else p[0]
    bends = zip(p, middle, strict=True) if closed else zip(p[1:-1], middle[1:-1], strict=True)
    d = f"M{start[0]:.0f} {start[1]:.0f}" + "".join(
        f"Q{c[0]:.0f} {c[1]:.0f} {m[0]:.0f} {m[1]:.0f}" for c, m in bends
    )
    return d + ("z" if closed else f"L{p[-1][0]:.0f} {p[-1][1]:.0f}")


def contour(
    field: Callable[[float, float], float], level: float, height: int, step: int = 10
) -> list[list[Point]]:
    """Lines along which the field has the level: marching squares, cut into triangles."""
    xs, ys = range(-step, WIDTH + 2 * step, step), range(-step, height + 2 * step, step)
    z = {(x, y): field(x, y) - level for x in xs for y in ys}
    links: dict[Point, list[Point]] = {}
    for x in xs[:-1]:
        for y in ys[:-1]:
            a, b, c, d = (x, y), (x + step, y), (x + step, y + step), (x, y + step)
            for corners in ((a, b, c), (a, c, d)):
                cut = crossings(corners, z)
                if len(cut) == 2 and cut[0] != cut[1]:
                    links.setdefault(cut[0], []).append(cut[1])
                    links.setdefault(cut[1], []).append(cut[0])
    return chains(links)


def crossings(corners: Iterable[Point], z: dict[Point, float]) -> list[Point]:
    p, found = list(corners), []
    for a, b in ((p[0], p[1]), (p[1], p[2]), (p[2], p[0])):
        if (z[a] > 0) != (z[b] > 0):
            a, b = min(a, b), max(a, b)
            t = z[a] / (z[a] - z[b])
            found.append((round(a[0] + t * (b[0] - a[0]), 2), round(a[1] + t * (b[1] - a[1]), 2)))
    return found


def chains(links: dict[Point, list[Point]]) -> list[list[Point]]:
    """Join segments end to end, open lines first; short ones are left out."""
    lines = []
    for start in sorted(links, key=lambda point: len(links[point])):
        while links[start]:
            run, here = [start], start
            while links[here]:
                there = links[here].pop()
                links[there].remove(here)
                run.append(there)
                here = there
            if len(run) > 40:
                lines.append(evenly(run))
    return lines


def evenly(run: list[Point], apart: float = 26) -> list[Point]:
    """Points of the run at even distances, so that the curve through them has no kinks."""
    kept = [run[0]]
    for point in run[1:-1]:
        if math.dist(point, kept[-1]) >= apart and math.dist(point, run[-1]) >= apart / 2:
            kept.append(point)
    return [*kept, run[-1]]


def hills(bumps: list[tuple[float, float, float, float, float]], tilt: float):
    """A landscape of smooth hills (x, y, breadth, depth, height) on a slope."""

    def field(x: float, y: float) -> float:
        rise = sum(
            h * math.exp(-(((x - cx) / sx) ** 2) - ((y - cy) / sy) ** 2)
            for cx, cy, sx, sy, h in bumps
        )
        return rise + tilt * x / WIDTH

    return field
