"""Private links: what opens a page, and what does not."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from ccsis.intake import actions, links
from ccsis.intake.models import Submission
from tests.sendings import send_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(client):
    return send_message(client)


def page(client, row):
    return client.get(row.get_absolute_url())


def test_a_link_opens_its_row(message):
    assert links.submission_of(links.token_of(message)) == message


def test_a_link_has_at_least_128_bits_that_nobody_can_guess(message):
    proof = links.token_of(message).removeprefix(message.reference.lower() + "-")
    assert re.fullmatch(r"[a-z2-7]{26}", proof)


def test_a_link_is_the_same_whenever_it_is_shown(message):
    assert links.token_of(message) == links.token_of(type(message).objects.get(pk=message.pk))


def test_a_revoked_link_opens_nothing_and_the_next_one_does(message):
    old = links.token_of(message)
    actions.revoke_links(message)
    assert links.submission_of(old) is None
    assert links.submission_of(links.token_of(message)) == message


def test_a_link_ends(message):
    with time_machine.travel(message.link_until + timedelta(seconds=1)):
        assert links.submission_of(links.token_of(message)) is None


def test_a_link_of_another_row_does_not_open_this_one(client, message):
    other = send_message(client, name="Somebody else")
    proof = links.token_of(other).removeprefix(other.reference.lower())
    assert links.submission_of(message.reference.lower() + proof) is None


def test_another_key_revokes_all_links(message, settings):
    token = links.token_of(message)
    settings.SECRET_KEY = "another"
    assert links.submission_of(token) is None


def test_wrong_expired_and_revoked_links_look_the_same(client, message):
    revoked = message.get_absolute_url()
    actions.revoke_links(message)
    wrong = revoked[:-3] + "aa/"
    expired = send_message(client)
    type(expired).objects.filter(pk=expired.pk).update(link_until=timezone.now())
    unknown = "/my/m-0000-0000-" + "a" * 26 + "/"
    answers = [
        client.get(path) for path in (revoked, wrong, expired.get_absolute_url(), unknown, "/my/x/")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert {answer["Cache-Control"] for answer in answers} == {"no-store, private"}


@pytest.mark.parametrize("method", ["get", "head"])
def test_nobody_learns_a_link_from_its_page(client, message, method):
    response = getattr(client, method)(message.get_absolute_url())
    assert response.status_code == 200
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert not response.cookies


def test_opening_a_link_changes_nothing(client, message):
    before = type(message).objects.values().get(pk=message.pk)
    for path in ("", "erase/", "data.json"):
        assert client.get(message.get_absolute_url() + path).status_code == 200
    assert type(message).objects.values().get(pk=message.pk) == before


def test_a_post_to_the_page_itself_is_refused(client, message):
    assert client.post(message.get_absolute_url()).status_code == 405


def test_a_step_that_there_is_not_leads_to_the_page(client, message):
    response = client.get(message.get_absolute_url() + "leave/")
    assert (response.status_code, response["Location"]) == (302, message.get_absolute_url())


def test_every_kind_has_a_letter_of_its_own():
    assert all(letter == kind.letter for letter, kind in links.kinds().items())
    assert set(links.kinds().values()) == {
        kind for kind in Submission.__subclasses__() if not kind._meta.abstract
    }


def test_a_page_costs_three_queries(client, message, django_assert_num_queries):
    with django_assert_num_queries(3):
        page(client, message)
