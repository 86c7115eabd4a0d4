"""Covers: the kind gives the construction, the region its bearing and pitch, the slug the chance."""

import hashlib
import math
import random
from collections.abc import Callable
from dataclasses import dataclass

from articles.drawing import fields, threads
from articles.drawing.shapes import Shape

#: Regions that are drawn apart from each other as far as possible: degrees, and units between lines.
BEARINGS = {
    "caucasus": (0, 18),
    "central-asia": (30, 22),
    "cis": (60, 20),
    "eurasia": (90, 23),
    "middle-east": (120, 17),
    "worldwide": (150, 21),
}
NOWHERE = (75, 20)
CONSTRUCTIONS: dict[str, Callable[["Bearing", random.Random], list[Shape]]] = {
    "analysis": fields.contours,
    "announcement": threads.rings,
    "commentary": fields.currents,
    "exclusive-report": threads.moire,
    "simulation": threads.branches,
    "special-report": threads.weave,
}


@dataclass(frozen=True)
class Bearing:
    #: In radians, clockwise from the right.
    angle: float
    #: Units between neighbouring lines.
    pitch: float


def cover(kind: str, region: str, slug: str) -> list[Shape]:
    """The shapes for a piece; `region` is the slug of its first region, or empty."""
    chance = random.Random(_number(f"{kind} {region} {slug}"))  # noqa: S311 (a drawing, not a secret)
    return CONSTRUCTIONS[kind](bearing(region), chance)


def bearing(region: str) -> Bearing:
    """A region that staff added has the bearing that its slug gives it."""
    number = _number(region)
    own = (7.5 + 15 * (number % 12), 17 + number // 12 % 7)
    degrees, pitch = BEARINGS.get(region, own) if region else NOWHERE
    return Bearing(math.radians(degrees), pitch)


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
