from html import unescape

import pytest

from ccsis.lib.richtext.addresses import without_addresses
from ccsis.lib.richtext.document import document


def test_a_link_for_mail_is_not_in_the_source_and_reads_the_same():
    html = '<p>Write to <a href="mailto:office@example.org?subject=A&amp;b">office@example.org</a>.</p>'
    shown = document(html).html
    for trace in ("mailto", "@", "office", "subject"):
        assert trace not in shown
    assert unescape(shown) == unescape(html)
    assert shown.startswith('<p>Write to <a href="&#109;')


def test_an_address_without_a_link_is_hidden_too():
    shown = document("<p>A &amp; B: office@example.org, x</p>").html
    assert "office" not in shown
    assert unescape(shown) == "<p>A & B: office@example.org, x</p>"


@pytest.mark.parametrize("html", ["<p>@handle</p>", "<p>a @ b</p>", '<p><a href="/@x.y">a</a></p>'])
def test_other_signs_stay(html):
    assert document(html).html == html


def test_where_nothing_can_be_hidden_an_address_is_left_out():
    assert without_addresses("Write to office@example.org or @us.") == "Write to … or @us."
