"""The fonts and the style sheet agree, and those of an English page are light enough."""

import re

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

STYLE = (settings.BASE_DIR / "static/css/fonts.css").read_text()
FONTS = settings.BASE_DIR / "static/fonts"
FILES = sorted(path.name for path in FONTS.glob("*.woff2"))
#: By file, the rule that asks for it.
RULES = {
    re.search(r"fonts/([\w-]+\.woff2)", rule)[1]: rule
    for rule in re.findall(r"@font-face \{[^}]*url\([^}]*\}", STYLE)
}
CUTS = ["text", "italic", "sans"]


def asked_for(name: str) -> set[int]:
    """The characters for which browsers load a file, by its unicode-range."""
    ranges = re.search(r"unicode-range: ([^;]+);", RULES[name])[1]
    pairs = (part.strip()[2:].split("-") for part in ranges.split(","))
    return {code for pair in pairs for code in range(int(pair[0], 16), int(pair[-1], 16) + 1)}


def test_the_style_sheet_and_the_folder_name_the_same_files():
    assert sorted(RULES) == FILES


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_loaded_for_exactly_the_characters_that_it_has(name):
    assert asked_for(name) == set(TTFont(FONTS / name).getBestCmap())


@pytest.mark.parametrize("cut", CUTS)
def test_no_character_is_in_two_files_of_a_cut(cut):
    shares = [asked_for(name) for name in FILES if name.startswith(f"{cut}-")]
    assert sum(map(len, shares)) == len(set.union(*shares))


@pytest.mark.parametrize("cut", CUTS)
def test_turkish_and_azerbaijani_names_cost_an_english_page_one_small_file(cut):
    letters = set(map(ord, "ÇçĞğIıİiÖöŞşÜüƏə"))
    assert letters <= asked_for(f"{cut}-latin.woff2") | asked_for(f"{cut}-latin-turkic.woff2")
    assert (FONTS / f"{cut}-latin-turkic.woff2").stat().st_size <= 6_000


def test_the_fonts_of_an_english_page_weigh_at_most_40_kilobytes():
    assert sum((FONTS / f"{cut}-latin.woff2").stat().st_size for cut in CUTS) <= 40_000


def test_text_can_be_strong_and_become_a_headline():
    """Else browsers would thicken it by themselves, and headlines would be set in the cut for reading."""
    for script in ("latin", "latin-signs", "latin-turkic", "latin-ext", "cyrillic"):
        axes = TTFont(FONTS / f"text-{script}.woff2")["fvar"].axes
        assert [(axis.axisTag, axis.minValue, axis.maxValue) for axis in axes] == [
            ("wght", 400, 600),
            ("opsz", 17, 52),
        ]


@pytest.mark.parametrize("cut", CUTS)
def test_figures_are_all_equally_wide(cut):
    """Columns of numbers stand below each other without a feature of the font."""
    font = TTFont(FONTS / f"{cut}-latin.woff2")
    glyphs = [font.getBestCmap()[ord(figure)] for figure in "0123456789"]
    assert len({font["hmtx"][glyph][0] for glyph in glyphs}) == 1


def test_each_typeface_has_its_licence_beside_it():
    assert {path.name for path in FONTS.glob("OFL-*.txt")} == {
        "OFL-noto-sans-armenian.txt",
        "OFL-noto-serif-armenian.txt",
        "OFL-source-sans-3.txt",
        "OFL-source-serif-4.txt",
    }


def test_text_is_shown_before_its_font_has_come():
    assert [name for name, rule in RULES.items() if "font-display: swap" not in rule] == []
