"""Makes static/fonts anew from Fontsource's packages: `python -m deploy.fonts FOLDER`.

FOLDER is the node_modules in which these were installed:
    npm install @fontsource-variable/{source-serif-4,source-sans-3,noto-serif-armenian,noto-sans-armenian}
One file for each cut and script; characters outside a file's share are left out, so that a page loads little. It prints
the rules for static/css/fonts.css. The suite holds that the rules and the files agree (tests/ccsis/test_fonts.py).
"""

import io
import sys
from dataclasses import dataclass, field
from pathlib import Path

from fontTools import subset, varLib
from fontTools.designspaceLib import AxisDescriptor, DesignSpaceDocument, SourceDescriptor
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib.instancer import instantiateVariableFont

from deploy.places import CHECKOUT

FONTS = CHECKOUT / "static" / "fonts"
#: Half of what the designers drew on: on a screen the difference cannot be seen, and a file is an eighth lighter.
UNITS = 512
#: Kerning below so many of these units is left out.
LEAST_KERN = 6
#: No ligatures: the letters of these faces do not touch without them.
FEATURES = ["kern", "ccmp", "locl", "mark", "mkmk"]
LAYOUT = ["GDEF", "GPOS", "GSUB"]


def codes(ranges: str) -> set[int]:
    return set(subset.parse_unicodes(ranges))


PUNCTUATION = (
    "U+00A0,U+00A3,U+00A7,U+00A9,U+00AB,U+00AD,U+00B0-00B3,U+00B7,U+00BB,U+00D7,U+2010-2011,U+2013-2014,U+2018-201A,"
    "U+201C-201E,U+2022,U+2026,U+2032-2033,U+20AC,U+2122,U+2190-2193,U+2212"
)
#: Signs that prose hardly has: an eighth of a file.
SIGNS = set(map(ord, "#*<>\\^`{|}~±²³™"))
LATIN = codes(f"U+0020-007E,U+00E9,{PUNCTUATION}") - SIGNS
TURKIC = set(map(ord, "ÂâÇçĞğİıÎîÖöŞşÛûÜüƏə₺₼"))
EXTENDED = codes(
    "U+00A1-017F,U+018F,U+0192,U+01CD-01DC,U+01E6-01E7,U+0218-021B,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+1E9E,U+2039-203A,"
    "U+2044,U+20BD"
)
#: What an English page needs, with the é of its loanwords; rare signs; names of the region; the rest of Latin; the other
#: scripts.
SHARES = {
    "latin": LATIN,
    "latin-signs": SIGNS,
    "latin-turkic": TURKIC,
    "latin-ext": EXTENDED - LATIN - SIGNS - TURKIC,
    "cyrillic": codes("U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116"),
    "armenian": codes("U+0308,U+0530-058F,U+FB13-FB17"),
}
#: Where Fontsource has them.
SOURCES = {
    "latin": ["latin", "latin-ext"],
    "latin-signs": ["latin", "latin-ext"],
    "latin-turkic": ["latin", "latin-ext"],
    "latin-ext": ["latin", "latin-ext"],
    "cyrillic": ["cyrillic"],
}


@dataclass(frozen=True)
class Cut:
    """A typeface in one style: its file at Fontsource, and where on its axes it is used."""

    name: str
    file: str
    #: What it looks like by default, and the ends of each axis that stays variable.
    default: dict[str, int]
    ends: dict[str, int] = field(default_factory=dict)
    scripts: tuple[str, ...] = tuple(SOURCES)

    @property
    def masters(self) -> list[dict[str, int]]:
        return [self.default, *(self.default | {axis: end} for axis, end in self.ends.items())]


SERIF = "source-serif-4/files/source-serif-4-{}-opsz-{}.woff2"
NOTO = "noto-{0}-armenian/files/noto-{0}-armenian-armenian-wght-normal.woff2"
CUTS = [
    # For reading, for headlines (large optical size) and for what is strong: one file, one request.
    Cut(
        "text",
        SERIF.format("{}", "normal"),
        {"wght": 400, "opsz": 17},
        {"wght": 600, "opsz": 52},
    ),
    Cut("italic", SERIF.format("{}", "italic"), {"wght": 400, "opsz": 19}),
    Cut(
        "sans",
        "source-sans-3/files/source-sans-3-{}-wght-normal.woff2",
        {"wght": 400},
        {"wght": 600},
    ),
    Cut("text", NOTO.format("serif"), {"wght": 400}, {"wght": 600}, ("armenian",)),
    Cut("sans", NOTO.format("sans"), {"wght": 400}, {"wght": 600}, ("armenian",)),
]


def main(folder: Path) -> None:
    for cut in CUTS:
        for script in cut.scripts:
            path = FONTS / f"{cut.name}-{script}.woff2"
            font = made(cut, script, folder / "@fontsource-variable")
            font.flavor = "woff2"
            font.save(path)
            print(f"{path.name} {path.stat().st_size} {unicode_range(font)}")


def made(cut: Cut, script: str, packages: Path) -> TTFont:
    sources = [packages / cut.file.format(name) for name in SOURCES.get(script, [script])]
    shares = divided(SHARES[script], sources)
    masters = [
        merged([drawn(source, share, place) for source, share in shares]) for place in cut.masters
    ]
    font = variable(masters, cut) if cut.ends else masters[0]
    drop_faint_kerning(font)
    if cut.ends:
        loosen(font)
    return font


def divided(share: set[int], sources: list[Path]) -> list[tuple[Path, set[int]]]:
    """Which characters come from which source: each from the first that has it."""
    left, parts = set(share), []
    for source in sources:
        found = left & TTFont(source).getBestCmap().keys()
        left -= found
        if found:
            parts.append((source, found))
    return parts


def drawn(source: Path, share: set[int], place: dict[str, int]) -> TTFont:
    """A font that is not variable any more, with these characters of the source."""
    font = TTFont(source)
    options = subset.Options(layout_features=FEATURES, hinting=False, name_IDs=[])
    options.drop_tables += ["BASE", "DSIG", "STAT"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=share)
    subsetter.subset(font)
    return instantiateVariableFont(font, place)


def merged(fonts: list[TTFont]) -> TTFont:
    font = fonts[0] if len(fonts) == 1 else Merger().merge([stored(font) for font in fonts])
    scale_upem(font, UNITS)
    return TTFont(stored(font))


def stored(font: TTFont) -> io.BytesIO:
    file = io.BytesIO()
    font.flavor = None
    font.save(file)
    file.seek(0)
    return file


def variable(masters: list[TTFont], cut: Cut) -> TTFont:
    """The first master, which can become each of the others; its kerning serves them all."""
    plan = DesignSpaceDocument()
    for axis, end in cut.ends.items():
        start = cut.default[axis]
        plan.addAxis(AxisDescriptor(tag=axis, name=axis, minimum=start, default=start, maximum=end))
    for master, place in zip(masters, cut.masters, strict=True):
        plan.addSource(SourceDescriptor(font=master, location={a: place[a] for a in cut.ends}))
    font, *_ = varLib.build(plan, exclude=[*LAYOUT, "HVAR", "MVAR", "STAT"])
    for table in LAYOUT:
        if table in masters[0]:
            font[table] = masters[0][table]
    return font


def loosen(font: TTFont) -> None:
    """Say nothing of points that are within a unit of where their neighbours take them."""
    metrics = font["hmtx"].metrics
    for glyph, changes in font["gvar"].variations.items():
        points, control = font["glyf"]._getCoordinatesAndControls(glyph, metrics)
        for change in changes:
            change.calcInferredDeltas(points, control.endPts)
            change.roundDeltas()
            change.optimize(
                points, control.endPts, tolerance=1, isComposite=control.numberOfContours < 0
            )


def drop_faint_kerning(font: TTFont) -> None:
    for value in kerning(font):
        if abs(value.XAdvance) < LEAST_KERN:
            value.XAdvance = 0


def kerning(font: TTFont):
    """Each value by which a pair is brought together or apart."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for pair in pairs(getattr(table, "ExtSubTable", table)):
                if pair.Value1 and hasattr(pair.Value1, "XAdvance"):
                    yield pair.Value1


def pairs(table):
    for rows, name in (("PairSet", "PairValueRecord"), ("Class1Record", "Class2Record")):
        for row in getattr(table, rows, None) or []:
            yield from getattr(row, name)


def unicode_range(font: TTFont) -> str:
    """The characters that it has, as CSS writes them."""
    codes = sorted(font.getBestCmap())
    starts = [code for code in codes if code - 1 not in codes]
    ends = [code for code in codes if code + 1 not in codes]
    return ",".join(map(_range, starts, ends))


def _range(start: int, end: int) -> str:
    return f"U+{start:04X}" if start == end else f"U+{start:04X}-{end:04X}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
