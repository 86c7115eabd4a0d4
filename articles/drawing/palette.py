"""The colours of static/css (the tokens there), each in light and in dark."""

from enum import StrEnum

PAPER = "#fcfbf9"
GROUND = ("#f3f1ee", "#1f1c22")
TEXT_SOFT = "#57525b"


class Ink(StrEnum):
    """What a line is drawn in."""

    SOFT = "soft"
    PLAIN = "plain"
    ACCENT = "accent"


COLOURS = {
    Ink.SOFT: ("#8a848c", "#7d7681"),
    Ink.PLAIN: ("#1d1a1f", "#ebe7ea"),
    Ink.ACCENT: ("#6a2a62", "#d9a9d3"),
}
