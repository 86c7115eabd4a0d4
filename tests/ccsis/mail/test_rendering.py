"""A mail's words."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from unittest import mock

import pytest

from ccsis.identity import IDENTITY
from ccsis.mail.composing import compose
from ccsis.mail.models import Mail
from ccsis.mail.rendering import Message, render

TYPED = 'Tom & "Jerry" <b>[[link:page]]</b>\r\nBcc: all@example.org'


def receipt(language="en", **changes) -> Message:
    context = {
        "row": SimpleNamespace(received_at=datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)),
        "reference": "L-7QK4-M2XD",
        "is_discreet": False,
        "received": [("Message", TYPED)],
        "has_link": True,
    }
    return render("receipt", context | changes, language)


def test_a_receipt_says_what_was_received_when_and_under_which_number():
    message = receipt()
    assert message.subject == f"{IDENTITY.short_name}: received L-7QK4-M2XD"
    for words in (message.text, message.html):
        assert "L-7QK4-M2XD" in words
        assert "2 January 2027, 03:04:05" in words


def test_a_discreet_subject_names_nobody():
    assert receipt(is_discreet=True).subject == "Confirmation L-7QK4-M2XD"


def test_a_subject_says_nothing_that_somebody_typed():
    assert receipt(name=TYPED, title=TYPED, email=TYPED).subject == receipt(received=[]).subject


def test_only_html_is_escaped():
    message = receipt()
    assert 'Tom & "Jerry" <b>' in message.text
    assert "Tom &amp; &quot;Jerry&quot; &lt;b&gt;" in message.html


def test_a_name_with_a_sign_is_itself_in_a_subject():
    with mock.patch("ccsis.mail.rendering.IDENTITY", replace(IDENTITY, short_name="A & <B>")):
        assert receipt().subject == "A & <B>: received L-7QK4-M2XD"


def test_the_place_of_a_link_stays_words_where_somebody_typed_it():
    message = receipt(has_link=False)
    assert "[[link :page]]" in message.text
    assert "[[link:" not in message.text + message.html


def test_also_within_groups_of_texts():
    rows = {"deep": [("[[link:a]]", ["[[link:b]]"])]}
    assert "[[link:" not in render("receipt", {"received": [(rows, rows)]}, "en").text


def test_the_places_of_the_templates_stand():
    assert (receipt().text.count("[[link:page]]"), receipt().html.count("[[link:page]]")) == (1, 2)
    lost = render("lost_link", {"references": ["L-7QK4-M2XD", "L-2222-3333"]}, "en")
    assert lost.text.count("[[link:L-7QK4-M2XD]]") == lost.text.count("[[link:L-2222-3333]]") == 1


def test_it_is_in_the_language_of_its_recipient():
    assert '<html lang="de">' in receipt(language="de").html
    assert "2 Januar 2027" in receipt(language="de").text


@pytest.mark.parametrize(
    "subject", ["", "A\nB", "A\r\nBcc: all@example.org", "A\n", "A\u2028B", "A\x0bB", "x" * 201]
)
def test_a_subject_is_one_line(subject):
    with pytest.raises(ValueError, match="A subject is one line"):
        Message(subject, "Text", "<p>Text</p>")


@pytest.mark.parametrize("field", ["subject", "language"])
def test_no_header_takes_a_line_break_from_the_database(field):
    stored = Mail(**{"subject": "A", "text": "T", "html": "<p>", field: "A\r\nBcc: b@example.org"})
    with pytest.raises(ValueError, match=r"linefeed|carriage return"):
        compose(stored, "avery@example.org", {})
