"""The five files of the issue: their texts as they are kept, and what is told of them."""

import io

import pytest

from articles.word.reading.reading import read
from ccsis.lib.richtext import clean
from tests.articles.word import fixtures


def result(name):
    return read(io.BytesIO(fixtures.ALL[name]()))


def told(found):
    return {
        one["code"]: [place["said"] or place["words"] for place in one["places"]]
        for one in found["findings"]
    }


TEXTS = {
    "notes": (
        "<h2>Where to stand</h2>"
        "<p>A gauge stands on a bank.<foot-note>A made-up <em>source</em>.</foot-note>"
        " Somebody reads it<foot-note>Another made-up source.</foot-note>.</p>"
        "<p>Some rules:</p>"
        "<ul><li>Read it daily.<ul><li>At the same hour.</li></ul></li><li>Write it down.</li></ul>"
        "<h3>In order:</h3><ol><li>First the date.</li><li>Then the level.</li></ol>"
        "<blockquote><p>A made-up quotation.</p></blockquote>"
        '<p>More is told <a href="https://example.org/gauges">elsewhere</a>'
        ".<foot-note>Two lines,<br>one note.</foot-note></p>"
    ),
    "changes": (
        "<p>The river is quite long.</p><p>It has a bend. A new place. </p>"
        "<p>One sentence goes on here.</p><p>The end.</p>"
    ),
    "tables": (
        "<figure><table><thead><tr><th><p>Month</p></th><th><p>Level</p></th></tr></thead>"
        "<tbody><tr><td><p>May</p></td><td><p>12</p></td></tr>"
        "<tr><td><p>June</p></td><td><p>9</p></td></tr></tbody></table>"
        "<figcaption>Levels by month</figcaption></figure><p>Between two tables.</p>"
        '<table><tbody><tr><td colspan="2"><p>Both columns</p></td></tr>'
        '<tr><td rowspan="2"><p>Two rows</p></td><td><p>One</p></td></tr>'
        "<tr><td><p>Two</p></td></tr><tr><td><p>Three</p></td><td>"
        "<table><thead><tr><th><p>Left</p></th><th><p>Right</p></th></tr></thead>"
        "<tbody><tr><td><p>1</p></td><td><p>2</p></td></tr></tbody></table>"
        "</td></tr></tbody></table><p>After them.</p>"
    ),
    "languages": (
        "<p>Հորինված տեքստ ջրաչափերի մասին, որը ոչինչ չի պնդում։</p>"
        "<p>Այսօր՝ 01.02.2023։</p>"
        '<p><span lang="ru">Выдуманный текст о реке, <strong>который</strong> ничего не утверждает.'
        "</span></p>"
        '<p>Բառեր <span lang="ru">и слова</span> միասին, և կրկին բառեր։</p>'
        '<p>Հղում՝ <a href="https://example.org/river">example.org</a></p>'
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_the_text_as_it_is_kept(name):
    assert clean(result(name)["html"]) == TEXTS[name]


def test_pictures_stand_between_paragraphs_and_keep_their_captions():
    found = result("pictures")
    assert found["html"] == (
        "<p><span>Words before it. </span></p>"
        '<figure><img alt="1"><figcaption><span>What it shows</span></figcaption></figure>'
        '<figure><img alt="2"></figure><p><span>Words between.</span></p>'
        '<figure><img alt="3"></figure><p><span>Words behind.</span></p>'
    )
    assert [(one["alt"], one["is_decorative"]) for one in found["pictures"]] == [
        ("A plain blue rectangle", False),
        ("", False),
        ("", True),
    ]


@pytest.mark.parametrize(
    ("name", "title", "standfirst", "language", "notes"),
    [
        ("notes", "Measuring a river", "A made-up text about gauges.", "en", 3),
        ("changes", "A text that two people wrote", "", "en", 0),
        ("tables", "Tables", "", "en", 0),
        ("languages", "Գետի չափումը", "", "hy", 0),
    ],
)
def test_what_is_guessed(name, title, standfirst, language, notes):
    found = result(name)
    assert (found["title"], found["standfirst"]) == (title, standfirst)
    assert (found["language"], found["notes"]) == (language, notes)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("notes", {"standfirst_from_style": ["A made-up text about gauges."]}),
        (
            "changes",
            {
                "insertion": ["quite", "A new place."],
                "deletion": ["very", "An old place."],
                "comment": ["Is it? Ask somebody.", "A last remark."],
                "title_from_heading": ["A text that two people wrote"],
            },
        ),
        (
            "tables",
            {
                "table_in_table": ["LeftRight"],
                "merged_cells": ["Both columns"],
                "table_without_head": ["Both columns"],
            },
        ),
        (
            "pictures",
            {
                "picture_without_alt": [""],
                "picture_elsewhere": ["https://example.org/far.png"],
            },
        ),
        ("languages", {"field": ["DATE: 01.02.2023"]}),
    ],
)
def test_what_is_told(name, expected):
    assert told(result(name)) == expected


def test_a_finding_says_where_it_is():
    comment = next(one for one in result("changes")["findings"] if one["code"] == "comment")
    assert comment["places"][0] == {
        "number": 2,
        "heading": "A text that two people wrote",
        "words": "The river is quite long.",
        "note": 0,
        "said": "Is it? Ask somebody.",
    }
