"""Letters to the authors of a selection: written, looked at, sent once, and readable where mails say nothing."""

import uuid

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from ccsis.accounts.roles import EVENT_MANAGER, PUBLISHER, ROLES
from ccsis.audit.models import Action, Entry
from ccsis.lib.encryption import email_digest
from ccsis.mail.models import Mail
from events.models import AuthorLetter
from tests.careful import sign_in
from tests.sendings import make_abstract, make_author, make_call

pytestmark = pytest.mark.django_db

LIST = "/staff/events/abstract/"
QUERIES = 21
WORDS = {"subject": "The programme is coming", "text": "About “{title}” ({reference}): news."}


@pytest.fixture
def event(db):
    return make_call()


def write(client, rows, **fields):
    data = {"action": "write_to_authors", "_selected_action": [row.pk for row in rows]}
    return client.post(LIST, data | {"form_key": str(uuid.uuid4())} | fields)


def with_co_author(event, **changes):
    abstract = make_abstract(event, **changes)
    address = f"sam-{abstract.pk}@example.org"
    told = {"email": address, "email_digest": email_digest(address), "told_at": timezone.now()}
    make_author(abstract, is_discreet=abstract.is_discreet, **told)
    return abstract


def test_a_letter_is_asked_for_first(staff_client, event):
    response = staff_client.post(
        LIST, {"action": "write_to_authors", "_selected_action": [make_abstract(event).pk]}
    )
    assert 'name="subject"' in response.content.decode()
    assert not Mail.objects.exists()


def test_one_sample_of_each_kind_is_shown_before_anything_goes_out(staff_client, event):
    rows = [with_co_author(event) for _ in range(2)]
    rows.append(with_co_author(event, is_discreet=True, title="A secret title"))
    nobody = make_abstract(event, email="")
    response = write(staff_client, [*rows, nobody], **WORDS, goes_to_co_authors="on", _preview="1")
    plan = response.context["plan"]
    assert [(str(kind.label), len(kind.rows)) for kind in plan.kinds] == [
        ("contact authors", 2),
        ("contact authors with a discreet receipt", 1),
        ("co-authors", 2),
        ("co-authors of a discreet sender", 1),
    ]
    page = response.content.decode()
    assert f"About “{rows[0].title}” ({rows[0].reference}): news." in page
    assert "A secret title" not in page
    assert nobody.reference in page
    assert not Mail.objects.exists()


def test_a_letter_goes_to_each_with_what_is_theirs(staff_client, event):
    one, two = make_abstract(event), make_abstract(event, title="Another")
    write(staff_client, [one, two], **WORDS, _send="1")
    texts = {mail.about_pk: (mail.subject, mail.text) for mail in Mail.objects.all()}
    assert texts[one.pk][0] == f"The programme is coming ({one.reference})"
    assert "About “Another”" in texts[two.pk][1]
    assert "[[link:page]]" in texts[two.pk][1]
    letter = AuthorLetter.objects.get()
    assert (letter.count, letter.by.username) == (2, "staff")
    assert Entry.objects.get(action=Action.LETTER_SENT).details == {"mails": 2}


def test_a_discreet_mail_says_nothing_and_the_private_page_all(staff_client, client, event):
    abstract = with_co_author(event, is_discreet=True)
    write(staff_client, [abstract], **WORDS, goes_to_co_authors="on", _send="1")
    for mail in Mail.objects.all():
        assert "programme" not in mail.subject + mail.text + mail.html
        assert abstract.title not in mail.subject + mail.text + mail.html
    for row in (abstract, abstract.authors.get()):
        page = client.get(row.get_absolute_url()).content.decode()
        assert "The programme is coming" in page


def test_the_same_form_sends_once(staff_client, event):
    abstract, key = make_abstract(event), str(uuid.uuid4())
    for _ in range(2):
        write(staff_client, [abstract], **WORDS, form_key=key, _send="1")
    assert (AuthorLetter.objects.count(), Mail.objects.count()) == (1, 1)


def test_the_same_form_with_other_words_is_refused_and_goes_out_as_a_second_letter(
    staff_client, event
):
    abstract, key = make_abstract(event), str(uuid.uuid4())
    write(staff_client, [abstract], **WORDS, form_key=key, _send="1")
    other = WORDS | {"text": "Other words."}
    response = write(staff_client, [abstract], **other, form_key=key, _send="1")
    page = response.content.decode()
    assert (response.status_code, Mail.objects.count()) == (422, 1)
    assert "Other words." in page
    assert "This one was not sent." in page
    fresh = response.context["form"].data["form_key"]
    write(staff_client, [abstract], **other, form_key=fresh, _send="1")
    assert Mail.objects.count() == 2


def test_two_letters_are_two(staff_client, event):
    abstract = make_abstract(event)
    for _ in range(2):
        write(staff_client, [abstract], **WORDS, _send="1")
    assert Mail.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"subject": ""}, "subject"),
        ({"subject": "a\nb"}, "subject"),
        ({"subject": "a\u2028b"}, "subject"),
        ({"subject": "About {title}"}, "subject"),
        ({"text": ""}, "text"),
        ({"text": "Dear {name}"}, "text"),
    ],
)
@pytest.mark.parametrize("button", ["_preview", "_send"])
def test_a_wrong_letter_is_refused_at_its_field(staff_client, event, changes, name, button):
    response = write(staff_client, [make_abstract(event)], **WORDS | changes, **{button: "1"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [name])
    assert not Mail.objects.exists()


def test_what_was_typed_stays_when_the_writing_goes_on(staff_client, event):
    page = write(staff_client, [make_abstract(event)], **WORDS, _edit="1").content.decode()
    assert "The programme is coming" in page
    assert "About “{title}”" in page
    assert not Mail.objects.exists()


def test_typed_text_places_no_link(staff_client, event):
    write(staff_client, [make_abstract(event)], subject="S", text="[[link:confirm]]", _send="1")
    assert "[[link:confirm]]" not in Mail.objects.get().text


def test_held_erased_and_denying_ones_get_nothing(staff_client, event):
    held = make_abstract(event, held_at=timezone.now(), doubt="trap")
    abstract = with_co_author(event)
    abstract.authors.update(answer="denied", answered_at=timezone.now())
    write(staff_client, [held, abstract], **WORDS, goes_to_co_authors="on", _send="1")
    assert list(Mail.objects.values_list("about_model", "about_pk")) == [
        ("events.abstract", abstract.pk)
    ]


@pytest.mark.parametrize("state", ["withdrawn", "cancelled"])
def test_what_does_not_take_part_gets_nothing_unless_that_is_ticked(staff_client, event, state):
    over, here = make_abstract(event, state=state), make_abstract(event)
    shown = write(staff_client, [over, here], **WORDS, _preview="1")
    [(why, left_out)] = shown.context["plan"].left_out
    assert (str(why), left_out) == ("withdrawn or cancelled", [over])
    assert f"they are withdrawn or cancelled: {over.reference} (1)." in shown.content.decode()
    write(staff_client, [over, here], **WORDS, _send="1")
    assert [mail.about_pk for mail in Mail.objects.all()] == [here.pk]
    write(staff_client, [over], **WORDS, goes_to_all="on", _send="1")
    assert [mail.about_pk for mail in Mail.objects.all()] == [over.pk, here.pk]


def test_a_letter_to_nobody_is_none(staff_client, event):
    response = write(staff_client, [make_abstract(event, email="")], **WORDS, _send="1")
    assert "Nobody would get a mail." in response.content.decode()
    assert not AuthorLetter.objects.exists()


def test_who_it_is_stays_the_same_while_it_is_written(staff_client, event):
    """The page names them in one field; what has come in since gets nothing."""
    first, second = make_abstract(event), make_abstract(event)
    data = {"action": "write_to_authors", "select_across": "1", "_selected_action": [first.pk]}
    page = staff_client.post(LIST, data)
    make_abstract(event)
    sent = {"chosen": page.context["keys"], "form_key": str(uuid.uuid4()), "_send": "1"}
    staff_client.post(LIST, data | WORDS | sent)
    assert {mail.about_pk for mail in Mail.objects.all()} == {first.pk, second.pk}


def test_a_sample_shows_no_place_for_a_link(staff_client, event):
    page = write(staff_client, [make_abstract(event)], **WORDS, _preview="1").content.decode()
    assert "(here stands the link)" in page
    assert "[[link" not in page


@pytest.mark.parametrize("many", [2, 40])
def test_a_letter_to_many_asks_as_much_as_one_to_few(
    staff_client, event, many, django_assert_num_queries
):
    rows = [with_co_author(event) for _ in range(many)]
    staff_client.get(LIST)
    with django_assert_num_queries(QUERIES):
        write(staff_client, rows, **WORDS, goes_to_co_authors="on", _send="1")
    assert Mail.objects.count() == 2 * many
    assert ProcrastinateJob.objects.filter(task_name="ccsis.mail.jobs.deliver_mail").count() == (
        2 * many
    )


def test_abstracts_of_two_events_get_no_common_letter(staff_client, event):
    other = make_abstract(make_call(slug="other", edition="2028"))
    response = write(staff_client, [make_abstract(event), other], **WORDS, _send="1")
    assert response.status_code == 302
    assert not Mail.objects.exists()


@pytest.mark.parametrize("role", ROLES)
def test_who_arranges_events_alone_writes(event, role):
    user = User.objects.create_user("somebody", is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    write(sign_in(user), [make_abstract(event)], **WORDS, _send="1")
    assert Mail.objects.count() == (role in {EVENT_MANAGER, PUBLISHER})
