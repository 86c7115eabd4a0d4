"""Draw the demonstration's pictures as SVG: charts, diagrams and an invented map, in the site's own palette.

Run it after a change: `python articles/demo/draw_pictures.py`. The PNG files beside the drawings are
screenshots of them in Chromium with Source Sans 3, 1600 px wide, reduced to a small palette.
All values are invented; each chart says so. The accent colour is used once in each picture.
"""

import math
import random
from pathlib import Path

from drawing import (
    ACCENT,
    CONTROL,
    INK,
    PAPER,
    RULE,
    SOFT,
    SUNK,
    Drawing,
    Point,
    contour,
    hills,
    smooth,
)


def contour_cover() -> Drawing:
    rnd, d = random.Random(41), Drawing(1067, SUNK)  # noqa: S311 (a drawing, not a secret)
    bumps = [
        (
            rnd.uniform(0, 1600),
            rnd.uniform(0, 1067),
            rnd.uniform(230, 420),
            rnd.uniform(170, 300),
            h,
        )
        for h in (1, 0.9, 0.8, -0.8, 1, -0.7)
    ]
    field = hills(bumps, 0.9)
    for i in range(-7, 14):
        colour = ACCENT if i == 4 else INK if i % 4 == 0 else CONTROL
        for run in contour(field, i * 0.145 + 0.011, d.height):
            d.path(smooth(run), stroke=colour, width=7 if i == 4 else 3)
    return d


RIVER: list[Point] = [
    (1130, -10),
    (1110, 90),
    (1160, 180),
    (1100, 260),
    (1120, 330),
    (1040, 400),
    (1000, 470),
]


def lake_map() -> Drawing:
    d = Drawing(1067, SUNK)
    bumps = [(760, 590, 470, 250, -1.3), (700, 600, 95, 62, 1.5), (180, 120, 330, 260, 0.8)]
    bumps += [(1330, 160, 380, 210, 0.9), (1500, 900, 320, 260, 0.7), (1020, 1260, 420, 190, 0.6)]
    field, shore = hills(bumps, 0.15), -0.45
    for i in range(1, 10):
        for run in contour(field, shore + i * 0.145, d.height):
            d.path(smooth(run), stroke=CONTROL if i % 4 else SOFT, width=2.5)
    d.path(smooth(RIVER), width=7)
    coast = contour(field, shore, d.height)
    for run in coast:
        island = max(x for x, _ in run) - min(x for x, _ in run) < 400
        d.path(smooth(run), width=5, fill=SUNK if island else PAPER)
    for depth in (0.15, 0.32):
        for run in contour(field, shore - depth, d.height):
            d.path(smooth(run), stroke=RULE, width=3)
    d.dot(1135, 135)
    d.text(1170, 150, "Upper Weir", halo=SUNK)
    for name, wish, aside, anchor in (
        ("Port Alder", (330, 520), -30, "end"),
        ("Port Birch", (1150, 720), 30, "start"),
    ):
        x, y = min((point for run in coast for point in run), key=lambda at: math.dist(at, wish))
        d.dot(x, y)
        d.text(x + aside, y + 15, name, anchor=anchor, halo=SUNK)
    d.dot(703, 598, r=20, fill=SUNK, ring=ACCENT)
    d.text(703, 500, "Middle Island", anchor="middle", halo=PAPER)
    d.text(900, 740, "Lake Quarto", anchor="middle", colour=SOFT, halo=PAPER)
    d.text(70, 1034, "An invented lake, without scale", size=38, colour=SOFT, halo=SUNK)
    return d


def communique_anatomy() -> Drawing:
    d = Drawing(1067, SUNK)
    rnd = random.Random(7)  # noqa: S311
    d.box(300, 80, 640, 907, fill=PAPER, stroke=CONTROL)
    d.line(380, 165, 740, 165, width=16)
    for block, y in enumerate((260, 440, 640, 830)):
        for row in range(3 if block < 3 else 2):
            end = 860 if row < 2 and block < 3 else rnd.randint(640, 780)
            gap = block == 1 and row == 1
            colour = ACCENT if block == 3 else CONTROL
            d.line(
                380,
                y + row * 44,
                end,
                y + row * 44,
                stroke=colour,
                width=9 if block == 3 else 4,
                dash="4 16" if gap else "",
            )
            if block == 2:
                d.line(480 + row * 90, y + row * 44, 580 + row * 90, y + row * 44, width=11)
    labels = [
        (180, "4", "Heading"),
        (500, "3", "Silences"),
        (700, "2", "Verbs"),
        (868, "1", "Next step"),
    ]
    for y, number, words in labels:
        d.line(960, y - 16, 1035, y - 16, stroke=CONTROL)
        d.text(1060, y, number, size=52, bold=True)
        d.text(1110, y, words, size=52)
    d.line(210, 905, 210, 165, width=4)
    d.arrow(210, 163, -90)
    return d


def stage_and_discharge() -> Drawing:
    d, rnd = Drawing(1000), random.Random(3)  # noqa: S311

    def place(q: float) -> Point:
        return 220 + 1250 * q, 850 - 690 * q**0.55

    d.line(220, 70, 220, 860)
    d.line(220, 860, 1530, 860)
    d.text(70, 130, "Height", "of the", "water")
    d.text(1530, d.height - 48, "Discharge", anchor="end")
    curve = [place(i / 60) for i in range(1, 61)]
    d.path(smooth(curve[:33]), width=5)
    d.path(smooth(curve[32:]), width=7, stroke=ACCENT, dash="22 14")
    for _ in range(17):
        x, y = place(rnd.uniform(0.06, 0.5))
        d.dot(x + rnd.uniform(-12, 12), y + rnd.uniform(-20, 20), fill=PAPER, ring=INK)
    d.text(760, 690, "measured on visits")
    d.line(745, 672, 600, 560, stroke=CONTROL, width=2.5)
    d.text(1080, 440, "extended", "by calculation")
    d.note()
    return d


def two_water_years() -> Drawing:
    d, left, pitch = Drawing(1000), 80, 60
    flow = [12, 13, 20, 46, 84, 100, 88, 56, 34, 24, 18, 14]
    d.text(left, 110, "Flow")
    for m in range(24):
        x, h = left + m * pitch, flow[m % 12] * (4 if m < 12 else 3.3)
        d.box(x + 9, 490 - h, pitch - 18, h, fill=RULE, stroke="none")
        d.line(x + 9, 490 - h, x + pitch - 9, 490 - h, width=4)
        d.text(x + pitch / 2, 550, "JFMAMJJASOND"[m % 12], size=38, colour=SOFT, anchor="middle")
    d.line(left, 490, left + 24 * pitch, 490)
    spans = [
        ("Calendar year", 0, 12),
        ("Water year from October", 9, 21),
        ("Growing season", 15, 21),
    ]
    for row, (words, first, last) in enumerate(spans):
        y, colour = 630 + row * 100, ACCENT if row == 2 else INK
        a, b = left + first * pitch + 6, left + last * pitch - 6
        d.path(f"M{a} {y - 18}V{y + 18}M{a} {y}H{b}M{b} {y - 18}V{y + 18}", stroke=colour, width=5)
        anchor, x = ("start", b + 24) if row == 0 else ("end", a - 24)
        d.text(x, y + 14, words, anchor=anchor)
    d.note()
    return d


def goods_journey() -> Drawing:
    d, y = Drawing(900), 360
    stations = [(250, "A", "made here"), (800, "B", "stored, resold"), (1350, "C", "used here")]
    d.path(f"M250 {y - 50}C420 60 1180 60 1350 {y - 54}", stroke=ACCENT, width=6, dash="20 14")
    d.arrow(1350, y - 52, 56, ACCENT, 30)
    d.text(800, 88, "what C records: origin A", anchor="middle")
    for x in (250, 800):
        d.line(x + 60, y, x + 480, y, width=4)
        d.arrow(x + 484, y, 0)
    papers = [
        ("Export", "to B"),
        ("Import from A,", "re-export to C,", "or nothing"),
        ("Import", "from A"),
    ]
    for (x, name, does), lines in zip(stations, papers, strict=True):
        d.dot(x, y, r=46, fill=PAPER, ring=INK)
        d.text(x, y + 18, name, size=52, bold=True, anchor="middle")
        d.text(x, y + 110, does, anchor="middle", colour=SOFT)
        d.line(x - 170, y + 160, x + 170, y + 160, stroke=CONTROL)
        d.text(x, y + 230, *lines, anchor="middle")
    d.note("An invented case")
    return d


def mirror_gap() -> Drawing:
    d, left, unit, y = Drawing(1060), 560, 7.1, 60
    rows = [("Exporter’s record", 0, 100), ("Freight and insurance", 100, 9), ("Partner", 109, 6)]
    rows += [("Timing", 115, 3), ("Coverage", 118, 2), ("Classification", 120, 1)]
    rows += [("Residual", 121, 4), ("Importer’s record", 0, 125)]
    for i, (words, start, size) in enumerate(rows):
        x, w = left + start * unit, size * unit
        total = start == 0
        fill = ACCENT if words == "Residual" else INK if total else CONTROL
        d.box(x, y + 12, w, 62, fill=fill, stroke="none")
        d.text(left - 40, y + 58, words, anchor="end", bold=total)
        d.text(x + w + 22, y + 58, str(size) if total else f"+{size}", bold=total)
        if i < len(rows) - 1:
            d.line(x + w, y + 74, x + w, y + 124, stroke=CONTROL, width=2.5)
        y += 112
    d.line(left, 50, left, y - 16)
    d.note("Invented values, exporter’s record = 100")
    return d


def calibration() -> Drawing:
    d, left, bottom, w, h = Drawing(1160), 220, 960, 1270, 800

    def place(said: float, happened: float) -> Point:
        return left + w * said, bottom - h * happened

    for share in (0, 0.25, 0.5, 0.75, 1):
        (x, _), (_, y) = place(share, 0), place(0, share)
        d.line(left, y, left + w, y, stroke=RULE if share else INK)
        d.text(left - 26, y + 15, f"{share:.0%}", anchor="end", colour=SOFT)
        d.text(x, bottom + 62, f"{share:.0%}", anchor="middle", colour=SOFT)
    d.line(*place(0, 0), *place(1, 1), stroke=CONTROL, dash="16 12")
    pairs = [
        (0.04, 0.14),
        (0.2, 0.28),
        (0.35, 0.4),
        (0.5, 0.5),
        (0.65, 0.6),
        (0.78, 0.67),
        (0.9, 0.75),
    ]
    d.path("M" + "L".join("{:.0f} {:.0f}".format(*place(*p)) for p in pairs), width=4)
    for p in pairs[:-1]:
        d.dot(*place(*p), r=14)
    d.dot(*place(*pairs[-1]), r=20, fill=ACCENT)
    d.text(70, 92, "How often it happened")
    d.text(left + w, d.height - 48, "Probability given", anchor="end")
    d.text(1235, 482, "said 90%,", "came true 75%")
    d.text(720, 330, "perfect calibration", anchor="end", colour=SOFT)
    d.line(742, 318, 1000, 452, stroke=CONTROL, width=2.5)
    d.note()
    return d


def transit_metering() -> Drawing:
    d, y = Drawing(900), 370
    d.line(250, y - 16, 1350, y - 16, width=4)
    d.line(250, y + 16, 1350, y + 16, width=4)
    for x, name in ((165, "Shipper"), (1435, "Buyer")):
        d.box(x - 95, y - 60, 190, 120, fill=PAPER, width=4)
        d.text(x, y + 15, name, anchor="middle", bold=True)
    for x, names in ((440, ("Delivery", "point")), (1160, ("Redelivery", "point"))):
        d.dot(x, y, r=40, fill=PAPER, ring=INK)
        d.text(x, y + 15, "M", anchor="middle", bold=True)
        d.text(x, y + 112, *names, anchor="middle")
    d.line(520, y, 1080, y, stroke=ACCENT, width=12)
    d.text(800, y + 84, "linepack", anchor="middle")
    for x1, x2, top, words in (
        (440, 1160, True, "Transport contract"),
        (165, 1435, False, "Sales contract"),
    ):
        base, tick = (y - 150, 34) if top else (y + 260, -34)
        d.path(f"M{x1} {base + tick}V{base}H{x2}V{base + tick}", stroke=CONTROL, width=4)
        d.text(800, base - 28 if top else base + 62, words, anchor="middle")
    d.note("A schematic pipe; M is a meter")
    return d


def relay_booths() -> Drawing:
    d = Drawing(1067, SUNK)
    booths = [(230, "B"), (430, "C"), (630, "D"), (830, "E")]
    d.path("M330 530H690", width=5)
    d.arrow(692, 530, 0, size=28)
    for y, name in booths:
        bend = f"M850 530C980 530 1000 {y} 1160 {y}"
        d.path(bend, width=4)
        d.arrow(1160, y, 0, size=24)
        d.box(1180, y - 62, 124, 124, fill=PAPER, width=4)
        d.text(1242, y + 20, name, size=60, anchor="middle", bold=True)
    d.dot(250, 530, r=78, fill=PAPER, ring=INK)
    d.text(250, 551, "A", size=60, anchor="middle", bold=True)
    d.box(700, 440, 150, 180, fill=ACCENT, stroke="none")
    d.text(250, 680, "speaker", size=50, anchor="middle")
    d.text(775, 690, "pivot", size=50, anchor="middle")
    d.text(1340, 542, "booths", size=50)
    d.text(510, 495, "a few seconds", size=44, anchor="middle", colour=SOFT)
    d.text(850, 300, "and a few more", size=44, anchor="middle", colour=SOFT)
    return d


def land_release() -> Drawing:
    d, size, pitch = Drawing(1067, SUNK), 50, 66
    left, top = 145, 120
    for n in range(200):
        x, y = left + (n // 10) * pitch, top + (n % 10) * pitch
        square = f"M{x} {y}h{size}v{size}h-{size}z"
        if n < 96:
            d.path(square, stroke=CONTROL, width=2.5, dash="5 6")
        elif n < 140:
            lines = "".join(f"M{x} {y + k}L{x + k} {y}" for k in (16, 33, 50))
            d.path(square + lines + f"M{x + 17} {y + 50}L{x + 50} {y + 17}", stroke=SOFT, width=2.5)
        elif n < 160:
            d.path(square, fill=ACCENT, stroke="none")
        else:
            d.path(square, width=4)
    spans = [
        ("cancelled", 0, 9.6),
        ("reduced", 9.6, 14),
        ("cleared", 14, 16),
        ("still listed", 16, 20),
    ]
    for words, first, last in spans:
        middle = left + ((first + last) / 2) * pitch - 8
        d.text(middle, 850, words, anchor="middle", size=46)
    d.text(left, 970, "200 units of suspected land, invented", size=40, colour=SOFT)
    return d


def february_1918() -> Drawing:
    d, left, pitch = Drawing(760), 500, 180
    rows = [
        ("Julian", ["29", "30", "31", "1", "2", "3"]),
        ("Gregorian", ["11", "12", "13", "14", "15", "16"]),
        ("Office papers", ["29", "30", "31", "14", "15", "16"]),
    ]
    for r, (words, days) in enumerate(rows):
        y = 150 + r * 200
        d.text(70, y + 16, words, bold=r == 2, size=48)
        d.line(left - 60, y + 60, left + 5 * pitch + 60, y + 60, stroke=CONTROL)
        for i, day in enumerate(days):
            x = left + i * pitch
            month = "Jan" if (r != 1 and i < 3) else "Feb"
            d.text(x, y, day, size=56, anchor="middle", bold=r == 2)
            d.text(x, y + 44, month, size=38, colour=SOFT, anchor="middle")
            d.line(x, y + 50 + 10, x, y + 76, stroke=CONTROL)
    x = left + 2.5 * pitch
    d.line(x, 480, x, 650, stroke=ACCENT, width=8)
    return d


PICTURES = {
    "calibration": calibration,
    "communique-anatomy": communique_anatomy,
    "contour-cover": contour_cover,
    "february-1918": february_1918,
    "goods-journey": goods_journey,
    "lake-map": lake_map,
    "land-release": land_release,
    "mirror-gap": mirror_gap,
    "relay-booths": relay_booths,
    "stage-and-discharge": stage_and_discharge,
    "transit-metering": transit_metering,
    "two-water-years": two_water_years,
}


def main():
    folder = Path(__file__).parent / "pictures"
    for name, draw in PICTURES.items():
        (folder / f"{name}.svg").write_text(draw().svg(), encoding="utf-8")


if __name__ == "__main__":
    main()
