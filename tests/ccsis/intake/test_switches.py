"""Staff close a form under attack, or make sending to it costly, without anybody's help."""

import pytest
from django.db import IntegrityError, transaction

from ccsis.accounts.roles import EDITOR, EVENT_MANAGER, PUBLISHER
from ccsis.audit.models import Entry
from ccsis.contact.models import Message
from ccsis.intake.models import FormSwitch
from ccsis.intake.switches import switch_of
from tests.careful import sign_in
from tests.factories import make_user
from tests.sendings import CONTACT, message_fields

pytestmark = pytest.mark.django_db

LIST = "/staff/intake/formswitch/"
ADD = f"{LIST}add/"


def staff(*groups):
    return sign_in(make_user("avery", groups=groups, is_staff=True))


def switch(client, mode, message="", slug="contact"):
    """Set a switch for the first time."""
    return client.post(ADD, {"slug": slug, "mode": mode, "message": message})


def errors(response) -> dict[str, list[str]]:
    return response.context["adminform"].form.errors


def test_a_form_that_nobody_touched_is_open(django_assert_num_queries):
    with django_assert_num_queries(1):
        found = switch_of("contact")
    assert (found.mode, found.is_closed, found.asks_for_proof) == ("open", False, False)
    assert FormSwitch.objects.count() == 0


@pytest.mark.parametrize("group", [PUBLISHER, EVENT_MANAGER])
def test_publishers_and_event_managers_switch_forms(group):
    client = staff(group)
    assert switch(client, "proof").status_code == 302
    row = FormSwitch.objects.get()
    assert (row.slug, row.mode, row.changed_by.username) == ("contact", "proof", "avery")
    changed = {"mode": "closed", "message": "Back on Monday."}
    assert client.post(f"{LIST}{row.pk}/change/", changed).status_code == 302
    assert switch_of("contact").is_closed


@pytest.mark.parametrize("group", [EDITOR, None])
def test_nobody_else_does(group):
    client = staff(*filter(None, [group]))
    row = FormSwitch.objects.create(slug="partners")
    assert client.get(LIST).status_code == 403
    assert switch(client, "proof").status_code == 403
    assert client.post(f"{LIST}{row.pk}/change/", {"mode": "proof"}).status_code == 403
    assert FormSwitch.objects.get().mode == "open"


@pytest.mark.parametrize("group", [PUBLISHER, EVENT_MANAGER])
def test_a_switch_is_set_back_and_never_deleted(group):
    row = FormSwitch.objects.create(slug="contact", mode="proof")
    client = staff(group)
    assert client.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(f"{LIST}{row.pk}/change/", {"mode": "open"})
    assert switch_of("contact").mode == "open"


def test_each_change_is_in_the_audit_log():
    client = staff(PUBLISHER)
    switch(client, "proof")
    row = FormSwitch.objects.get()
    client.post(f"{LIST}{row.pk}/change/", {"mode": "open"})
    told = Entry.objects.filter(action="form-switched").order_by("pk")
    assert [(entry.actor_name, entry.subject_pk, entry.details) for entry in told] == [
        ("avery", row.pk, {"form": "contact", "mode": "proof"}),
        ("avery", row.pk, {"form": "contact", "mode": "open"}),
    ]


@pytest.mark.parametrize("message", ["", "  "])
def test_a_closed_form_needs_words_for_visitors(message):
    response = switch(staff(PUBLISHER), "closed", message)
    assert response.status_code == 200
    assert [*errors(response).values()] == [["Say to visitors why the form is closed."]]
    assert FormSwitch.objects.count() == 0


def test_the_database_refuses_a_closed_form_without_words():
    with (
        pytest.raises(IntegrityError, match="form_switch_closed_has_a_message"),
        transaction.atomic(),
    ):
        FormSwitch.objects.create(slug="contact", mode="closed", message=" \n")


def test_a_form_has_one_switch():
    FormSwitch.objects.create(slug="contact")
    assert list(errors(switch(staff(PUBLISHER), "proof"))) == ["slug"]


def test_only_forms_that_there_are_have_a_switch():
    assert list(errors(switch(staff(PUBLISHER), "proof", slug="unknown"))) == ["slug"]


def test_the_page_says_what_each_state_means():
    page = staff(PUBLISHER).get(ADD).content.decode()
    for words in ("calculates for some seconds", "without JavaScript", "takes nothing"):
        assert words in page


def test_it_takes_effect_at_once_and_can_be_taken_back(client):
    desk = staff(PUBLISHER)
    fields = message_fields()
    switch(desk, "closed", "Back on Monday.")
    refused = client.post(CONTACT, fields)
    assert (refused.status_code, Message.objects.count()) == (409, 0)
    assert "Back on Monday." in refused.content.decode()
    row = FormSwitch.objects.get()
    desk.post(f"{LIST}{row.pk}/change/", {"mode": "open", "message": "Back on Monday."})
    assert client.post(CONTACT, fields).status_code == 302
    assert Message.objects.count() == 1


def test_closing_one_form_leaves_the_others_open(client):
    switch(staff(EVENT_MANAGER), "closed", "Later.", slug="partners")
    assert switch_of("partners").is_closed
    assert client.post(CONTACT, message_fields()).status_code == 302


def test_words_for_visitors_are_shown_as_text(client):
    switch(staff(PUBLISHER), "closed", "Later <script>alert(1)</script>\nor <b>never</b>.")
    page = client.get(CONTACT).content.decode()
    assert "Later &lt;script&gt;alert(1)&lt;/script&gt;<br>or &lt;b&gt;never&lt;/b&gt;." in page
