"""What is kept about a sender: downloaded, erased, erased again after a restore, ended by time."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.management import call_command
from django.utils import timezone

from ccsis.audit.models import Entry
from ccsis.contact.models import Message
from ccsis.desk.models import UnsavedWork
from ccsis.intake.desk.steps import note
from ccsis.intake.models import Draft, LinkRequest, Upload
from ccsis.intake.personal import retention
from ccsis.intake.personal.erasure import erase
from ccsis.intake.personal.registry import records
from ccsis.lib.jobs import GIVE_UP
from ccsis.mail.delivery import deliver
from ccsis.mail.models import Mail
from ccsis.workflow.models import Step
from events.models import AGREED, Partner, PartnerState
from tests.sendings import (
    letter_fields,
    make_draft,
    make_event,
    make_message,
    make_partner,
    send_letter,
    send_message,
)

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def letter(client):
    """A letter with a file, a note at the desk and somebody's unsaved work."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("letter.pdf", PDF, "application/pdf")
    partner = send_letter(client, make_event(), letter_file=file)
    note(partner, by=None, reason="Sam Placeholder called.")
    return partner


def stored(row) -> dict:
    return type(row).objects.values().get(pk=row.pk)


def lines() -> list[dict]:
    path = Path(django_settings.ERASURES)
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_a_sender_downloads_what_is_kept(client, letter):
    response = client.get(letter.get_absolute_url() + "data.json")
    data = json.loads(response.content)
    sent = {name: value for name, value in letter_fields().items() if name != "form_key"}
    assert {name: data["data"][name] for name in sent} == sent
    assert data["reference"] == letter.reference
    assert [file["name"] for file in data["files"]] == ["letter.pdf"]
    assert [mail["purpose"] for mail in data["mails"]] == ["receipt"]
    assert response["Content-Disposition"] == f'attachment; filename="{letter.reference}.json"'
    assert response["Cache-Control"] == "no-store, private"


def test_a_download_tells_how_it_stands_and_not_what_gave_a_program_away(client):
    message = make_message(doubt="trap", held_at=timezone.now(), is_discreet=True)
    data = json.loads(client.get(message.get_absolute_url() + "data.json").content)
    assert data["standing"] == {"state": "received", "topic": "press"}
    assert (data["is_discreet"], data["language"]) == (True, "en")
    assert "trap" not in str(data)


def test_no_column_of_a_sending_but_numbers_and_checks_is_left_out_of_its_download(client):
    machine = {"id", "form_key", "content_digest", "email_digest", "link_counter", "recorded_by"}
    machine |= {"doubt", "held_at", "erased_at"}
    elsewhere = {
        "intake.Draft": {
            *("email", "form_slug", "path", "changed_at", "is_sent_when_due", "ready_at")
        }
    }
    elsewhere |= {"events.Partner": {"event", "agreed_at", "logo"}}
    elsewhere |= {"contact.Message": {"answered_at"}}
    for row in (make_message(), make_draft(), make_partner(make_event())):
        told = json.loads(client.get(row.get_absolute_url() + "data.json").content)
        names = told.keys() | told["data"].keys() | told["standing"].keys()
        columns = {field.name for field in row._meta.concrete_fields}
        assert columns - names == columns & (machine | elsewhere[row._meta.label]), row._meta.label


def test_erasing_is_asked_about_and_then_done(client, letter):
    page = letter.get_absolute_url()
    assert "cannot be undone" in client.get(page + "erase/").content.decode()
    assert stored(letter)["email"] == letter.email
    response = client.post(page + "erase/")
    assert "Your data are erased" in response.content.decode()
    assert client.get(page).status_code == 404


def test_nothing_personal_is_left_anywhere(client, letter, django_user_model):
    user = django_user_model.objects.create_user("editor")
    work = {"model": "events.partner", "object_pk": str(letter.pk), "data": "Sam"}
    UnsavedWork.objects.create(user=user, **work)
    erase(letter)
    row = stored(letter)
    told = {row[name] for name in letter_fields() if name in row and name != "form_key"}
    assert told == {""}
    assert (row["email_digest"], row["content_digest"], row["state"]) == ("", "", "left")
    assert letter.received_at < row["erased_at"] < timezone.now()
    assert (Mail.objects.count(), Upload.objects.count(), UnsavedWork.objects.count()) == (0, 0, 0)
    assert {step.reason for step in Step.objects.all()} == {""}
    assert Entry.objects.filter(action="erased", subject_pk=letter.pk).count() == 1


def test_the_file_is_gone_from_the_disk(client, letter, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase(letter)
    left = [path for path in Path(django_settings.PRIVATE_ROOT).rglob("*") if path.is_file()]
    assert left == []


def test_erasing_twice_is_noted_once(letter):
    erase(letter)
    erase(letter)
    assert [line["reference"] for line in lines()] == [letter.reference]
    assert Entry.objects.filter(action="erased").count() == 1


def test_the_note_of_an_erasure_tells_nothing_of_the_person(letter):
    erase(letter)
    [line] = lines()
    assert set(line) == {"reference", "erased_at"}


def test_a_restored_backup_is_freed_of_what_was_erased_since(client, letter):
    other = send_letter(client, letter.event, email="other@example.org")
    backup = stored(letter)
    erase(letter)
    Partner.objects.filter(pk=letter.pk).update(**backup)
    assert client.get(letter.get_absolute_url()).status_code == 200
    out = StringIO()
    call_command("apply_erasures", stdout=out)
    assert out.getvalue() == "Erased again: 1\n"
    assert stored(letter)["email"] == ""
    assert stored(other)["email"] == "other@example.org"


def test_a_draft_and_a_message_that_came_back_are_erased_too(client):
    draft, message = make_draft(), make_message()
    backup = stored(draft)
    for row in (draft, message):
        erase(row)
    Draft.objects.create(**backup)
    Message.objects.filter(pk=message.pk).update(erased_at=None, email="", message="")
    call_command("apply_erasures", stdout=StringIO())
    assert Draft.objects.count() == 0
    again = Message.objects.get()
    assert (again.state, again.erased_at > message.received_at) == ("received", True)


def test_a_line_that_a_full_disk_cut_short_spoils_no_other(letter):
    path = Path(django_settings.ERASURES)
    path.write_text('{"reference": "L-0000-00')
    backup = stored(letter)
    erase(letter)
    Partner.objects.filter(pk=letter.pk).update(**backup)
    call_command("apply_erasures", stdout=StringIO())
    assert stored(letter)["email"] == ""
    assert path.read_text().count("\n") == 3


def test_what_could_not_be_noted_is_not_erased(letter, settings, tmp_path):
    settings.ERASURES = tmp_path
    with pytest.raises(IsADirectoryError):
        erase(letter)
    assert stored(letter)["email"] == letter.email
    assert Mail.objects.count() == 1


def test_a_row_that_went_meanwhile_needs_no_erasing():
    draft = make_draft()
    stale = Draft.objects.get()
    erase(draft)
    erase(stale)
    assert [line["reference"] for line in lines()] == [draft.reference]


def test_no_mail_goes_out_after_an_erasure(letter):
    mail = Mail.objects.get()
    erase(letter)
    deliver(mail.pk)
    assert list(Path(django_settings.MAIL_SERVER.path).glob("*")) == []


def test_without_a_file_of_erasures_there_is_nothing_to_do():
    out = StringIO()
    call_command("apply_erasures", stdout=out)
    assert out.getvalue() == "Erased again: 0\n"


def aged(row, **age):
    """The same row as if it were older."""
    record = next(record for record in records() if record.model is type(row))
    moment = {record.since: timezone.now() - timedelta(**age)}
    type(row)._base_manager.filter(pk=row.pk).update(**moment)
    return row


def test_what_is_due_is_counted_and_then_erased_and_nothing_else(client):
    event = make_event()
    old, young = aged(make_message(), days=366), aged(make_message(), days=364)
    letter = aged(make_partner(event), days=731)
    agreed = aged(make_partner(event, state="agreed"), days=3_000)
    draft, kept = aged(make_draft(), days=31), aged(make_draft(), days=29)
    asked = aged(LinkRequest.objects.create(email="a@example.org", email_digest="x"), days=5)
    due = {"contact.Message": 1, "events.Partner": 1, "intake.Draft": 1, "intake.LinkRequest": 1}
    assert {label: count for label, count in retention.due().items() if count} == due
    assert stored(old)["erased_at"] is None
    retention.erase_what_is_due()
    assert (stored(old)["email"], stored(old)["message"]) != (old.email, old.message)
    assert Message.objects.get(pk=old.pk).received() == [("Topic", "Press")]
    assert stored(letter)["organisation"] == ""
    assert stored(young)["erased_at"] is stored(agreed)["erased_at"] is None
    assert list(Draft.objects.all()) == [kept]
    assert not LinkRequest.objects.filter(pk=asked.pk).exists()
    assert draft.pk != kept.pk
    assert not +retention.due()


def test_a_link_that_was_asked_for_is_kept_as_long_as_a_mail_server_is_waited_for():
    [record] = [record for record in records() if record.label == "intake.LinkRequest"]
    assert record.keeps > GIVE_UP


@pytest.mark.parametrize("state", [state for state in PartnerState if state not in AGREED])
def test_a_partner_without_an_agreement_ends_in_time(state):
    partner = aged(make_partner(make_event(), state=state), days=731)
    retention.erase_what_is_due()
    assert stored(partner)["organisation"] == ""


@pytest.mark.parametrize("state", AGREED)
def test_a_partner_with_an_agreement_never_ends_by_time(state):
    partner = aged(make_partner(make_event(), state=state), days=10_000)
    retention.erase_what_is_due()
    assert stored(partner)["organisation"] == "Demonstration Institute"


def test_a_dry_run_says_what_is_due_and_erases_nothing():
    message = aged(make_message(), days=400)
    out = StringIO()
    call_command("erase_personal_data", dry_run=True, stdout=out)
    assert "contact.Message: 1 due\n" in out.getvalue()
    assert stored(message)["erased_at"] is None
    call_command("erase_personal_data", stdout=StringIO())
    assert Message.objects.get().received() == [("Topic", "Press")]


def test_an_end_of_time_is_what_the_page_promises(client):
    send_message(client)
    message = Message.objects.get()
    with time_machine.travel(message.received_at + timedelta(days=364)):
        assert not +retention.due()
    with time_machine.travel(message.received_at + timedelta(days=366)):
        assert retention.due()["contact.Message"] == 1


def test_the_privacy_page_lists_every_record(client, django_assert_num_queries):
    client.get("/privacy/")
    with django_assert_num_queries(2):
        page = client.get("/privacy/").content.decode()
    for record in records():
        for text in (record.people, record.purpose, record.basis, record.kept, *record.labels):
            assert str(text).replace("’", "’") in page.replace("&#x27;", "'"), text
