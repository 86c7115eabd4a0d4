"""Block markup and classic text both become clean rich text; what is lost is named."""

import pytest

from articles.wordpress.markup import Surroundings, convert
from articles.wordpress.markup.conversion import Picture

SHOWN = '<img src="/media/images/a.png" alt="Hills" width="30" height="20">'


def with_pictures():
    """Surroundings in which every picture but "gone" is found."""

    def picture(address, alt, notes):
        return None if "gone" in address else Picture("/media/images/a.png", 30, 20, "Hills")

    return Surroundings(picture=picture)


def html(markup):
    return convert(markup, with_pictures()).html


def notes(markup):
    return convert(markup, with_pictures()).notes


def block(name, content, settings=""):
    return f"<!-- wp:{name} {settings and settings + ' '}-->\n{content}\n<!-- /wp:{name} -->\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One.\r\n\r\n \r\n\r\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One\ntwo", "<p>One<br>two</p>"),
        ("One<br />\ntwo", "<p>One<br>two</p>"),
        ("<strong>A</strong> b\n\n<em>c</em>", "<p><strong>A</strong> b</p><p><em>c</em></p>"),
        ("<b>a\n\nb</b>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
        ("a\n<h2>b</h2>\nc", "<p>a</p><h2>b</h2><p>c</p>"),
        (
            "a\n<ul>\n<li>b</li>\n\n<li>c</li>\n</ul>\nd",
            "<p>a</p><ul><li>b</li><li>c</li></ul><p>d</p>",
        ),
        (
            "<ol start='3'><li>a<ul><li>b</li></ul></li></ol>",
            '<ol start="3"><li>a<ul><li>b</li></ul></li></ol>',
        ),
        ("<blockquote>a\n\nb</blockquote>c", "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>"),
        ("<p>a</p>\n<p>&nbsp;</p>\n<p></p>b", "<p>a</p><p>b</p>"),
        ("a<!--more-->b\n\n<!--nextpage-->\n\nc", "<p>ab</p><p>c</p>"),
        ("<div>a\n\n<div>b</div></div>", "<p>a</p><p>b</p>"),
        ("a <b>x</b> &amp; &lt;b&gt; &eacute;", "<p>a <strong>x</strong> &amp; &lt;b&gt; é</p>"),
        ("<h1>a</h1><h2>b</h2><h5>c</h5>", "<h2>a</h2><h2>b</h2><h4>c</h4>"),
        ("<h2><p>a</p><p>b</p></h2>", "<h2>a<br>b</h2>"),
        ("<p><strong>Like a heading</strong></p>", "<p><strong>Like a heading</strong></p>"),
        ("<pre>a\n  b\n\nc</pre>", "<p>a<br>  b<br><br>c</p>"),
        ("a<hr>b", "<p>a</p><hr><p>b</p>"),
        ("<p>unclosed\n\n<p>next", "<p>unclosed</p><p>next</p>"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "<p><strong>a</strong></p><p>b</p>"),
        ("<details><summary>a</summary>b</details>", "<p><strong>a</strong></p><p>b</p>"),
        ("Ինչո՞ւ\n\nПочему", "<p>Ինչո՞ւ</p><p>Почему</p>"),
        ("<q>a</q>", "<p>“a”</p>"),
        ("a<p>\u200b</p>", "<p>a</p>"),
    ],
)
def test_classic_text_gets_its_paragraphs(text, expected):
    assert html(text) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (block("paragraph", "<p>a\nb</p>"), "<p>a\nb</p>"),
        (
            block("heading", '<h3 class="wp-block-heading" id="a">a</h3>', '{"level":3}'),
            "<h3>a</h3>",
        ),
        (
            block(
                "list",
                "<ul>"
                + block("list-item", "<li>a" + block("list", "<ul><li>b</li></ul>") + "</li>")
                + "</ul>",
            ),
            "<ul><li>a\n<ul><li>b</li></ul></li></ul>",
        ),
        (
            block("quote", "<blockquote><p>a</p><cite>b</cite></blockquote>"),
            "<blockquote><p>a</p><p><em>b</em></p></blockquote>",
        ),
        (
            block("pullquote", "<figure><blockquote><p>a</p></blockquote></figure>"),
            "<blockquote><p>a</p></blockquote>",
        ),
        (
            block(
                "image",
                '<figure class="wp-block-image"><img src="a"/><figcaption>b <em>c</em></figcaption></figure>',
            ),
            f"<figure>{SHOWN}<figcaption>b <em>c</em></figcaption></figure>",
        ),
        (
            block(
                "gallery",
                '<ul class="blocks-gallery-grid"><li><figure><img src="a"></figure></li></ul>',
            ),
            f"<figure>{SHOWN}</figure>",
        ),
        (block("separator", '<hr class="x"/>'), "<hr>"),
        (block("spacer", '<div style="height:9px" aria-hidden="true"></div>'), ""),
        (
            block(
                "buttons",
                '<div><div class="wp-block-button"><a href="https://a.example">a</a></div></div>',
            ),
            '<p><a href="https://a.example">a</a></p>',
        ),
        (block("columns", "<div><div><p>a</p></div><div><p>b</p></div></div>"), "<p>a</p><p>b</p>"),
        (block("html", "<p>a</p>\n\nb"), "<p>a</p><p>b</p>"),
        (block("freeform", "a\n\nb\nc"), "<p>a</p><p>b<br>c</p>"),
        (
            "a\n\nb" + block("paragraph", "<p>c</p>") + "d\n\ne",
            "<p>a</p><p>b</p><p>c</p><p>d</p><p>e</p>",
        ),
        (
            block("acme/box", "<div><p>a</p></div>", '{"a":{"b":"<"}}'.replace("<", "\\u003c")),
            "<p>a</p>",
        ),
        (block("footnotes", ""), ""),
    ],
)
def test_the_html_of_blocks_is_kept(markup, expected):
    assert html(markup) == expected
    assert notes(markup) == []


@pytest.mark.parametrize(
    ("markup", "expected", "became"),
    [
        (
            "<h1>a</h1><h2>b</h2><h5>c</h5>",
            "<h2>a</h2><h2>b</h2><h4>c</h4>",
            "1 h1 → h2, 1 h5 → h4",
        ),
        ("<pre>a\nb</pre><pre>c</pre>", "<p>a<br>b</p><p>c</p>", "2 pre → p"),
        (
            "<dl><dt>a</dt><dd>b</dd></dl>",
            "<p><strong>a</strong></p><p>b</p>",
            "1 dt → p, 1 dd → p",
        ),
        (
            "<details><summary>a</summary>b</details>",
            "<p><strong>a</strong></p><p>b</p>",
            "1 summary → p",
        ),
        ("<q>a</q>", "<p>“a”</p>", "1 q → “”"),
        (
            "<table><tfoot><tr><td>1</td></tr></tfoot></table>",
            "<table><tbody><tr><td>1</td></tr></tbody></table>",
            "1 tfoot → tbody",
        ),
        (block("verse", "<pre>a\nb</pre>"), "<p>a<br>b</p>", "1 pre → p"),
        (
            block(
                "gallery",
                '<figure><figure><img src="a"></figure><figure><img src="b"><figcaption>b</figcaption></figure><figcaption>all</figcaption></figure>',
            ),
            f"<figure>{SHOWN}</figure><figure>{SHOWN}<figcaption>b</figcaption></figure><p>all</p>",
            "1 figcaption → p",
        ),
    ],
)
def test_an_element_that_becomes_another_is_reported(markup, expected, became):
    assert html(markup) == expected
    assert notes(markup) == [f"elements that became others: {became}"]


@pytest.mark.parametrize(
    "markup",
    [
        block(
            "embed", '<figure class="wp-block-embed"><div>\nhttps://a.example/1\n</div></figure>'
        ),
        '<!-- wp:core-embed/video {"url":"https://a.example/1"} /-->',
        "[embed width=3]https://a.example/1[/embed]",
        "https://a.example/1",
        block("video", '<figure><video controls src="https://a.example/1"></video></figure>'),
    ],
)
def test_embedded_items_become_plain_links(markup):
    assert html(markup) == '<p><a href="https://a.example/1">https://a.example/1</a></p>'
    assert notes(markup) == ["1 embedded item became a plain link"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            '[caption id="a" width="3"]<img src="a" /> A <em>b</em>[/caption]',
            f"<figure>{SHOWN}<figcaption>A <em>b</em></figcaption></figure>",
        ),
        (
            'x [caption caption="Old"]<a href="/a.jpg"><img src="a"></a>[/caption] y',
            f"<p>x</p><figure>{SHOWN}<figcaption>Old</figcaption></figure><p>y</p>",
        ),
        ("[caption]no picture[/caption]", "<p>no picture</p>"),
        ('[caption]<img src="gone"> Words[/caption]', ""),
        ("[caption]never closed", "<p>[caption]never closed</p>"),
    ],
)
def test_a_caption_becomes_a_figure(markup, expected):
    assert html(markup) == expected


def test_pictures_leave_their_paragraphs():
    assert html('<p>a <a href="/x"><img src="1"></a> b</p><h2>c<img src="2"></h2>') == (
        f"<p>a</p><figure>{SHOWN}</figure><p>b</p><h2>c</h2>"
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('[contact-form-7 id="3" title="x"]', "[contact-form-7]"),
        ("[acme]inside[/acme] and [acme]", "[acme]"),
        ("[a_b] [c 12]", "[a_b], [c]"),
    ],
)
def test_an_unknown_shortcode_stays_visible_and_is_reported(text, names):
    converted = convert(text)
    assert converted.html == f"<p>{text}</p>"
    assert converted.notes == [f"unknown shortcodes stand in the text: {names}"]


@pytest.mark.parametrize("text", ["[sic]", "[1]", "[Armenian]", "[the minister added]", "[…]"])
def test_brackets_of_an_editor_are_no_shortcodes(text):
    assert notes(text) == []


@pytest.mark.parametrize(
    ("markup", "expected", "removed"),
    [
        ('<p onclick="x()">a</p>', "<p>a</p>", "1 onclick attribute"),
        ("<p>a</p><script>x('<p>')</script>", "<p>a</p>", "1 script element"),
        ("a<SCRIPT SRC=//e.example></SCRIPT>", "<p>a</p>", "1 script element"),
        ('<a href="javascript:x()">a</a>', "<p>a</p>", "1 javascript: address"),
        ('<a href="java&#10;script:x()">a</a>', "<p>a</p>", "1 javascript: address"),
        ('<a href=" &#106;avascript:x()">a</a>', "<p>a</p>", "1 javascript: address"),
        ('<a href="data:text/html,x">a</a>', "<p>a</p>", "1 data: address"),
        ('<iframe src="https://a.example"></iframe>a', "<p>a</p>", "1 iframe element"),
        (
            'a<svg onload="x()"></svg>',
            "<p>a</p>",
            "1 svg element, 1 onload attribute",
        ),
        ("<object data=x></object><embed src=x>a", "<p>a</p>", "1 object element, 1 embed element"),
        ("<form action=/x><input name=a>b</form>", "<p>b</p>", "1 form element, 1 input element"),
        ("<style>p{}</style>a", "<p>a</p>", "1 style element"),
        ("a<!-- never closed b", "<p>a</p>", "1 unclosed comment with all that follows it"),
        ("<p/onmouseover=x()>a</p>", "<p>a</p>", "1 onmouseover attribute"),
    ],
)
def test_hostile_markup_is_removed_and_reported(markup, expected, removed):
    converted = convert(markup)
    assert converted.html == expected
    assert converted.notes == [f"removed: {removed}"]


def test_what_wordpress_itself_adds_is_dropped_without_a_word():
    markup = '<p class="has-text-align-center" style="x" id="y" data-a="b"><span>a</span></p>'
    assert convert(markup).notes == []
    assert convert(markup).html == "<p>a</p>"


def test_formatting_that_the_editor_does_not_have_is_reported():
    converted = convert("<u>a</u> <code>b</code> <code>c</code>")
    assert converted.html == "<p>a b c</p>"
    assert converted.notes == ["formatting left out, words kept: 1 u, 2 code"]


def test_blocks_that_only_wordpress_can_fill_are_reported():
    converted = convert('<!-- wp:latest-posts /--><!-- wp:block {"ref":12} /--><p>a</p>')
    assert converted.html == "<p>a</p>"
    assert converted.notes == [
        "blocks that only WordPress can fill are missing: 1 latest-posts, 1 block"
    ]


def test_links_to_places_within_the_text_become_words():
    converted = convert('<a href="#x">a</a><a name="x">b</a>')
    assert converted.html == "<p>ab</p>"
    assert converted.notes == ["1 link to a place within the text became plain words"]


def test_a_link_around_a_picture_is_left_out_and_reported():
    markup = '<figure><a href="/a.jpg"><img src="a"></a></figure>'
    assert html(markup) == f"<figure>{SHOWN}</figure>"
    assert notes(markup) == ["1 link around a picture was left out"]


def test_a_picture_in_a_heading_is_reported():
    assert html('<h2>c<img src="2"></h2>') == "<h2>c</h2>"
    assert notes('<h2>c<img src="2"></h2>') == [
        "1 picture left out: it stood in a heading or caption"
    ]


def test_a_caption_that_goes_with_its_picture_is_reported():
    markup = '<p>a</p><figure><img src="gone"><figcaption>b</figcaption></figure>'
    assert html(markup) == "<p>a</p>"
    assert notes(markup) == ["1 caption was left out with its picture"]


def test_a_gallery_of_which_nothing_is_found_is_reported():
    assert html('a [gallery ids="1,2,1"]') == "<p>a</p>"
    assert notes('a [gallery ids="1,2,1"]') == [
        "pictures of a gallery left out, not in the file: attachments 1, 2"
    ]
    assert notes("a [gallery]") == ["1 gallery left out: none of its pictures is in the file"]


def test_a_video_without_an_address_is_reported():
    assert html('<p>a</p><video src="/a.mp4"></video>') == "<p>a</p>"
    assert notes('<p>a</p><video src="/a.mp4"></video>') == ["removed: 1 video element"]


def test_page_breaks_are_reported():
    assert html("a\n\n<!--nextpage-->\n\nb") == "<p>a</p><p>b</p>"
    assert notes("a\n\n<!--nextpage-->\n\nb") == ["1 page break was left out: it is one text"]


def test_what_is_dangerous_in_a_footnote_is_reported():
    footnotes = {"n": "b<script>x()</script>"}
    converted = convert('<p>a<sup data-fn="n">1</sup></p>', Surroundings(footnotes=footnotes))
    assert converted.html == "<p>a<foot-note>b</foot-note></p>"
    assert converted.notes == ["removed: 1 script element"]


def test_a_footnote_takes_the_place_of_its_number():
    footnotes = {"n": '<p>A <b>source</b></p><p><a href="/x">y</a></p>', "m": "Other"}
    markup = (
        '<p>a<sup data-fn="n" class="fn"><a href="#n" id="n-link">1</a></sup>, '
        'b<sup data-fn="m" class="fn"><a href="#m" id="m-link">2</a></sup></p>'
    )
    converted = convert(markup, Surroundings(footnotes=footnotes))
    assert converted.html == (
        '<p>a<foot-note>A <strong>source</strong><br><a href="/x">y</a></foot-note>, '
        "b<foot-note>Other</foot-note></p>"
    )
    assert converted.notes == []


def test_a_footnote_that_nothing_calls_ends_the_text_and_is_reported():
    converted = convert("<p>a</p>", Surroundings(footnotes={"n": "b", "m": "c"}))
    assert converted.html == "<p>a</p><hr><ol><li>b</li><li>c</li></ol>"
    assert converted.notes == ["2 footnotes are called nowhere in the text: they stand at its end"]


def test_a_number_without_a_footnote_stays_a_number():
    assert html('<p>a<sup data-fn="n">1</sup></p>') == "<p>a<sup>1</sup></p>"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<p lang="ru">a</p>', '<p lang="ru">a</p>'),
        ('<p>a <span lang="HY" style="x">b</span></p>', '<p>a <span lang="hy">b</span></p>'),
        ('<p><span lang="not one">a</span></p>', "<p>a</p>"),
        ('<blockquote lang="tr">a</blockquote>', '<blockquote lang="tr"><p>a</p></blockquote>'),
        ('<span lang="ka"><p>a</p></span>', "<p>a</p>"),
    ],
)
def test_the_language_of_a_passage_is_kept(markup, expected):
    assert html(markup) == expected


@pytest.mark.parametrize(
    "markup",
    [
        "<table><caption>c</caption><tr><td>1</td></tr></table>",
        block(
            "table", "<figure><table><tr><td>1</td></tr></table><figcaption>c</figcaption></figure>"
        ),
    ],
)
def test_a_table_keeps_its_caption(markup):
    assert html(markup) == (
        "<figure><table><tbody><tr><td>1</td></tr></tbody></table><figcaption>c</figcaption></figure>"
    )
    assert notes(markup) == []


@pytest.mark.parametrize(
    ("markup", "looks"),
    [
        ('<p style="text-align: center; margin: 0">a</p>', "1 text-align"),
        ('<span style="color:red">a</span><span style="COLOR:blue">b</span>', "2 color"),
        ('<p align="right">a</p>', "1 align"),
        ('<ol reversed><li value="7">a</li></ol>', "1 reversed, 1 value"),
    ],
)
def test_colours_sizes_and_places_of_words_are_reported(markup, looks):
    assert notes(markup) == [f"colours, sizes and places of words left out: {looks}"]


@pytest.mark.parametrize(
    "style", ["font-weight: 400", "text-align:left !important", "x", "width:9px"]
)
def test_a_style_that_shows_nothing_is_no_alteration(style):
    assert notes(f'<p style="{style}">a</p>') == []


def test_a_report_names_no_more_than_twenty_kinds_of_things():
    [note] = notes("".join(f"<x{number}>" for number in range(30)) + "a")
    assert note.startswith("removed: 1 x0 element, 1 x1 element, ")
    assert note.endswith(", 1 x19 element, 10 more kinds")


def test_a_link_around_paragraphs_is_left_out():
    converted = convert(block("html", '<a href="https://a.example"><h3>a</h3><p>b</p></a>'))
    assert converted.html == "<h3>a</h3><p>b</p>"
    assert converted.notes == ["1 link around whole paragraphs was left out"]


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<b>",
        "<!--",
        '<p title="',
        "[caption ",
        "[gallery",
        "<",
        "<a ",
        "<!-- wp:a {",
        "<p>",
    ],
)
def test_however_broken_the_markup_is_it_takes_little_time(piece):
    convert(piece * 5000)


def test_converted_text_is_converted_to_itself():
    once = html("One\n\n[caption]<img src='a'>b[/caption]<blockquote>c</blockquote>\n\n<h1>d</h1>")
    assert html(once) == once
