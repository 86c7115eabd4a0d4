"""Sendings at the desk: who sees them, what is done with them, and that nobody there gets a sender's link."""

from functools import partial
from unittest import mock

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from ccsis.accounts.roles import ROLES
from ccsis.audit.models import Entry
from ccsis.contact.admin import MessageAdmin
from ccsis.contact.models import Message
from ccsis.contact.roles import GRANTS as MESSAGES
from ccsis.intake import links
from ccsis.intake.actions import drop
from ccsis.intake.desk.steps import note, send_new_link
from ccsis.intake.models import FormSwitch
from ccsis.intake.personal.erasure import erase
from ccsis.intake.roles import GRANTS as FILES
from ccsis.mail.models import Mail
from ccsis.workflow.models import Step
from ccsis.workflow.transitions import Refused
from events.models import Partner
from events.roles import GRANTS as PARTNERS
from tests.careful import sign_in
from tests.factories import make_article
from tests.sendings import key_for, make_event, make_message, make_partner, message_fields

pytestmark = pytest.mark.django_db

LIST = "/staff/contact/message/"


def page_of(row):
    return f"/staff/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/"


def take(client, row, name, **answers):
    return client.post(f"{page_of(row)}step/{name}/", answers)


def held(**changes):
    return make_message(doubt="trap", held_at=timezone.now(), **changes)


def steps_offered(client, row):
    return [step.name for step in client.get(f"{page_of(row)}change/").context["steps"]]


@pytest.fixture
def as_role(db):
    def sign_in_as(role):
        user = User.objects.create_user(f"a-made-up-{role.replace(' ', '-')}", is_staff=True)
        user.groups.set(Group.objects.filter(name=role))
        return sign_in(user)

    return sign_in_as


@pytest.mark.parametrize("role", ROLES)
def test_the_groups_have_what_the_tables_say(role):
    held_by = Group.objects.get(name=role).permissions.select_related("content_type")
    own = {"contact", "events", "intake", "mail"}
    found = {
        f"{p.content_type.app_label}.{p.codename}"
        for p in held_by
        if p.content_type.app_label in own
    }
    tables = (MESSAGES, PARTNERS, FILES)
    assert found == {permission for table in tables for permission in table.get(role, ())}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", ["contact.message", "events.partner"])
def test_each_role_sees_and_does_what_the_tables_say(as_role, role, model):
    row = make_message() if model == "contact.message" else make_partner(make_event())
    app, name = model.split(".")
    table = {"contact": MESSAGES, "events": PARTNERS}[app].get(role, ())
    client = as_role(role)
    may = {verb: f"{app}.{verb}_{name}" in table for verb in ("view", "change", "erase", "add")}
    base = page_of(row)
    assert (client.get(f"/staff/{app}/{name}/").status_code == 200) == may["view"]
    assert (client.get(f"{base}change/").status_code == 200) == may["view"]
    assert (client.get(f"/staff/{app}/{name}/add/").status_code == 200) == may["add"]
    take(client, row, "note", reason="A note.")
    assert Step.objects.of(row).exists() == (may["view"] and may["change"])
    take(client, row, "erase")
    row.refresh_from_db()
    assert (row.erased_at is not None) == (may["view"] and may["erase"])


def test_a_sending_is_read_and_not_edited(staff_client):
    message = make_message(name="Avery Example")
    page = staff_client.get(f"{page_of(message)}change/")
    assert "Avery Example" in page.content.decode()
    staff_client.post(f"{page_of(message)}change/", {"name": "Somebody else"})
    assert Message.objects.get().name == "Avery Example"
    assert staff_client.get(f"{page_of(message)}delete/").status_code == 403


def test_a_step_is_asked_about_first(staff_client):
    message = held()
    before = Message.objects.values().get()
    for name in ("let-in", "drop", "erase", "note"):
        page = staff_client.get(f"{page_of(message)}step/{name}/")
        assert str(page.context["step"].explanation) in page.content.decode()
    assert Message.objects.values().get() == before
    assert Entry.objects.filter(subject_model="contact.message").count() == 0


def test_a_held_message_is_let_in_and_its_sender_gets_the_receipt(staff_client):
    message = held()
    assert steps_offered(staff_client, message) == ["let-in", "drop", "note", "erase"]
    take(staff_client, message, "let-in")
    message.refresh_from_db()
    assert (message.held_at, message.doubt) == (None, "")
    assert Mail.objects.get().purpose == "receipt"
    assert Entry.objects.get(action="let-in").subject_pk == message.pk


def test_a_held_message_is_dropped(staff_client):
    response = take(staff_client, held(), "drop")
    assert (response.status_code, response["Location"]) == (302, LIST)
    assert (Message.objects.count(), Mail.objects.count()) == (0, 0)
    assert Entry.objects.filter(action="dropped").count() == 1


def test_what_was_noted_about_a_dropped_message_is_gone_too(staff_client):
    message = held()
    take(staff_client, message, "note", reason="Avery Example called.")
    take(staff_client, message, "drop")
    assert [step.reason for step in Step.objects.all()] == [""]


def test_a_message_that_counts_is_not_dropped(staff_client):
    message = make_message()
    take(staff_client, message, "drop")
    assert Message.objects.count() == 1


def test_a_step_that_there_is_not_is_not_found(staff_client):
    assert staff_client.get(f"{page_of(make_message())}step/publish/").status_code == 404
    assert staff_client.get(f"{LIST}999/step/note/").status_code == 404


@pytest.mark.parametrize("end", ["history/", "delete/", "step/note/x/", "0/", "x/change/"])
def test_the_admins_other_pages_tell_nothing(staff_client, end):
    message = make_message(name="Avery Example")
    response = staff_client.get(f"{page_of(message)}{end}")
    assert response.status_code < 500
    assert "Avery Example" not in response.content.decode()


@pytest.mark.parametrize("number", ["0", "9" * 19, "9" * 40])
def test_a_number_that_no_row_has_is_not_found(staff_client, number):
    for end in ("change/", "step/note/"):
        assert staff_client.get(f"{LIST}{number}/{end}").status_code in {302, 404}


def test_a_note_needs_words_and_keeps_them(staff_client):
    message = make_message()
    refused = take(staff_client, message, "note", reason=" ")
    assert refused.status_code == 422
    take(staff_client, message, "note", reason="Called back.")
    assert "Called back." in staff_client.get(f"{page_of(message)}change/").content.decode()


def test_a_new_link_closes_the_old_one_and_goes_out_by_mail(staff_client, client):
    message = make_message()
    old = message.get_absolute_url()
    take(staff_client, message, "new-link")
    message.refresh_from_db()
    assert client.get(old).status_code == 404
    assert client.get(message.get_absolute_url()).status_code == 200
    assert Mail.objects.get().purpose == "receipt"


@pytest.mark.parametrize("how", ["erased", "dropped"])
def test_of_what_went_in_the_same_moment_nothing_is_mailed_or_noted(how):
    message = held()
    stale = Message.objects.get()
    erase(message) if how == "erased" else drop(message, by=None)
    for step in (send_new_link, partial(note, reason="Avery Example called.")):
        with pytest.raises(Refused):
            step(stale, by=None)
    assert (Mail.objects.count(), Step.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["let-in", "drop"])
def test_a_step_with_what_a_colleague_dropped_in_the_same_moment_says_so(staff_client, name):
    message = held()
    with mock.patch.object(MessageAdmin, "_row", return_value=message):
        drop(Message.objects.get(), by=None)
        response = staff_client.post(f"{page_of(message)}step/{name}/", follow=True)
    assert response.redirect_chain[-1][0] == LIST
    assert "It was dropped meanwhile." in response.content.decode()


def test_what_came_by_mail_is_recorded_with_the_same_receipt(staff_client, client):
    fields = message_fields() | {"trap": "x"}
    response = staff_client.post(f"{LIST}add/", fields)
    message = Message.objects.get()
    assert response["Location"] == f"{page_of(message)}change/"
    assert (message.recorded_by.username, message.held_at) == ("staff", None)
    assert Mail.objects.get().about_pk == message.pk
    assert client.get(message.get_absolute_url()).status_code == 200
    staff_client.post(f"{LIST}add/", fields)
    assert Message.objects.count() == 1


def test_a_recording_is_refused_at_the_field_with_what_was_typed(staff_client):
    response = staff_client.post(f"{LIST}add/", message_fields(email="x@"))
    assert response.status_code == 422
    assert "x@" in response.content.decode()
    assert Message.objects.count() == 0


def test_a_letter_is_recorded_for_an_event_also_after_its_call(staff_client):
    event = make_event(partners_from=None, partners_until=None)
    fields = {
        "form_key": key_for("partners"),
        "chosen_event": str(event.pk),
        "organisation": "Demonstration Institute",
        "country": "Exampleland",
        "text": "A letter.",
        "contact_person": "Sam Placeholder",
        "email": "sam@example.org",
    }
    staff_client.post("/staff/events/partner/add/", fields)
    assert Partner.objects.get().event == event


def test_nobody_at_the_desk_gets_a_senders_link(staff_client):
    message, partner = make_message(), make_partner(make_event())
    mail = Mail.objects.filter(about_pk=message.pk)
    take(staff_client, message, "new-link")
    secrets = [links.token_of(row).rpartition("-")[2] for row in (message, partner)]
    message.refresh_from_db()
    secrets.append(links.token_of(message).rpartition("-")[2])
    paths = ["/staff/", LIST, "/staff/events/partner/", "/staff/mail/mail/"]
    paths += [f"{page_of(row)}change/" for row in (message, partner, mail.get())]
    paths += [f"{page_of(message)}step/{name}/" for name in ("note", "erase", "new-link")]
    for path in paths:
        page = staff_client.get(path).content.decode()
        assert "/my/" not in page, path
        assert not [secret for secret in secrets if secret in page], path


def test_the_home_page_shows_what_waits(staff_client):
    waiting, doubtful = make_message(), held()
    letter = make_partner(make_event(), organisation="Demonstration Institute")
    queues = {queue.title: queue.rows for queue in staff_client.get("/staff/").context["queues"]}
    assert [row.note for row in queues["Messages to answer"]] == [waiting.reference]
    assert [row.title for row in queues["Letters of interest to answer"]] == [letter.organisation]
    assert [row.title for row in queues["Held for a look"]] == [f"Message {doubtful.reference}"]


@pytest.mark.parametrize("role", ROLES)
def test_the_home_page_shows_nothing_that_is_not_for_the_role(as_role, role):
    make_message(), held(), make_partner(make_event())
    queues = as_role(role).get("/staff/").context["queues"]
    titles = {queue.title for queue in queues}
    assert ("Messages to answer" in titles) == (role in MESSAGES)
    assert ("Letters of interest to answer" in titles) == (role in PARTNERS)


def test_a_page_costs_the_same_however_much_was_done(staff_client, django_assert_num_queries):
    message = make_message()
    take(staff_client, message, "note", reason="One.")
    page = f"{page_of(message)}change/"
    staff_client.get(page)
    with django_assert_num_queries(6):
        staff_client.get(page)
    for number in range(10):
        take(staff_client, message, "note", reason=f"Note {number}.")
    with django_assert_num_queries(6):
        staff_client.get(page)


@pytest.mark.parametrize("model", ["contact/message", "events/partner"])
def test_a_list_costs_the_same_with_few_rows_and_many(
    staff_client, model, django_assert_max_num_queries
):
    event = make_event()
    make_message(), make_partner(event)
    with django_assert_max_num_queries(9):
        staff_client.get(f"/staff/{model}/")
    for number in range(20):
        make_message(), make_partner(event, organisation=f"Organisation {number}")
    with django_assert_max_num_queries(9):
        staff_client.get(f"/staff/{model}/")


@pytest.mark.parametrize(("chosen", "count"), [("yes", 1), ("no", 2), ("erased", 1), ("zz", 4)])
def test_the_list_is_filtered_by_what_waits(staff_client, chosen, count):
    held(), make_message(), make_message()
    gone = make_message(email="", message="", erased_at=timezone.now())
    assert gone.erased_at
    assert staff_client.get(f"{LIST}?held={chosen}").context["cl"].result_count == count


def test_an_open_form_is_closed_by_staff_at_once(staff_client, client):
    fields = {"slug": "contact", "mode": "closed", "message": "Back on Monday."}
    staff_client.post("/staff/intake/formswitch/add/", fields)
    assert FormSwitch.objects.get().changed_by.username == "staff"
    assert client.post("/contact/", message_fields()).status_code == 409
    assert Entry.objects.get(action="form-switched").details == {
        "form": "contact",
        "mode": "closed",
    }


def test_a_closed_form_says_why(staff_client):
    response = staff_client.post(
        "/staff/intake/formswitch/add/", {"slug": "contact", "mode": "closed", "message": " "}
    )
    assert "Say to visitors why the form is closed." in response.content.decode()
    assert FormSwitch.objects.count() == 0


def test_a_lost_link_cannot_ask_for_a_proof(staff_client):
    fields = {"slug": "lost-link", "mode": "proof", "message": ""}
    response = staff_client.post("/staff/intake/formswitch/add/", fields)
    assert "This form has no proof of work." in response.content.decode()
    assert FormSwitch.objects.count() == 0


def queues_of(client) -> list[str]:
    return [queue.title for queue in client.get("/staff/").context["queues"]]


@pytest.mark.parametrize(
    ("role", "is_told"), [("publisher", True), ("event manager", True), ("author", False)]
)
def test_those_who_set_forms_are_told_that_no_identity_can_be_protected(
    as_role, settings, role, is_told
):
    title = "Protection of identities is not set up"
    desk = as_role(role)
    assert title not in queues_of(desk)
    settings.DEVELOPMENT, settings.IDENTITY_KEYS = False, []
    assert (title in queues_of(desk)) is is_told


def test_no_address_of_the_desk_leads_on_to_a_private_page(staff_client):
    row = make_message()
    kind = ContentType.objects.get_for_model(row)
    for number in (row.pk, f"+{row.pk}", f"0{row.pk}"):
        assert staff_client.get(f"/staff/r/{kind.pk}/{number}/").status_code == 404
    desks = [site._registry.get(kind) for kind in links.kinds().values()]
    assert not any(desk.view_on_site for desk in desks if desk)


def test_a_piece_leads_on_to_its_public_page_whoever_may_see_it_at_the_desk(staff_client, as_role):
    article = make_article()
    path = f"/staff/r/{ContentType.objects.get_for_model(article).pk}/{article.pk}/"
    assert staff_client.get(path)["Location"].endswith(article.get_absolute_url())
    assert as_role("nobody").get(path).status_code == 404
    assert staff_client.get("/staff/r/zz/1/").status_code == 404
