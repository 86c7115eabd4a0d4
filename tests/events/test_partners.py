"""The call for partners: from a letter to the event's page, and off it again."""

import io
import itertools
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import Client
from django.utils import timezone

from ccsis.intake.links import token_of
from ccsis.intake.models import Draft, Upload
from ccsis.mail.models import Mail
from ccsis.publicsite import version
from ccsis.workflow.transitions import Refused
from events.actions import record_agreement, show_partner
from events.models import AGREED, Event, Partner, PartnerState
from events.states import WORKFLOW
from tests.factories import make_image
from tests.sendings import letter_fields, make_event, make_partner, send_letter

pytestmark = pytest.mark.django_db

S = PartnerState
#: From each state, the steps that are possible and where they lead.
POSSIBLE = {
    (S.LETTER, "contact"): S.CONTACTED,
    (S.CONTACTED, "agree"): S.AGREED,
    (S.AGREED, "show"): S.SHOWN,
    (S.SHOWN, "hide"): S.AGREED,
    (S.LETTER, "decline"): S.DECLINED,
    (S.CONTACTED, "decline"): S.DECLINED,
    (S.DECLINED, "reopen"): S.LETTER,
    (S.LEFT, "reopen"): S.LETTER,
    (S.LETTER, "leave"): S.LEFT,
    (S.CONTACTED, "leave"): S.LEFT,
    (S.AGREED, "leave"): S.LEFT,
    (S.SHOWN, "leave"): S.LEFT,
}
AGREEMENT = {"agreement": "A made-up agreement.", "agreed_at": timezone.now()}


def form_of(event):
    return f"{event.get_absolute_url()}partners/"


def page_of(client, event):
    return client.get(event.get_absolute_url()).content.decode()


def docx() -> SimpleUploadedFile:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml"):
            archive.writestr(zipfile.ZipInfo(name), "<made-up/>")
    return SimpleUploadedFile("Letter of interest.docx", file.getvalue())


@pytest.mark.parametrize(
    ("state", "name"),
    list(itertools.product(PartnerState, [step.name for step in WORKFLOW.transitions])),
)
def test_each_step_is_possible_from_where_the_table_says(state, name):
    partner = make_partner(make_event(), state=state)
    fields = AGREEMENT if name == "agree" else {}
    if target := POSSIBLE.get((state, name)):
        assert WORKFLOW.perform(name, partner, by=None, **fields).state == target
    else:
        with pytest.raises(Refused):
            WORKFLOW.perform(name, partner, by=None, **fields)


@pytest.mark.parametrize("doubtful", ["held", "erased"])
def test_what_does_not_count_goes_no_step(doubtful):
    if doubtful == "held":
        partner = make_partner(make_event(), held_at=timezone.now(), doubt="trap")
    else:
        gone = {"email": "", "organisation": "", "erased_at": timezone.now()}
        partner = make_partner(make_event(), **gone)
    with pytest.raises(Refused):
        WORKFLOW.perform("contact", partner, by=None)


@pytest.mark.parametrize("state", AGREED)
def test_without_an_agreement_no_state_says_that_there_is_one(state):
    partner = make_partner(make_event())
    with pytest.raises(IntegrityError), transaction.atomic():
        Partner.objects.filter(pk=partner.pk).update(state=state)


def test_the_way_from_a_letter_to_the_events_page(client, admin_user):
    event = make_event()
    partner = send_letter(client, event)
    assert "Demonstration Institute" not in page_of(client, event)
    partner = WORKFLOW.perform("contact", partner, by=admin_user)
    partner = record_agreement(partner, by=admin_user, agreement="Agreed by letter.")
    assert "Demonstration Institute" not in page_of(client, event)
    show_partner(partner, by=admin_user, logo=make_image(alt="A made-up logo"))
    page = page_of(client, event)
    assert "Demonstration Institute" in page
    assert 'alt="A made-up logo"' in page


def test_readers_never_learn_who_the_contact_person_is(client, jobs):
    event = make_event()
    partner = make_partner(event, state="shown", contact_person="Sam Placeholder")
    paths = ["/", "/events/", event.get_absolute_url(), form_of(event), "/sitemap.xml", "/feeds/"]
    for path in paths:
        page = client.get(path).content.decode()
        assert "Placeholder" not in page, path
        assert partner.email not in page, path
        assert partner.reference not in page, path


def test_a_partner_leaves_by_its_link_and_is_off_the_page_at_once(client):
    event = make_event()
    partner = make_partner(event, state="shown")
    page = partner.get_absolute_url() + "leave/"
    assert client.get(page).status_code == 200
    assert "Demonstration Institute" in page_of(client, event)
    before = version.current()
    response = client.post(page)
    assert "The organisation has left" in response.content.decode()
    assert "Demonstration Institute" not in page_of(client, event)
    partner.refresh_from_db()
    assert (partner.state, partner.agreed_at, partner.agreement) == ("left", None, "")
    assert version.current() >= before
    assert client.post(page).status_code == 302


def test_the_office_hears_that_a_partner_left(client, staff_client):
    partner = make_partner(make_event(), state="shown")
    client.post(partner.get_absolute_url() + "leave/")
    queues = {queue.title: queue.rows for queue in staff_client.get("/staff/").context["queues"]}
    assert [row.title for row in queues["Partners that left lately"]] == [partner.organisation]


def test_a_partner_whose_data_are_erased_is_off_the_page(client):
    event = make_event()
    partner = make_partner(event, state="shown", logo=make_image())
    client.post(partner.get_absolute_url() + "erase/")
    assert "Demonstration Institute" not in page_of(client, event)
    assert Partner.objects.get().logo is None


def test_a_letter_comes_as_a_file_too(client):
    partner = send_letter(client, make_event(), text="", letter_file=docx())
    upload = Upload.objects.get()
    assert (upload.owner_model, upload.owner_pk) == ("events.partner", partner.pk)
    assert (upload.name, upload.kind) == ("Letter of interest.docx", "docx")


def test_a_file_is_kept_when_the_form_is_refused(client):
    event, fields = make_event(), letter_fields(text="", email="no")
    refused = client.post(form_of(event), fields | {"letter_file": docx()})
    assert refused.status_code == 422
    assert "We have “Letter of interest.docx”" in refused.content.decode()
    client.post(form_of(event), fields | {"email": "sam@example.org"})
    assert Upload.objects.get().owner_pk == Partner.objects.get().pk


def test_the_same_file_under_the_same_key_is_the_same_letter(client):
    event, fields = make_event(), letter_fields(text="")
    answers = [client.post(form_of(event), fields | {"letter_file": docx()}) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert (Partner.objects.count(), Upload.objects.count()) == (1, 1)


def test_another_file_under_the_same_key_is_refused(client):
    event, fields = make_event(), letter_fields(text="")
    client.post(form_of(event), fields | {"letter_file": docx()})
    other = SimpleUploadedFile("other.pdf", b"%PDF-1.7\n%%EOF\n")
    assert client.post(form_of(event), fields | {"letter_file": other}).status_code == 422
    assert Partner.objects.count() == 1


def test_a_letter_is_a_text_or_a_file(client):
    response = client.post(form_of(make_event()), letter_fields(text=""))
    assert response.status_code == 422
    [error] = response.context["form"].errors.as_data()["text"]
    assert error.code == "no_letter"


def test_a_file_of_another_kind_is_refused_at_its_field(client):
    script = SimpleUploadedFile("letter.svg", b"<svg onload='alert(1)'/>")
    response = client.post(form_of(make_event()), letter_fields(letter_file=script))
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"letter_file"}
    assert (Partner.objects.count(), Upload.objects.count()) == (0, 0)


def hours(number):
    return timezone.now() + timedelta(hours=number)


@pytest.mark.parametrize(
    ("opens", "ends", "is_open", "words"),
    [
        (None, None, False, "No letters of interest are taken at the moment."),
        (1, None, False, "Letters of interest are taken from"),
        (-1, None, True, "Send the letter"),
        (-1, 1, True, "Send the letter"),
        (-2, -1, False, "No letters of interest are taken at the moment."),
    ],
)
def test_a_call_says_whether_it_is_open(client, opens, ends, is_open, words):
    times = {"partners_from": opens and hours(opens), "partners_until": ends and hours(ends)}
    event = make_event(**times)
    page = client.get(form_of(event)).content.decode()
    assert words in page
    assert ("<textarea" in page) == is_open
    assert ("The call for partners" in page_of(client, event)) == is_open
    response = client.post(form_of(event), letter_fields())
    assert response.status_code == (302 if is_open else 409)
    if not is_open:
        assert response.context["form"]["text"].value() == letter_fields()["text"]


def test_a_receipt_is_given_again_after_the_call_has_ended(client):
    event, fields = make_event(), letter_fields()
    first = client.post(form_of(event), fields)
    type(event).objects.update(partners_until=timezone.now())
    assert client.post(form_of(event), fields)["Location"] == first["Location"]


def test_an_event_that_is_not_public_has_no_pages(client):
    event = make_event(is_public=False)
    for path in (event.get_absolute_url(), form_of(event)):
        assert client.get(path).status_code == 404
    assert client.post(form_of(event), letter_fields()).status_code == 404
    assert event.name not in client.get("/events/").content.decode()


def test_a_logo_that_is_shown_is_not_deleted(staff_client):
    image = make_image()
    make_partner(make_event(), state="shown", logo=image)
    page = staff_client.post(f"/staff/media/image/{image.pk}/delete/", {"post": "yes"})
    assert page.status_code != 500
    assert type(image).objects.filter(pk=image.pk).exists()


def test_a_file_that_is_not_here_any_more_is_asked_for_again(client):
    event, fields = make_event(), letter_fields(email="no")
    refused = client.post(form_of(event), fields | {"letter_file": docx()})
    assert 'name="letter_file-expected"' in refused.content.decode()
    Upload.objects.all().delete()
    again = fields | {"email": "sam@example.org", "letter_file-expected": "1"}
    response = client.post(form_of(event), again)
    [error] = response.context["form"].errors.as_data()["letter_file"]
    assert (response.status_code, error.code) == (422, "file_lost")
    assert Partner.objects.count() == 0
    assert client.post(form_of(event), again | {"letter_file-clear": "on"}).status_code == 302


@pytest.mark.parametrize("reason", ["another content", "no key", "away"])
def test_a_page_under_another_key_says_that_the_file_must_be_chosen_again(client, reason):
    event, fields = make_event(), letter_fields()
    if reason == "another content":
        client.post(form_of(event), fields | {"letter_file": docx()})
        fields |= {"text": "Another text."}
    elif reason == "no key":
        fields |= {"form_key": ""}
    error = OperationalError if reason == "away" else None
    with mock.patch("events.views.receive", side_effect=error):
        page = client.post(form_of(event), fields | {"letter_file": docx()}).content.decode()
    assert "The file is not here any more. Choose it again." in page
    assert "We have" not in page
    assert 'name="letter_file-expected"' in page


def test_the_receipt_names_the_file(client):
    partner = send_letter(client, make_event(), letter_file=docx())
    page = client.get(partner.get_absolute_url()).content.decode()
    assert "Letter of interest.docx" in page
    assert "Letter of interest.docx" in Mail.objects.get().text


@pytest.mark.django_db(transaction=True)
def test_of_two_files_under_one_key_at_once_one_is_refused(jobs):
    event, fields = make_event(), letter_fields()
    files = [f"%PDF-1.7\n{number}\n%%EOF\n".encode() for number in range(8)]

    def send(content):
        try:
            sent = fields | {"letter_file": SimpleUploadedFile("a.pdf", content)}
            return Client().post(form_of(event), sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(send, files))
    assert answers == [302, *[422] * 7]
    assert (Partner.objects.count(), Upload.objects.claimed().count()) == (1, 1)


def test_a_draft_opens_also_after_the_call_has_ended(client):
    event = make_event()
    client.post(form_of(event), letter_fields(save_draft="1"))
    draft = Draft.objects.get()
    Event.objects.update(partners_until=timezone.now())
    page = client.post(form_of(event), {"open_draft": token_of(draft)}).content.decode()
    assert "We would like to take part" in page


@pytest.mark.django_db(transaction=True)
def test_only_what_readers_see_raises_the_site_version(client, jobs):
    """Else a flood of letters would have every page made anew."""
    event = make_event()
    before = version.current()
    partner = send_letter(client, event)
    for name, fields in (("contact", {}), ("agree", AGREEMENT)):
        partner = WORKFLOW.perform(name, partner, by=None, **fields)
    assert version.current() == before
    partner = WORKFLOW.perform("show", partner, by=None)
    shown = version.current()
    WORKFLOW.perform("hide", partner, by=None)
    assert before < shown < version.current()


def test_the_office_hears_of_a_partner_that_erased_its_data(client, staff_client):
    partner = make_partner(make_event(), state="shown")
    client.post(partner.get_absolute_url() + "erase/")
    queues = {queue.title: queue.rows for queue in staff_client.get("/staff/").context["queues"]}
    [row] = queues["Partners that left lately"]
    assert (row.title, row.note) == (partner.reference, "its data were erased")


def test_a_step_that_is_over_leads_back_to_the_page(client):
    partner = make_partner(make_event(), state="shown")
    step = partner.get_absolute_url() + "leave/"
    client.post(step)
    for answer in (client.get(step), client.post(step)):
        assert (answer.status_code, answer["Location"]) == (302, partner.get_absolute_url())


def test_the_desk_shows_what_was_agreed(staff_client):
    logo = make_image(alt="A made-up logo")
    partner = make_partner(make_event(), state="shown", logo=logo)
    page = staff_client.get(f"/staff/events/partner/{partner.pk}/change/").content.decode()
    assert "A made-up agreement." in page
    assert str(logo) in page
