"""An abstract is sent: what is asked, what is refused, what is stored, and who gets which mail."""

import pytest

from ccsis.intake.models import Draft
from ccsis.mail.models import Mail
from events.models import Abstract, AbstractAuthor, AbstractState
from tests.sendings import abstract_fields, author_fields, key_for, make_call, send_abstract

pytestmark = pytest.mark.django_db

TWO = {
    "author-count": "2",
    **author_fields(1, name="Sam Placeholder", affiliations="independent", email="sam@example.org"),
}


@pytest.fixture
def event(db):
    return make_call()


@pytest.fixture
def send(client, event):
    path = f"{event.get_absolute_url()}abstract/"
    return lambda **changes: client.post(path, abstract_fields(event, **changes))


def errors_of(response) -> dict[str, list[str]]:
    assert response.status_code == 422
    found = response.context["form"].errors.as_data()
    return {name: [error.code for error in errors] for name, errors in found.items()}


def test_an_abstract_is_stored_with_its_author_and_leads_to_its_page(client, event):
    abstract = send_abstract(client, event)
    assert (abstract.event, abstract.state) == (event, AbstractState.SUBMITTED)
    assert (abstract.topic.name, abstract.words, abstract.format) == ("Wording of clauses", 8, "")
    [author] = abstract.authors.all()
    assert (author.number, author.name) == (1, "Avery Example")
    assert author.affiliations == ["Demonstration Institute"]
    page = client.get(abstract.get_absolute_url()).content.decode()
    assert abstract.reference in page
    assert "8 of 300" in page


def test_the_contact_author_gets_the_receipt_and_each_co_author_a_link_of_their_own(client, event):
    abstract = send_abstract(client, event, **TWO)
    mails = Mail.objects.order_by("pk").values_list("purpose", "about_model", "about_pk")
    other = abstract.authors.get(number=2)
    assert set(mails) == {
        ("receipt", "events.abstract", abstract.pk),
        ("co-author", "events.abstractauthor", other.pk),
    }
    assert other.told_at


def test_the_receipt_says_words_deadline_and_that_it_came_in_time(client, event):
    abstract = send_abstract(client, event)
    text = Mail.objects.get(purpose="receipt").text
    for words in ("8 of 300", "AoE", "(UTC)", "in time", abstract.reference, "[[link:confirm]]"):
        assert words in text


def test_a_mail_to_a_co_author_has_nothing_that_the_sender_typed(client, event):
    send_abstract(client, event, title="Buy at evil.example", **TWO)
    mail = Mail.objects.get(purpose="co-author")
    assert "evil.example" not in mail.text + mail.html + mail.subject
    assert "Placeholder" not in mail.text + mail.html + mail.subject


def test_a_discreet_sender_and_the_co_authors_get_mails_that_say_nothing(client, event):
    send_abstract(client, event, is_discreet="on", **TWO)
    for mail in Mail.objects.all():
        said = mail.subject + mail.text + mail.html
        assert event.name not in said
        assert "Avery" not in said


def test_who_is_the_contact_gets_no_second_link_as_an_author(client, event):
    abstract = send_abstract(client, event, **author_fields(0, email="AVERY@example.org"))
    assert abstract.authors.get().email == ""
    assert not Mail.objects.filter(purpose="co-author").exists()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": ""}, {"title": ["required"]}),
        ({"topic_choice": ""}, {"topic_choice": ["required"]}),
        ({"topic_choice": "0"}, {"topic_choice": ["invalid_choice"]}),
        ({"topic_choice": "other"}, {"other_topic": ["required"]}),
        ({"format": "keynote"}, {"format": ["invalid_choice"]}),
        ({"text": ""}, {"text": ["required"]}),
        ({"text": "word " * 301}, {"text": ["too_many_words"]}),
        ({"email": "avery@"}, {"email": ["invalid"]}),
        ({"agrees_to_processing": ""}, {"agrees_to_processing": ["required"]}),
        (author_fields(0, name=""), {"author-0-name": ["required"]}),
        (author_fields(0, affiliations=" \n"), {"author-0-affiliations": ["required"]}),
        (author_fields(0, affiliations="a\n" * 6), {"author-0-affiliations": ["too_many"]}),
        (author_fields(0, orcid="0000-0002-1825-0098"), {"author-0-orcid": ["orcid"]}),
        (author_fields(0, email="no"), {"author-0-email": ["invalid"]}),
        (
            author_fields(0, name_kept_from="everybody"),
            {"author-0-name_kept_from": ["invalid_choice"]},
        ),
        (author_fields(0, name="", affiliations=""), {"author-0-name": ["required"]}),
        (
            {
                "author-count": "2",
                **author_fields(0, email="a@example.org"),
                **author_fields(1, email="A@example.org"),
            },
            {"author-1-email": ["same_address"]},
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field(send, changes, expected):
    response = send(**changes)
    assert errors_of(response) == expected
    assert not Abstract.objects.exists()
    assert "Wording that can be watched" in response.content.decode() or "title" in changes


def test_three_hundred_words_are_taken(client, event):
    assert send_abstract(client, event, text="word " * 300).words == 300


def test_a_row_that_nobody_filled_in_is_no_author(client, event):
    abstract = send_abstract(client, event, **{"author-count": "3", **author_fields(2, name="Sam")})
    assert list(abstract.authors.values_list("number", "name")) == [
        (1, "Avery Example"),
        (2, "Sam"),
    ]


def test_more_authors_than_the_cap_are_refused(send, event):
    type(event).objects.update(author_cap=2)
    rows = {name: value for number in range(3) for name, value in author_fields(number).items()}
    assert errors_of(send(**{"author-count": "3", **rows})) == {"__all__": ["too_many_authors"]}


def test_wishes_an_orcid_and_a_country_are_kept(client, event):
    wishes = {
        "name_kept_from": ["review", "programme"],
        "orcid": "https://orcid.org/0000000218250097",
    }
    abstract = send_abstract(client, event, **author_fields(0, country="Exampleland", **wishes))
    author = abstract.authors.get()
    assert author.name_kept_from == ["review", "programme"]
    assert (author.affiliation_kept_from, author.orcid) == ([], "0000-0002-1825-0097")
    assert author.country == "Exampleland"


def test_another_topic_is_kept_in_words(client, event):
    abstract = send_abstract(client, event, topic_choice="other", other_topic="Interpreting")
    assert (abstract.topic, abstract.topic_name) == (None, "Interpreting")


def test_the_same_form_again_is_the_same_abstract(client, event):
    fields = abstract_fields(event, **TWO)
    path = f"{event.get_absolute_url()}abstract/"
    answers = [client.post(path, fields)["Location"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert (Abstract.objects.count(), AbstractAuthor.objects.count()) == (1, 2)
    assert Mail.objects.count() == 2


def test_the_same_form_with_another_author_is_refused(send):
    key = key_for("abstract")
    send(form_key=key)
    response = send(form_key=key, **author_fields(0, name="Sam Placeholder"))
    assert errors_of(response) == {"__all__": ["other_content"]}
    assert AbstractAuthor.objects.get().name == "Avery Example"


def test_a_held_abstract_tells_nobody_until_it_is_let_in(client, event, staff_client):
    abstract = send_abstract(client, event, trap="x", **TWO)
    assert (bool(abstract.held_at), Mail.objects.count()) == (True, 0)
    staff_client.post(f"/staff/events/abstract/{abstract.pk}/step/let-in/")
    assert set(Mail.objects.values_list("purpose", flat=True)) == {"receipt", "co-author"}


def rows_of(response) -> list[str]:
    return [
        response.context["form"][row.name_of("name")].value()
        for row in response.context["form"].rows
    ]


ROWS = {
    "author-count": "3",
    **author_fields(0, name="A"),
    **author_fields(1, name="B", name_kept_from=["review"]),
    **author_fields(2, name="C"),
}


@pytest.mark.parametrize(
    ("button", "names", "focus"),
    [
        ("add", ["A", "B", "C", None], 3),
        ("remove-1", ["A", "C"], 0),
        ("up-1", ["B", "A", "C"], 0),
        ("up-0", ["A", "B", "C"], 0),
        ("down-1", ["A", "C", "B"], 2),
        ("down-2", ["A", "B", "C"], 2),
    ],
)
def test_rows_are_changed_by_buttons_and_nothing_is_judged_or_lost(send, button, names, focus):
    response = send(**ROWS, **{"author-do": button, "title": "", "email": "no"})
    assert response.status_code == 200
    assert rows_of(response) == names
    form = response.context["form"]
    assert (form.focus, form.errors) == (focus, {})
    assert form["text"].value() == "A made-up abstract asks how clauses are worded."
    assert form["email"].value() == "no"
    where = names.index("B") if "B" in names else None
    if where is not None:
        assert form[f"author-{where}-name_kept_from"].value() == ["review"]
    assert not Abstract.objects.exists()


def test_a_form_whose_rows_were_changed_may_be_sent_at_once(client, event):
    path = f"{event.get_absolute_url()}abstract/"
    page = client.post(path, abstract_fields(event, **{"author-do": "add"}))
    fields = abstract_fields(event, form_key=page.context["form"].fresh_key)
    assert client.post(path, fields).status_code == 302
    assert Abstract.objects.get().held_at is None


#: More digits than Python reads as a number.
ENDLESS = pytest.param("up-" + "9" * 5_000, id="up-99…")


@pytest.mark.parametrize(
    "button", ["", "add-", "remove-99", "remove-x", "up--1", "up-²", ENDLESS, "eat-1"]
)
@pytest.mark.parametrize("count", ["", "0", "-1", "x", "99999", "²", "1e3"])
def test_buttons_and_counts_that_no_form_has_do_no_harm(send, button, count):
    response = send(**{"author-do": button, "author-count": count})
    assert response.status_code in (200, 302, 422)


@pytest.mark.parametrize("button", [{"author-do": "add"}, {"open_draft": "x"}])
def test_two_buttons_at_once_save_the_draft(send, button):
    assert send(save_draft="1", **ROWS, **button).status_code == 302
    assert "author-2-name=C" in Draft.objects.get().typed


def test_a_draft_keeps_all_rows_and_opens_with_them(client, event):
    path = f"{event.get_absolute_url()}abstract/"
    client.post(path, abstract_fields(event, save_draft="1", **ROWS))
    page = client.get(Draft.objects.get().get_absolute_url()).content.decode()
    token = Draft.objects.get().get_absolute_url().split("/")[2]
    assert "Go on writing" in page
    response = client.post(path, {"open_draft": token})
    assert rows_of(response) == ["A", "B", "C"]
    assert response.context["form"]["author-1-name_kept_from"].value() == ["review"]


def test_with_the_database_away_all_rows_come_back(client, event, monkeypatch):
    from django.db import OperationalError

    def gone(*_, **__):
        raise OperationalError

    monkeypatch.setattr("events.abstracts.views.receive", gone)
    monkeypatch.setattr("events.abstracts.views.get_object_or_404", gone)
    path = f"{event.get_absolute_url()}abstract/"
    response = client.post(path, abstract_fields(event, **ROWS))
    assert response.status_code == 503
    page = response.content.decode()
    for text in (
        'value="A"',
        'value="B"',
        'value="C"',
        "asks how clauses are worded",
        "as you chose",
    ):
        assert text in page


def test_an_event_that_was_hidden_while_the_form_was_open_gives_back_what_was_typed(send, event):
    type(event).objects.update(is_public=False)
    response = send(**ROWS)
    assert (response.status_code, Abstract.objects.count()) == (404, 0)
    page = response.content.decode()
    for text in ('value="C"', "asks how clauses are worded", "Nothing was sent"):
        assert text in page


def test_the_number_of_queries_does_not_depend_on_the_number_of_abstracts(
    client, event, django_assert_max_num_queries
):
    for _ in range(3):
        with django_assert_max_num_queries(40):
            send_abstract(client, event)
