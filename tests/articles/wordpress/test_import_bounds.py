"""Markup beyond the bounds loses marks, never words, before a parser makes a tree of it."""

import resource

import pytest

from articles.wordpress import bounds
from articles.wordpress.bounds import MAX_DEPTH, MAX_WEIGHT, bounded
from articles.wordpress.markup import convert
from articles.wordpress.text import plain

MEGABYTE = 1024 * 1024


def nested(tag, depth, words="a"):
    return f"<{tag}>" * depth + words + f"</{tag}>" * depth


def heaviest():
    """Formatting that is never closed: a browser opens all of it anew in each paragraph."""
    opened = "<p>" + "".join(f"<b title={number}>" for number in range(98))
    return opened + "<p>x</p>" * (MEGABYTE // 8)


def test_markup_of_the_greatest_depth_is_left_as_it_is():
    html = nested("div", MAX_DEPTH)
    assert bounded(html) == (html, 0)


def test_deeper_marks_are_left_out_and_their_words_stay():
    html, lost = bounded(nested("div", MAX_DEPTH + 7, "a <b>b</b>") + "<i>c</i>")
    assert lost == 8
    assert html.split() == [
        *("<div>" * MAX_DEPTH).split(),
        *("a", "b"),
        *("</div>" * MAX_DEPTH + "<i>c</i>").split(),
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>a" * 300,
        "<ul>" + "<li>a" * 300 + "</ul>",
        "a<br>" * 300,
        "<b>a</b>" * 300,
        '<svg><path d="x"/>' + '<path d="y"/>' * 300 + "</svg>",
    ],
)
def test_marks_one_after_another_are_not_deep(markup):
    assert bounded(markup) == (markup, 0)


@pytest.mark.parametrize(
    "wordless", ["<script>" + "if (a<b) c();" * 300 + "</script>", "<!-- " + "<b>" * 300 + " -->"]
)
def test_what_only_looks_like_marks_is_not_deep(wordless):
    assert bounded(f"<p>a</p>{wordless}<p>b</p>") == ("<p>a</p><p>b</p>", 0)
    assert convert(f"<p>a</p>{wordless}<p>b</p>").html == "<p>a</p><p>b</p>"


def test_marks_beyond_the_greatest_number_are_left_out(monkeypatch):
    monkeypatch.setattr(bounds, "MAX_WEIGHT", 6)
    html, lost = bounded("<p>a</p><p>b</p><p>c</p><p>d</p>")
    assert (html.split(), lost) == ((["<p>a</p><p>b</p><p>c</p>", "d"]), 1)


def test_a_large_table_is_within_the_bounds():
    row = "<tr>" + "<td><p>1</p></td>" * 10 + "</tr>"
    html = f"<figure><table><tbody>{row * 1000}</tbody></table></figure>"
    assert bounded(html) == (html, 0)


def test_the_report_says_that_marks_were_nested_too_deeply():
    converted = convert(nested("div", 150) + "<p>b</p>")
    assert converted.html == "<p>a</p><p>b</p>"
    assert converted.notes == ["91 marks nested too deeply, or too many, were left out, words kept"]


def test_a_title_nested_too_deeply_keeps_its_words():
    assert plain(nested("b", 100_000, "Title")) == "Title"


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="x">' * (MEGABYTE // 12),
        '<a href="x">a<div>' * (MEGABYTE // 18),
        "<p>x" * (MEGABYTE // 4),
        heaviest(),
    ],
    ids=["links", "links and boxes", "paragraphs", "formatting left open"],
)
def test_markup_made_to_exhaust_memory_takes_little(markup):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    converted = convert(markup)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert "nested too deeply, or too many" in " ".join(converted.notes)
    assert grown < 300 * 1024


def test_the_bounds_are_those_that_were_measured():
    assert (MAX_DEPTH, MAX_WEIGHT) == (100, 250_000)
