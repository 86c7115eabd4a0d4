"""What a share image says, and in which font; and what it looks like as a file."""

import io

import pytest
from PIL import Image

from articles.drawing import cards, fonts
from articles.drawing.cards import layout
from articles.drawing.covers import cover
from articles.drawing.fonts import Cut
from articles.drawing.painting import paint
from articles.drawing.subjects import Card
from articles.models import Kind

PUBLISHER = ("Caucasus Center", "for Strategic and International Studies")
LONG = "A table without its footnote says less than it seems to say to a hurried reader. " * 4


def placed(title="A made-up piece", **fields):
    blank = {"kind": "Analysis", "region": "Caucasus", "labels": (), "publisher": PUBLISHER}
    return layout(Card(title, **(blank | fields)))


def title_of(made):
    """The lines in the display cut above the double rule."""
    return [w for w in made.words if w.cut == cards.TITLE and w.y < cards.RULE_LINE]


def texts(made):
    return [words.text for words in made.words]


def files(words):
    return {run.file for run in words.runs if run.text.strip()}


def test_a_card_says_kind_region_title_and_publisher():
    assert texts(placed()) == ["Analysis", "Caucasus", "A made-up piece", *PUBLISHER]


def test_labels_stand_in_frames_before_the_title():
    label = "Simulation, not a report of events"
    made = placed(kind="Simulation", labels=(label, "Retracted", "Demonstration"))
    assert texts(made)[2:5] == [label, "Retracted", "Demonstration"]
    assert len(made.boxes) == 3
    assert all(box.x + box.width <= cards.MARGIN + cards.MEASURE for box in made.boxes)
    lowest = max(box.y + box.height for box in made.boxes)
    assert title_of(made)[0].y - title_of(made)[0].size > lowest


@pytest.mark.parametrize(
    ("title", "script"),
    [
        ("Read the communiqué backwards", "latin"),
        ("Bakı’nın sülh gündəliyi: güncel görüş", "latin"),
        ("Сноска важнее таблицы", "cyrillic"),
        ("Ի՞նչ գիտի ջրաչափը", "armenian"),
    ],
)
def test_a_title_is_set_in_the_fonts_of_its_script(title, script):
    lines = title_of(placed(title))
    assert " ".join(words.text for words in lines) == title
    assert all(script in file and "text" in file for words in lines for file in files(words))


def test_a_title_in_two_scripts_is_set_in_both():
    (words,) = title_of(placed("Գետ: a river"))
    assert {file.split("-")[1].split(".")[0] for file in files(words)} == {"armenian", "latin"}
    assert "".join(run.text for run in words.runs) == "Գետ: a river"


@pytest.mark.parametrize("title", ["صلح در قفقاز", "მშვიდობა", "A river 🌊"])
def test_instead_of_a_title_that_the_fonts_lack_stands_the_publisher(title):
    made = placed(title)
    assert texts(made) == ["Analysis", "Caucasus", *PUBLISHER]
    assert made.words[2].size > cards.NAME_SIZES[0]


def test_a_region_that_the_fonts_lack_is_left_out():
    assert texts(placed(region="კავკასია"))[:2] == ["Analysis", "A made-up piece"]


@pytest.mark.parametrize(
    "title", ["War", LONG[:60], LONG[:150], LONG[:300], "Ջուր և ժամանակ " * 20, "M" * 300]
)
@pytest.mark.parametrize(
    "labels", [(), ("Simulation, not a report of events", "Retracted", "Demonstration")]
)
def test_a_title_of_any_length_stays_in_its_place(title, labels):
    made = placed(title.strip(), labels=labels)
    lines = title_of(made)
    assert lines
    for words in lines:
        assert words.x + words.cut.width(words.text, words.size) <= cards.PANEL
    assert lines[-1].y + 0.25 * lines[-1].size < cards.RULE_LINE


def test_three_hundred_characters_are_shown_whole():
    title = LONG[:300].strip()
    assert " ".join(words.text for words in title_of(placed(title))) == title


def test_what_is_too_long_ends_at_a_word_with_an_ellipsis():
    title = "Հավատարմագիր և ժամանակագրություն " * 9
    labels = ("Simulation, not a report of events", "Retracted", "Demonstration")
    shown = " ".join(words.text for words in title_of(placed(title.strip(), labels=labels)))
    assert shown.endswith("…")
    assert title.startswith(shown.removesuffix("…"))
    assert title[len(shown) - 1] == " "


def test_lines_are_of_about_the_same_length():
    lines = title_of(placed("A forecast should be able to fail in public"))
    widths = [words.cut.width(words.text, words.size) for words in lines]
    assert len(lines) > 1
    assert min(widths) > 0.6 * max(widths)


def test_no_line_begins_with_a_dash():
    lines = title_of(placed("Процесс переговоров длиннее договоров — и это хорошо"))
    assert [words.text for words in lines if words.text.startswith("—")] == []
    assert sum("\u00a0—" in words.text for words in lines) == 1


def test_the_first_file_that_has_a_character_is_taken_and_kept():
    cut = Cut("text")
    assert [run.text for run in cut.runs("Əli və su")] == ["Ə", "li v", "ə", " su"]
    with pytest.raises(ValueError, match=r"U\+06F1"):
        cut.runs("۱")
    assert all((fonts.FOLDER / run.file).exists() for run in cut.runs("Əli, Գետ, Вода"))


@pytest.mark.parametrize("kind", Kind.values)
def test_a_share_image_is_a_light_png_of_the_size_that_networks_want(kind):
    made = placed(LONG[:300], labels=("Demonstration",))
    data = paint(made, cover(kind, "middle-east", "a-made-up-piece"))
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.mode, picture.size) == ("PNG", "P", (1200, 630))
    assert len(data) <= 60_000


def test_a_share_image_has_the_paper_the_ground_and_the_accent_of_the_site():
    data = paint(placed(), cover("analysis", "caucasus", "a-made-up-piece"))
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    colours = {colour for _count, colour in picture.getcolors()}
    assert {(0xFC, 0xFB, 0xF9), (0xF3, 0xF1, 0xEE)} <= colours
    assert any(max(map(abs, (r - 0x6A, g - 0x2A, b - 0x62))) < 8 for r, g, b in colours)


def test_the_same_card_is_the_same_file():
    shapes = cover("simulation", "cis", "a-made-up-piece")
    assert paint(placed(), shapes) == paint(placed(), shapes)


def test_another_piece_has_another_image():
    images = {paint(placed(), cover("analysis", "cis", f"made-up-{n}")) for n in range(3)}
    assert len(images) == 3
