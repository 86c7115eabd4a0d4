import pytest

from ccsis.lib.richtext import clean
from ccsis.lib.richtext.document import document

TABLE = "<table><tbody><tr><td>1</td></tr></tbody></table>"


def rich(html):
    return document(html).html


def test_text_is_shown_as_it_was_stored():
    html = "<h4>A &amp; B</h4><p>Less &lt; more</p>"
    assert rich(html) == html


def test_it_is_shown_as_html():
    assert hasattr(rich("<p>Text</p>"), "__html__")


def test_pictures_load_when_they_come_near():
    assert rich('<img src="/media/a.png" alt="A">') == (
        '<img loading="lazy" src="/media/a.png" alt="A">'
    )


def test_a_table_stands_in_a_region_that_the_keyboard_reaches():
    assert rich(TABLE) == (
        f'<div class="table" role="region" tabindex="0" aria-label="Table 1">{TABLE}</div>'
    )


def test_regions_of_tables_have_names_of_their_own():
    html = rich(TABLE + TABLE)
    assert html.count('aria-label="Table 1"') == html.count('aria-label="Table 2"') == 1


def test_a_table_inside_a_table_scrolls_with_it():
    html = rich(f"<table><tbody><tr><td>{TABLE}</td></tr></tbody></table>")
    assert (html.count("<div"), html.count("</div>")) == (1, 1)
    assert html.endswith("</table></div>")


@pytest.mark.parametrize(
    "attack",
    [
        '<p><a href="https://example.org/?<img src=x onerror=alert(1)>">x</a></p>',
        '<img src="/media/a.png" alt="x <img src=x onerror=alert(1)>">',
        '<img src="/media/a.png" alt="</table><table onclick=alert(1)>">',
        "<table><tr><td><img src=x onerror=alert(1)></table></table><table>",
        "<p>1 < 2 <img alt='\">' src=/media/a.png>",
        '<p><span lang="hy&quot; onclick=&quot;x">a</span></p>',
        '<p title="<foot-note>">a</p><blockquote lang=\'" onload="x\'>b</blockquote>',
    ],
)
def test_what_the_sanitiser_made_harmless_stays_harmless(attack):
    stored = clean(attack)
    shown = rich(stored)
    # Cleaning again finds nothing but what `rich` itself added.
    assert clean(shown.replace('loading="lazy" ', "")) == stored


def outline(html):
    return [
        (heading.text, heading.anchor, [below.anchor for below in heading.below])
        for heading in document(html).contents
    ]


def test_the_headings_of_a_text_make_its_contents():
    html = "<h3>Before</h3><h2>One</h2><h3>Below</h3><h4>Too small</h4><h2>Two &amp; three</h2>"
    assert outline(html) == [
        ("Before", "section-before", []),
        ("One", "section-one", ["section-below"]),
        ("Two & three", "section-two-three", []),
    ]
    assert '<h2 id="section-two-three">Two &amp; three</h2>' in document(html).html


def test_a_text_with_few_headings_has_ids_and_no_contents():
    shown = document("<h2>One</h2><h2>Two</h2>")
    assert shown.contents == []
    assert shown.html == '<h2 id="section-one">One</h2><h2 id="section-two">Two</h2>'


def test_ids_are_unique_in_any_script():
    html = "".join(
        f"<h2>{words}</h2>" for words in ("Գետեր", "Реки", "Реки", "Реки 2", "…", "!", "متن", "x")
    )
    anchors = [anchor for _, anchor, _ in outline(html)]
    assert anchors == [
        "section-գետեր",
        "section-реки",
        "section-реки-2",
        "section-реки-2-2",
        "section-5",
        "section-6",
        "section-متن",
        "section-x",
    ]


def test_a_heading_is_read_without_its_markup():
    html = "<h2>A <em>marked</em><br>word</h2><h2></h2><h2>b</h2><h2>c</h2>"
    assert [text for text, *_ in outline(html)] == ["A marked word", "b", "c"]
    assert "<h2></h2>" in document(html).html


def test_a_heading_in_an_attribute_is_none():
    stored = clean('<img src="/media/images/a.png" alt="<h2>x</h2>"><h2>a</h2><h2>b</h2><h2>c</h2>')
    assert [text for text, *_ in outline(stored)] == ["a", "b", "c"]


def test_tables_and_pictures_are_dressed_beside_headings():
    html = document(f'<h2>a</h2>{TABLE}<img src="/media/a.png">').html
    assert html.count('role="region"') == html.count('loading="lazy"') == 1


def test_many_headings_of_the_same_words_have_ids_of_their_own():
    shown = rich("<h2>a</h2><h2>a 2</h2>" + "<h2>a</h2>" * 3000)
    ids = [part.partition('"')[0] for part in shown.split('id="')[1:]]
    assert ids[:4] == ["section-a", "section-a-2", "section-a-3", "section-a-4"]
    assert len(set(ids)) == 3002
