"""The demonstration of messages, events and partners: in every state, marked, and gone without a trace."""

import re
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import override_settings

from ccsis.contact.models import Message, State
from ccsis.mail.models import Mail
from events.models import (
    Abstract,
    AbstractAuthor,
    AbstractState,
    AlikePair,
    Answer,
    Event,
    Partner,
    PartnerState,
)
from tests.sendings import send_abstract, send_letter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def loaded(jobs):
    load()


def load():
    """Without the pieces, which take longer."""
    with override_settings(DEMO_PARTS=["ccsis.contact.demo", "events.demo"]):
        run()


def run(*options) -> str:
    out = StringIO()
    call_command("load_demo", *options, stdout=out)
    return out.getvalue()


def counts() -> dict[str, int]:
    """Rows in every table of these apps, and pictures."""
    ours = [
        model
        for app in ("contact", "events", "intake", "mail", "media")
        for model in apps.get_app_config(app).get_models()
    ]
    return {model._meta.label: model._base_manager.count() for model in ours}


def test_it_shows_every_state_once_and_mails_nobody(client):
    once = counts()
    load()
    assert counts() == once
    assert set(Message.objects.values_list("state", flat=True)) == set(State.values)
    assert set(Partner.objects.values_list("state", flat=True)) == set(PartnerState.values)
    assert {Message.objects.held().count(), Partner.objects.held().count()} == {1}
    assert set(Abstract.objects.let_in().values_list("state", flat=True)) == set(
        AbstractState.values
    )
    assert Abstract.objects.held().count() == 1
    assert set(AbstractAuthor.objects.values_list("answer", flat=True)) == set(Answer.values)
    assert AlikePair.objects.filter(likeness="text").exists()
    assert Mail.objects.count() == 0
    event = Event.objects.get(slug="demonstration")
    page = client.get(event.get_absolute_url()).content.decode()
    shown = Partner.objects.filter(state="shown").values_list("organisation", flat=True)
    assert [name for name in shown if name not in page] == []
    assert (event.is_demo, "Sample Foundation" in page) == (True, False)


def test_removed_it_leaves_no_row_behind_but_what_somebody_sent(client):
    letter = send_letter(client, Event.objects.get(slug="demonstration"))
    kept = run("--remove")
    assert list(Partner.objects.all()) == [letter]
    assert Event.objects.get() == letter.event
    assert Message.objects.count() == 0
    assert f"Kept (something was sent for it): “{letter.event}”" in kept
    letter.delete()
    run("--remove")
    assert not Event.objects.exists()


def test_an_abstract_that_somebody_sent_stays_with_its_event(client):
    abstract = send_abstract(client, Event.objects.get(slug="demonstration"))
    run("--remove")
    assert list(Abstract.objects.all()) == [abstract]
    assert Event.objects.get() == abstract.event


def test_the_call_of_2023_is_closed_and_the_next_one_open(client):
    # A day's end Anywhere on Earth is noon of the next in UTC: 40 whole days and 12 to 36 hours.
    page = client.get("/events/").content.decode()
    closes = re.search("closes in (40|41) days", page).start()
    assert page.index("Coming") < closes < page.index("Past")
    closed = client.get("/events/demonstration-2023/call/").content.decode()
    assert "The call for abstracts is closed" in closed
    assert "1 November 2023, 15:59" in closed
    assert "<textarea" not in client.get("/events/demonstration-2023/abstract/").content.decode()


def test_removed_it_leaves_nothing():
    assert "The demonstration is removed." in run("--remove")
    assert {label: count for label, count in counts().items() if count} == {}
