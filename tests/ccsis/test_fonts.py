"""The fonts that the style sheet names exist, and those of an English page are light enough."""

import re

from django.conf import settings

STYLE = (settings.BASE_DIR / "static/css/fonts.css").read_text()
FONTS = settings.BASE_DIR / "static/fonts"
#: An English page: text, italic, display and sans in Latin; the names in it may need one more file.
ENGLISH = ["text-latin", "italic-latin", "display-latin", "sans-latin", "text-latin-ext"]


def test_the_style_sheet_and_the_folder_name_the_same_files():
    named = set(re.findall(r"fonts/([\w-]+\.woff2)", STYLE))
    assert named == {path.name for path in FONTS.glob("*.woff2")}


def test_the_fonts_of_an_english_page_with_foreign_names_weigh_at_most_100_kilobytes():
    assert sum((FONTS / f"{name}.woff2").stat().st_size for name in ENGLISH) <= 100_000


def test_each_typeface_has_its_licence_beside_it():
    assert {path.name for path in FONTS.glob("OFL-*.txt")} == {
        "OFL-noto-sans-armenian.txt",
        "OFL-noto-serif-armenian.txt",
        "OFL-source-sans-3.txt",
        "OFL-source-serif-4.txt",
    }


def test_text_is_shown_before_its_font_has_come():
    ours = re.findall(r"@font-face \{[^}]*url\([^}]*\}", STYLE)
    assert ours
    assert [face for face in ours if "font-display: swap" not in face] == []
