import random
from html.parser import HTMLParser
from itertools import count

import pytest

from ccsis.lib.differences import in_rich_text, in_words, matching
from ccsis.lib.richtext import clean

WORDS = ["river", "water", "treaty", "gauge", "the", "of", "a", "border", "years", "2019"]


def ins(html):
    hidden = '<span class="visually-hidden">'
    return f"<ins>{hidden}[inserted: </span>{html}{hidden}]</span></ins>"


def gone(html):
    hidden = '<span class="visually-hidden">'
    return f"<del>{hidden}[removed: </span>{html}{hidden}]</span></del>"


def said(words):
    return f' <span class="difference__address">({words})</span>'


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("", "", ""),
        ("One two.", "One two.", "One two."),
        ("One two.", "One three.", f"One {gone('two')}{ins('three')}."),
        ("One, two", "One two", f"One{gone(',')} two"),
        ("", "New", ins("New")),
        ("Old", "", gone("Old")),
        ("One\nTwo", "One\nNew line\nTwo", f"One<br>{ins('New line')}<br>Two"),
        ("One\n\nTwo", "New", f"{gone('One')}<br><br>{gone('Two')}<br>{ins('New')}"),
        ("Old", "One\n\nTwo", f"{gone('Old')}<br>{ins('One')}<br><br>{ins('Two')}"),
        ("Bakı'nın sülhü", "Bakı'nın suyu", f"Bakı&#x27;nın {gone('sülhü')}{ins('suyu')}"),
        ("Խաղաղություն", "Խաղաղության", gone("Խաղաղություն") + "<br>" + ins("Խաղաղության")),
    ],
)
def test_plain_texts_are_compared_by_words(old, new, shown):
    assert in_words(old, new) == shown


def test_what_was_typed_is_escaped():
    shown = in_words("<b>x</b>", "<script>x</script>")
    assert "<b>" not in shown
    assert "<script>" not in shown
    assert "&lt;" in shown


def test_chance_matches_between_long_changes_are_not_shown():
    old = "An entirely old beginning of it and then a wholly old end."
    new = "Some quite fresh opening words, and new last ones!"
    assert in_words(old, new).count("<ins>") <= 2


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (
            "<p>First one.</p><p>Second one.</p>",
            "<p>First one.</p><p>Another thing here.</p><p>Second two.</p>",
            f"<p>First one.</p><p>{ins('Another thing here.')}</p>"
            f"<p>Second {gone('one')}{ins('two')}.</p>",
        ),
        (
            "<p>One <strong>two</strong> three</p>",
            "<p>One <em>two</em> three</p>",
            f"<p>One {gone('<strong>two</strong>')}{ins('<em>two</em>')} three</p>",
        ),
        (
            "<p>One two three.</p>",
            "<p>One two three. And then a good many words were added to it.</p>",
            f"<p>One two three.{ins(' And then a good many words were added to it.')}</p>",
        ),
        ("<h2>Head</h2>", "<h3>Head</h3>", f"<h2>{gone('Head')}</h2><h3>{ins('Head')}</h3>"),
        (
            "<ul><li>a</li><li>b b</li></ul><p>End</p>",
            "<ul><li>a</li></ul><p>End</p>",
            f"<ul><li>a</li><li>{gone('b b')}</li></ul><p>End</p>",
        ),
        (
            "<table><tbody><tr><th>h</th><td>1</td><td></td></tr></tbody></table>",
            "<table><tbody><tr><th>h</th><td>2</td><td></td></tr></tbody></table>",
            "<table><tbody><tr><th>h</th>"
            f"<td>{gone('1')}{ins('2')}</td><td></td></tr></tbody></table>",
        ),
        ("<p>a</p><hr><p>b</p>", "<p>a</p><p>b</p>", f"<p>a</p>{gone('<hr>')}<p>b</p>"),
        (
            "<blockquote><p>a b c</p></blockquote>",
            "<blockquote><p>a b d</p></blockquote>",
            f"<blockquote><p>a b {gone('c')}{ins('d')}</p></blockquote>",
        ),
    ],
)
def test_rich_texts_are_compared_block_by_block(old, new, shown):
    assert in_rich_text(old, new) == shown


def test_a_changed_link_says_where_it_leads():
    old, new = (f'<a href="https://{name}.example/?a&amp;b">it</a>' for name in "ab")
    first, second = (said(f"link to https://{name}.example/?a&amp;b") for name in "ab")
    shown = in_rich_text(f"<p>See {old}.</p>", f"<p>See {new}.</p>")
    assert shown == f"<p>See {gone(old + first)}{ins(new + second)}.</p>"


def test_a_changed_picture_says_which_it_is():
    old, new = (f'<img src="/media/images/{name}.png" alt="A {name}">' for name in "ab")
    first, second = (said(f"picture /media/images/{name}.png, “A {name}”") for name in "ab")
    shown = in_rich_text(f"<figure>{old}</figure>", f"<figure>{new}</figure>")
    assert shown == f"<figure>{gone(old + first)}{ins(new + second)}</figure>"


def test_a_change_within_a_footnote_is_told_from_the_text():
    old, new = (f"<p>Word<foot-note>page {n}</foot-note>.</p>" for n in (1, 2))
    note = '<span class="difference__note">{}</span>'
    first, second = note.format("1"), note.format("2")
    assert in_rich_text(old, new) == (
        f"<p>Word{note.format('[page ')}{gone(first)}{ins(second)}{note.format(']')}.</p>"
    )


class _Balance(HTMLParser):
    """Fails at the first end tag that does not close what was opened last."""

    def __init__(self, html):
        super().__init__()
        self.opened = []
        self.feed(html)
        assert self.opened == []

    def handle_starttag(self, tag, attrs):
        if tag not in {"br", "hr", "img"}:
            self.opened.append(tag)

    def handle_endtag(self, tag):
        assert self.opened.pop() == tag


def rich_text(chance):
    """Some made-up document, as the sanitiser leaves it."""
    frames = [
        "<p>{} <a href='https://example.org/{}'>{}</a></p>",
        "<h2>{} <em>{} <strong>{}</strong></em></h2>",
        "<ul><li><p>{}</p><ol><li>{}</li></ol></li><li>{}</li></ul>",
        "<table><tbody><tr><th>{}</th><td>{}</td></tr><tr><td colspan='2'>{}</td></tr></tbody></table>",
        "<blockquote><p lang='hy'>{}<foot-note>{}</foot-note></p><p>{}</p></blockquote>",
    ]
    parts = [
        chance.choice(frames).format(*(" ".join(chance.choices(WORDS, k=3)) for _ in range(3)))
        for _ in range(chance.randrange(8))
    ]
    return clean("".join(parts))


@pytest.mark.parametrize("seed", range(60))
def test_elements_never_overlap(seed):
    chance = random.Random(seed)
    _Balance(in_rich_text(rich_text(chance), rich_text(chance)))


@pytest.mark.parametrize("seed", range(10))
def test_a_text_without_changes_has_no_marks(seed):
    html = rich_text(random.Random(seed))
    shown = in_rich_text(html, html)
    assert "<ins" not in shown
    assert "<del" not in shown


def long_text(chance, words):
    return "".join(
        f"<p>{' '.join(chance.choices(words, k=100))}</p>" for _ in range(100)
    )  # 10,000 words


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (long_text(random.Random(1), WORDS), long_text(random.Random(2), WORDS)),
        (f"<p>{'a ' * 50_000}</p>", f"<p>{'b a a ' * 20_000}</p>"),
        ("<p>a</p>" * 5_000, "<p>b</p><p>a</p>" * 3_000),
        ("<em>a " * 2_000 + "</em>" * 2_000, "<em>b " * 2_000 + "</em>" * 2_000),
        ("<blockquote>" * 3_000 + "x" + "</blockquote>" * 3_000, "<p>x</p>"),
    ],
    ids=["10,000 words", "one word", "many paragraphs", "deep marks", "deep quotations"],
)
def test_long_and_hostile_texts_are_compared(old, new):
    _Balance(in_rich_text(old, new))


def test_all_comparisons_of_two_texts_share_one_patience(monkeypatch):
    seconds = count(step=0.3)
    monkeypatch.setattr(matching, "monotonic", lambda: next(seconds))
    clock = matching.Clock(0.8)
    assert [clock.left() for _ in range(4)] == pytest.approx([0.5, 0.2, 0.001, 0.001])


def test_the_library_is_told_how_much_is_left(monkeypatch):
    told = []
    monkeypatch.setattr(matching.Clock, "left", lambda clock: 0.25)
    monkeypatch.setattr(
        matching.diff_match_patch,
        "diff_main",
        lambda library, old, new, checklines: told.append(library.Diff_Timeout) or [],
    )
    list(matching.steps("ab", "ac", matching.Clock(), tidy=False))
    assert told == [0.25]


def test_an_inner_link_leads_nowhere_and_is_told_when_it_changes():
    old, new = ('<p><a href="article:1">there</a></p>', '<p><a href="article:2">there</a></p>')
    assert in_rich_text(old, old) == "<p><u>there</u></p>"
    html = in_rich_text(old, new)
    assert "<a " not in html
    assert "link to article:1" in html
    assert "link to article:2" in html
