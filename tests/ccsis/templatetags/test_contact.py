from html import unescape

from ccsis.templatetags.contact import entities, mailto


def test_an_address_is_not_in_the_source_and_reads_the_same():
    written = entities("office@example.org")
    assert "@" not in written
    assert "office" not in written
    assert unescape(written) == "office@example.org"


def test_it_is_not_escaped_again():
    assert entities("<") == "&#60;"
    assert hasattr(entities("a"), "__html__")


def test_a_link_hides_that_it_is_one_for_mail():
    written = mailto("office@example.org")
    assert "mailto" not in written
    assert unescape(written) == "mailto:office@example.org"
