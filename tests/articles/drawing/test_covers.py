"""Covers are light, inert, the same each time, and unlike each other."""

import gzip
import re
from itertools import pairwise

import numpy as np
import pytest
from defusedxml.ElementTree import fromstring
from django.conf import settings

from articles.drawing.covers import BEARINGS, CONSTRUCTIONS, NOWHERE, bearing, cover
from articles.drawing.painting import panel
from articles.drawing.palette import COLOURS, GROUND, PAPER, TEXT_SOFT, Ink
from articles.drawing.shapes import CENTRE, HEIGHT, WIDTH, Circle, Dot, Line
from articles.drawing.svg import svg
from articles.models import Kind

REGIONS = [*BEARINGS, "a-region-that-staff-added", ""]
SVG = "{http://www.w3.org/2000/svg}"
#: Of 255 levels of grey: how far the nearest two covers differ on average in each of 2,400 places.
DISTANCE = 8


def file_of(kind, region, slug="a-made-up-piece"):
    return svg(cover(kind, region, slug))


def greys(kind, slug):
    """A small picture of a cover, as a row of numbers."""
    return np.asarray(panel(cover(kind, "caucasus", slug), (60, 40)).convert("L"), float).ravel()


def test_each_kind_has_a_construction():
    assert sorted(CONSTRUCTIONS) == sorted(Kind.values)


@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.parametrize("region", REGIONS)
def test_a_cover_consists_of_lines_and_one_style_sheet(kind, region):
    root = fromstring(file_of(kind, region))
    assert root.tag == f"{SVG}svg"
    assert root.get("viewBox") == "0 0 960 640"
    found = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert found - {"path", "circle"} == {"svg", "style", "g"}
    names = {name for element in root.iter() for name in element.attrib}
    assert names <= {"viewBox", "class", "d", "cx", "cy", "r"}


@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.parametrize("region", REGIONS)
def test_a_cover_weighs_at_most_7_kilobytes_and_3_when_sent(kind, region):
    for number in range(10):
        data = file_of(kind, region, f"made-up-piece-{number}").encode()
        assert len(data) <= 7_000
        assert len(gzip.compress(data)) <= 3_000


def test_a_cover_follows_the_style_sheet_in_light_and_in_dark():
    tokens = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    pairs = {
        name: pair
        for name, *pair in re.findall(r"--color-([\w-]+): light-dark\((#\w+), (#\w+)\)", tokens)
    }
    assert list(GROUND) == pairs["sunk"]
    assert [list(COLOURS[ink]) for ink in (Ink.PLAIN, Ink.SOFT, Ink.ACCENT)] == [
        pairs["text"],
        pairs["control"],
        pairs["accent"],
    ]
    assert [pairs["paper"][0], pairs["text-soft"][0]] == [PAPER, TEXT_SOFT]
    light, dark = file_of("analysis", "cis").split("@media(prefers-color-scheme:dark)")
    assert (".accent{stroke:#6a2a62}" in light, ".accent{stroke:#d9a9d3}" in dark) == (True, True)


@pytest.mark.parametrize("kind", Kind.values)
def test_a_piece_has_the_same_cover_each_time(kind):
    assert file_of(kind, "cis") == file_of(kind, "cis")


@pytest.mark.parametrize("kind", Kind.values)
def test_another_region_turns_the_cover(kind):
    assert len({file_of(kind, region) for region in REGIONS}) == len(REGIONS)


@pytest.mark.parametrize("kind", Kind.values)
def test_sixty_pieces_of_a_kind_and_region_look_different(kind):
    seen = np.array([greys(kind, f"made-up-piece-{number}") for number in range(60)])
    apart = [np.abs(seen[index + 1 :] - seen[index]).mean(axis=1) for index in range(59)]
    assert np.concatenate(apart).min() > DISTANCE


@pytest.mark.parametrize("kind", Kind.values)
def test_the_accent_is_seen_in_every_crop(kind):
    for number in range(40):
        shapes = cover(kind, "eurasia", f"made-up-piece-{number}")
        accent = [
            shape for shape in shapes if not isinstance(shape, Dot) and shape.ink == Ink.ACCENT
        ]
        track = [point for shape in accent for point in dense(shape)]
        # What is left in the middle of the share image, of 4/5 and of 2/1.
        assert any(abs(x - CENTRE[0]) < 170 and abs(y - CENTRE[1]) < 230 for x, y in track)


def dense(shape):
    """Points of a line, also between the ends of a straight one."""
    track = shape.track()
    for (x1, y1), (x2, y2) in pairwise(track):
        yield from ((x1 + (x2 - x1) * i / 20, y1 + (y2 - y1) * i / 20) for i in range(21))


def test_what_is_drawn_reaches_all_parts_of_the_frame():
    for kind in set(Kind.values) - {Kind.SIMULATION}:
        picture = panel(cover(kind, "cis", "a-made-up-piece"), (WIDTH // 8, HEIGHT // 8)).convert(
            "L"
        )
        for left in range(0, 120, 40):
            part = picture.crop((left, 0, left + 40, 80))
            assert part.getextrema()[0] < 200, kind


def test_a_region_that_staff_added_has_a_bearing_of_its_own():
    added = bearing("a-region-that-staff-added")
    assert added == bearing("a-region-that-staff-added")
    assert bearing("") == bearing("") != added
    assert round(bearing("").pitch) == NOWHERE[1]
    assert bearing("caucasus").angle == 0


def test_shapes_say_where_they_run():
    line = Line(Ink.SOFT, ((0, 0), (10, 0), (10, 10)), is_smooth=True)
    assert (line.track()[0], line.track()[-1]) == ((0, 0), (10, 10))
    ring = Circle(Ink.SOFT, (100, 100), 50).track()
    assert ring[0] == (150, 100)
    assert all(abs(np.hypot(x - 100, y - 100) - 50) < 1e-6 for x, y in ring)
