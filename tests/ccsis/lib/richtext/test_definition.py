import pytest

from ccsis.lib.richtext import clean
from tests.hostile.markup import PAYLOADS

PLAIN = '<h2>Title</h2><p>Text with <strong>weight</strong>, <em>stress</em> and a <a href="https://example.org">link</a>.</p>'


def test_what_the_editor_offers_passes():
    assert clean(PLAIN) == PLAIN


def test_tables_and_figures_pass():
    html = (
        '<figure><img src="/media/images/a.png" alt="A" width="1" height="1" data-file="7">'
        "<figcaption>Words</figcaption></figure>"
        "<table><tbody><tr><th>A</th><td>1</td></tr></tbody></table>"
    )
    assert clean(html) == html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<p onclick="alert(1)">x</p>',
        '<a href="javascript:alert(1)">x</a>',
        '<img src="x" onerror="alert(1)">',
        '<img src="https://elsewhere.example/pixel.gif">',
        '<img src="//elsewhere.example/media/x.png">',
        '<img src="/media/images/../../staff/elsewhere/">',
        '<img src="/media/images/%2e%2e/elsewhere.png">',
        '<img src="/media/elsewhere.png">',
        '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
        '<iframe src="https://example.org"></iframe>',
        '<svg><a xlink:href="javascript:alert(1)">x</a></svg>',
        '<p style="position:fixed">x</p>',
        "<math><mtext></p><style><img src=x onerror=alert(1)></style>",
        "<form action=/staff/><input name=password></form>",
    ],
)
def test_hostile_markup_is_removed(hostile):
    cleaned = clean(hostile)
    for trace in (
        "script",
        "alert",
        "onerror",
        "elsewhere",
        "iframe",
        "svg",
        "style",
        "form",
        "data:",
    ):
        assert trace not in cleaned.lower()


def test_an_empty_paragraph_is_empty():
    assert clean("<p></p>") == ""


def test_of_a_refused_picture_nothing_is_left():
    assert clean('<p>a</p><img src="https://elsewhere.example/x.png" alt="x">') == "<p>a</p>"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_was_cleaned_is_clean(payload):
    for html in (payload, f"<p>a</p>{payload}", f"<blockquote><figure>{payload}</blockquote>"):
        assert clean(clean(html)) == clean(html)


def test_what_is_settled_ends_in_order():
    html = "<blockquote><figure><figcaption>a<table><caption>b</blockquote>c"
    assert clean(clean(html)) == clean(html)


def test_an_alternative_text_is_no_address():
    assert clean('<p>a</p><img alt=" src=">') == "<p>a</p>"
