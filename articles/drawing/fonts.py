"""The site's own fonts: which file has a character, and how wide words are."""

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont

FOLDER = Path(__file__).parents[2] / "static/fonts"
#: Widths are measured at this size: they grow with it.
MEASURED = 100


@dataclass(frozen=True)
class Run:
    """Characters in a row that one file has all of."""

    file: str
    text: str


@dataclass(frozen=True)
class Cut:
    """A cut of the site's type, "text", in the files of its scripts.

    weight, optical_size: where a file has that axis, as near as it comes.
    """

    name: str
    weight: int = 400
    optical_size: int = 17

    def has(self, text: str) -> bool:
        """Whether there is a glyph for each character."""
        return all(_file_with(self.name, character) for character in text)

    def runs(self, text: str) -> list[Run]:
        """The text, cut where the file changes. Raises ValueError for a character in no file."""
        files, file = [], None
        for character in text:
            file = _file_with(self.name, character, file)
            if file is None:
                raise ValueError(f"No font of the site has U+{ord(character):04X}.")
            files.append((file, character))
        groups = groupby(files, key=lambda pair: pair[0])
        return [Run(file, "".join(letter for _, letter in group)) for file, group in groups]

    def width(self, text: str, size: float) -> float:
        """In pixels, with the text set at so many pixels."""
        fonts = [(self.font(run.file, MEASURED), run.text) for run in self.runs(text)]
        return sum(font.getlength(words) for font, words in fonts) * size / MEASURED

    def font(self, file: str, size: int) -> ImageFont.FreeTypeFont:
        """One of its files, at so many pixels."""
        return _font(file, size, self)


@cache
def _font(file: str, size: int, cut: Cut) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FOLDER / file, size)
    wanted = {b"wght": cut.weight, b"opsz": cut.optical_size}
    # A file without axes refuses to be asked for them.
    with suppress(OSError):
        font.set_variation_by_axes([_nearest(axis, wanted) for axis in font.get_variation_axes()])
    return font


def _nearest(axis: dict, wanted: dict[bytes, int]) -> int:
    value = wanted.get(axis["name"], axis["default"])
    return min(max(value, axis["minimum"]), axis["maximum"])


@cache
def _file_with(cut: str, character: str, last: str | None = None) -> str | None:
    """The file that has the character: the last one, so that words stay together, or the first."""
    files = _characters_of(cut)
    if last and character in files[last]:
        return last
    return next((file for file, characters in files.items() if character in characters), None)


@cache
def _characters_of(cut: str) -> dict[str, frozenset[str]]:
    """What each file of a cut has. Latin comes first: digits and points may be in others too."""
    paths = sorted(FOLDER.glob(f"{cut}-*.woff2"), key=lambda path: ("latin" not in path.stem, path))
    return {path.name: _characters_in(path) for path in paths}


def _characters_in(path: Path) -> frozenset[str]:
    with TTFont(path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))
