"""Drafts on the server: saved by choice, opened by their link, gone once they are sent."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from django.db import connection
from django.test import Client

from ccsis.intake import drafts, gate, links
from ccsis.intake.models import Draft
from events.models import Partner
from tests.sendings import key_for, letter_fields, make_draft, make_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def path():
    return f"{make_event().get_absolute_url()}partners/"


def save(client, path, **changes):
    """As the button does; returns the draft."""
    response = client.post(path, letter_fields(save_draft="1") | changes)
    draft = Draft.objects.order_by("-pk")[0]
    assert (response.status_code, response["Location"]) == (302, draft.get_absolute_url())
    return draft


def open_again(client, path, draft):
    return client.post(path, {"open_draft": links.token_of(draft)})


def values(response):
    form = response.context["form"]
    return {name: form[name].value() for name in ("organisation", "text", "email")}


def test_nothing_is_judged_and_nothing_is_sent(client, path):
    draft = save(client, path, organisation="", email="no address", website="::")
    assert Partner.objects.count() == 0
    assert "not sent" in client.get(draft.get_absolute_url()).content.decode()


def test_a_draft_opens_with_all_that_was_typed(client, path):
    draft = save(client, path, email="half@", text="One line.\nAnother & more.")
    response = open_again(client, path, draft)
    assert response.status_code == 200
    assert values(response) == {
        "organisation": "Demonstration Institute",
        "text": "One line.\nAnother & more.",
        "email": "half@",
    }
    assert response.context["form"].errors == {}
    assert not response.cookies


@pytest.mark.parametrize("chosen", [True, False])
def test_a_draft_keeps_whether_the_receipt_is_to_be_discreet(client, path, chosen):
    draft = save(client, path, **({"is_discreet": "on"} if chosen else {}))
    assert open_again(client, path, draft).context["form"]["is_discreet"].value() is chosen


def test_what_programs_fill_in_is_not_kept(client, path):
    draft = save(client, path, trap="https://spam.example", proof="made up", anything="else")
    assert not [word for word in ("spam", "made+up", "else") if word in draft.typed]


def test_opening_alone_changes_nothing(client, path):
    draft = save(client, path)
    client.get(draft.get_absolute_url())
    open_again(client, path, draft)
    assert Draft.objects.get().typed == draft.typed
    assert Partner.objects.count() == 0


def test_a_draft_that_is_saved_again_is_the_same_one(client, path):
    draft = save(client, path, text="First.")
    token = links.token_of(draft)
    again = save(client, path, draft=token, draft_seen=drafts.stamp_of(draft), text="Second.")
    assert (again.pk, Draft.objects.count()) == (draft.pk, 1)
    assert values(open_again(client, path, again))["text"] == "Second."


def test_two_tabs_of_one_draft_cannot_lose_text(client, path):
    draft = save(client, path, text="As it was.")
    first, second = (open_again(client, path, draft).context["form"] for _ in range(2))
    tabs = [
        {"form_key": form.fresh_key, "draft": form.draft_token, "draft_seen": form.draft_seen}
        for form in (first, second)
    ]
    save(client, path, text="The first tab.", **tabs[0])
    save(client, path, text="The first tab goes back and saves again.", **tabs[0])
    fields = letter_fields(save_draft="1", text="The second tab.") | tabs[1]
    response = client.post(path, fields)
    page = response.content.decode()
    assert response.status_code == 409
    assert ("The second tab." in page, draft.get_absolute_url() in page) == (True, True)
    assert Draft.objects.get().typed.count("first+tab+goes+back") == 1
    form = response.context["form"]
    save(client, path, text="Both together.", **tabs[1] | {"draft_seen": form.draft_seen})
    assert Draft.objects.count() == 1
    assert values(open_again(client, path, draft))["text"] == "Both together."


def test_the_page_that_a_draft_began_on_does_not_replace_what_was_written_since(client, path):
    key = key_for("partners")
    draft = save(client, path, form_key=key, text="As it was.")
    form = open_again(client, path, draft).context["form"]
    seen = {"draft": form.draft_token, "draft_seen": form.draft_seen}
    save(client, path, text="Written since.", **seen)
    fields = letter_fields(form_key=key, save_draft="1", text="Back on the first page.")
    assert client.post(path, fields).status_code == 409
    assert "Written+since" in Draft.objects.get().typed


def test_the_same_form_saved_twice_is_one_draft(client, path):
    key = key_for("partners")
    first, again = save(client, path, form_key=key), save(client, path, form_key=key)
    assert first.pk == again.pk


@pytest.mark.django_db(transaction=True)
def test_the_button_pressed_several_times_at_once_saves_one_draft(path):
    fields = letter_fields(save_draft="1")

    def press(_):
        try:
            return Client().post(path, fields)["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(press, range(8)))
    assert answers == {Draft.objects.get().get_absolute_url()}


def test_a_letters_own_link_opens_no_draft_and_is_not_discarded(client, path):
    client.post(path, letter_fields())
    letter = Partner.objects.get()
    assert values(open_again(client, path, letter))["organisation"] is None
    client.post(path, letter_fields(draft=links.token_of(letter)))
    assert Partner.objects.count() == 2


def test_a_draft_of_another_form_is_neither_replaced_nor_discarded(client, path):
    other = make_draft(form_slug="contact")
    token = links.token_of(other)
    assert save(client, path, draft=token).pk != other.pk
    client.post(path, letter_fields(draft=token))
    assert Draft.objects.get(pk=other.pk).typed == other.typed


def test_a_draft_ends_a_month_after_it_was_saved_last(client, path):
    draft = save(client, path)
    token, first_end = links.token_of(draft), draft.link_until
    with time_machine.travel(draft.changed_at + timedelta(days=20)):
        later = save(client, path, draft=token)
    assert (later.pk, (later.link_until - first_end).days) == (draft.pk, 20)


def test_a_draft_is_gone_once_it_is_sent(client, path):
    draft = save(client, path)
    client.post(path, letter_fields(draft=links.token_of(draft)))
    assert (Draft.objects.count(), Partner.objects.count()) == (0, 1)


def test_a_draft_stays_where_the_letter_is_refused(client, path):
    draft = save(client, path)
    response = client.post(path, letter_fields(draft=links.token_of(draft), email="no"))
    assert response.status_code == 422
    assert response.context["form"].draft_token == links.token_of(draft)
    assert Draft.objects.count() == 1


def test_a_draft_of_another_form_does_not_open(client, path):
    draft = make_draft(form_slug="contact")
    assert values(open_again(client, path, draft))["organisation"] is None


@pytest.mark.parametrize("token", ["", "x", "d-0000-0000-" + "a" * 26])
def test_a_link_that_opens_nothing_gives_an_empty_form(client, path, token):
    response = client.post(path, {"open_draft": token})
    assert (response.status_code, values(response)["organisation"]) == (200, None)
    assert "This draft does not open any more" in response.content.decode()


def test_a_form_without_drafts_saves_none(client):
    assert client.post("/contact/", {"save_draft": "1"}).status_code == 422
    assert Draft.objects.count() == 0


def test_a_draft_ends_after_a_month(client, path):
    draft = save(client, path)
    with time_machine.travel(draft.changed_at + timedelta(days=30, minutes=1)):
        assert client.get(draft.get_absolute_url()).status_code == 404


def test_what_was_typed_is_not_readable_in_the_table(client, path):
    save(client, path, text="A text to be found.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT d::text FROM intake_draft d")
        [(row,)] = cursor.fetchall()
    assert "text to be found" not in row
    assert "Demonstration" not in row


def test_too_many_drafts_are_refused_with_all_that_was_typed(client, path):
    with mock.patch.object(gate.limits, "count_sending") as count:
        count.return_value = mock.Mock(is_allowed=False, retry_after=60)
        response = client.post(path, letter_fields(save_draft="1"))
    assert response.status_code == 429
    assert values(response)["organisation"] == "Demonstration Institute"


def test_its_sender_deletes_a_draft(client, path):
    draft = save(client, path)
    assert client.get(draft.get_absolute_url() + "erase/").status_code == 200
    assert client.post(draft.get_absolute_url() + "erase/").status_code == 200
    assert Draft.objects.count() == 0


def test_a_draft_that_is_opened_may_be_sent_at_once(client, path):
    form = open_again(client, path, save(client, path)).context["form"]
    fields = letter_fields(form_key=form.fresh_key, draft=form.draft_token)
    client.post(path, fields)
    assert Partner.objects.get().held_at is None


def test_a_draft_is_gone_too_when_its_page_is_sent_after_all(client, path):
    """Saved, then back in the browser, then sent with the key of the page."""
    key = key_for("partners")
    save(client, path, form_key=key)
    client.post(path, letter_fields(form_key=key))
    assert (Draft.objects.count(), Partner.objects.count()) == (0, 1)
