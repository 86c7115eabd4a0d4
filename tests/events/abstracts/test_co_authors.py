"""Each author's own page: the own entry, and nobody else's."""

import pytest

from ccsis.mail.models import Mail
from events.abstracts.authors import TYPED, update_authors
from events.models import AbstractAuthor, Answer, Place
from tests.sendings import author_fields, key_for, make_call, send_abstract

pytestmark = pytest.mark.django_db

#: What must be seen by nobody but the office, the sender, and who it is about.
CANARIES = {
    "contact": ("contact-canary@example.org", "+000-canary-phone"),
    0: ("Avery Canary", "Institute of Avery", "0000-0002-1825-0097", "Averyland"),
    1: (
        "Sam Canary",
        "Institute of Sam",
        "0000-0002-9079-593X",
        "Samland",
        "sam-canary@example.org",
    ),
    2: ("Robin Canary", "Institute of Robin", "Robinland", "robin-canary@example.org"),
}


@pytest.fixture
def abstract(client):
    rows = {"author-count": "3"}
    people = [("Avery", "0000-0002-1825-0097"), ("Sam", "0000-0002-9079-593X"), ("Robin", "")]
    for index, (name, orcid) in enumerate(people):
        values = {"name": f"{name} Canary", "affiliations": f"Institute of {name}", "orcid": orcid}
        values |= {"country": f"{name}land"}
        if index:
            values["email"] = f"{name.lower()}-canary@example.org"
        rows |= author_fields(index, **values)
    contact = {"email": "contact-canary@example.org", "phone": "+000-canary-phone"}
    return send_abstract(client, make_call(), **contact, **rows)


@pytest.fixture
def sam(abstract):
    return abstract.authors.get(number=2)


def now(author):
    return AbstractAuthor.objects.get(pk=author.pk)


def fields_of(author, **changes):
    return {
        "form_key": key_for("author-change"),
        "version": author.version,
        "name": author.name,
        "affiliations": "\n".join(author.affiliations),
        "orcid": author.orcid,
        "country": author.country,
        "name_kept_from": author.name_kept_from,
        "affiliation_kept_from": author.affiliation_kept_from,
    } | changes


@pytest.mark.parametrize("number", [2, 3])
def test_a_crawl_of_an_authors_own_pages_meets_nobody_else(client, abstract, number):
    author = abstract.authors.get(number=number)
    link = author.get_absolute_url()
    paths = [
        link,
        *(f"{link}{name}/" for name in ("change", "confirm", "withhold", "deny", "erase")),
    ]
    pages = [client.get(path).content.decode() for path in (*paths, f"{link}data.json")]
    pages += [
        client.get(path).content.decode()
        for path in ("/events/", abstract.event.get_absolute_url())
    ]
    others = [text for key, texts in CANARIES.items() if key != number - 1 for text in texts]
    for page in pages:
        assert [text for text in others if text in page] == []
    assert abstract.title in pages[0]
    assert author.name in pages[0]


@pytest.mark.parametrize("number", [2, 3])
def test_an_authors_link_does_nothing_with_the_abstract(client, abstract, number):
    link = abstract.authors.get(number=number).get_absolute_url()
    for name in ("withdraw", "revive", "versions"):
        client.post(f"{link}{name}/")
    abstract.refresh_from_db()
    assert abstract.state == "submitted"


def test_opening_the_link_answers_nothing(client, sam):
    for name in ("", "confirm/", "withhold/", "deny/", "erase/", "change/"):
        client.get(sam.get_absolute_url() + name)
    assert (now(sam).answer, now(sam).name_kept_from) == (Answer.NONE, [])


def test_an_entry_is_confirmed(client, abstract, sam):
    client.post(sam.get_absolute_url() + "confirm/")
    assert now(sam).answer == Answer.CONFIRMED
    assert "has confirmed the entry" in client.get(abstract.get_absolute_url()).content.decode()


def test_a_name_is_withheld_from_everybody(client, sam):
    client.post(sam.get_absolute_url() + "withhold/")
    assert now(sam).name_kept_from == now(sam).affiliation_kept_from == Place.values


def test_who_is_no_author_says_so_and_is_withheld(client, abstract, sam):
    client.post(sam.get_absolute_url() + "deny/")
    assert (now(sam).answer, now(sam).name_kept_from) == (Answer.DENIED, Place.values)
    assert "says not to be an author" in client.get(abstract.get_absolute_url()).content.decode()


def test_an_entry_is_corrected(client, sam):
    fields = fields_of(sam, name="S. Canary", orcid="", name_kept_from=["recording"])
    assert client.post(sam.get_absolute_url() + "change/", fields).status_code == 302
    changed = now(sam)
    assert (changed.name, changed.orcid, changed.name_kept_from) == ("S. Canary", "", ["recording"])
    assert (changed.answer, changed.email) == (Answer.CONFIRMED, sam.email)


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"name": ""}, "required"), ({"affiliations": ""}, "required"), ({"orcid": "1"}, "orcid")],
)
def test_a_wrong_entry_is_refused_at_its_field(client, sam, changes, code):
    response = client.post(sam.get_absolute_url() + "change/", fields_of(sam, **changes))
    assert response.status_code == 422
    [name] = changes
    assert response.context["form"].errors.as_data()[name][0].code == code
    assert now(sam).version == sam.version


def test_two_tabs_of_one_author_lose_nothing(client, sam):
    path = sam.get_absolute_url() + "change/"
    client.post(path, fields_of(sam, name="First"))
    response = client.post(path, fields_of(sam, name="Second"))
    assert response.status_code == 409
    assert 'value="Second"' in response.content.decode()
    [change] = response.context["conflict"]
    assert (change.label, change.old, change.new) == ("Full name", "First", "Second")
    assert "Above stands what is stored" in response.content.decode()
    assert now(sam).name == "First"
    again = fields_of(sam, name="Second", version=response.context["form"]["version"].value())
    assert client.post(path, again).status_code == 302
    assert now(sam).name == "Second"


def test_the_sender_cannot_change_an_entry_that_its_author_keeps(client, abstract, sam):
    client.post(sam.get_absolute_url() + "withhold/")
    page = client.get(abstract.get_absolute_url() + "change/")
    form = page.context["form"]
    assert form["author-1-name"].field.disabled
    fields = {"form_key": key_for("abstract-change"), "version": abstract.version}
    fields |= {
        "title": abstract.title,
        "text": abstract.text,
        "topic_choice": str(abstract.topic_id),
    }
    fields |= {"email": abstract.email, "agrees_to_processing": "on", "author-count": "2"}
    fields |= author_fields(0, row=str(sam.pk), name="Forged", email="forged@example.org")
    fields |= author_fields(1, row=str(abstract.authors.get(number=1).pk), name="Avery Canary")
    assert client.post(abstract.get_absolute_url() + "change/", fields).status_code == 302
    kept = now(sam)
    assert (kept.number, kept.name, kept.email) == (1, "Sam Canary", sam.email)
    assert kept.name_kept_from == Place.values
    assert abstract.authors.count() == 2


def test_the_same_correction_twice_is_one(client, sam):
    path = sam.get_absolute_url() + "change/"
    fields = fields_of(sam, name="First", name_kept_from=["programme"])
    assert [client.post(path, fields).status_code for _ in range(2)] == [302, 302]
    assert now(sam).version == sam.version + 1


def test_a_conflict_shows_the_sender_nothing_that_an_author_corrected(client, abstract, sam):
    corrected = fields_of(sam, country="Secretland", orcid="", name_kept_from=["programme"])
    client.post(sam.get_absolute_url() + "change/", corrected)
    fields = {"form_key": key_for("abstract-change"), "version": 0, "author-count": "1"}
    fields |= {
        "title": abstract.title,
        "text": abstract.text,
        "topic_choice": str(abstract.topic_id),
    }
    fields |= {"email": abstract.email, "agrees_to_processing": "on"}
    fields |= author_fields(0, row=str(sam.pk))
    response = client.post(abstract.get_absolute_url() + "change/", fields)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Robinland" in page
    for words in ("Secretland", "sam-canary@example.org"):
        assert words not in page


def test_another_address_means_another_link(client, abstract, sam):
    link = sam.get_absolute_url()
    fields = {"form_key": key_for("abstract-change"), "version": abstract.version}
    fields |= {
        "title": abstract.title,
        "text": abstract.text,
        "topic_choice": str(abstract.topic_id),
    }
    fields |= {"email": abstract.email, "agrees_to_processing": "on", "author-count": "1"}
    fields |= author_fields(0, row=str(sam.pk), name=sam.name, email="other@example.org")
    client.post(abstract.get_absolute_url() + "change/", fields)
    assert client.get(link).status_code == 404
    assert client.get(now(sam).get_absolute_url()).status_code == 200
    assert Mail.objects.filter(purpose="co-author", about_pk=sam.pk).count() == 1


def test_an_author_erases_the_own_data_and_nothing_else(client, abstract, sam):
    link = sam.get_absolute_url()
    client.post(link + "erase/")
    gone = now(sam)
    assert (gone.name, gone.affiliations, gone.email, gone.orcid) == ("", [], "", "")
    assert client.get(link).status_code == 404
    abstract.refresh_from_db()
    assert abstract.text
    assert "has had the own data erased" in client.get(abstract.get_absolute_url()).content.decode()


def test_a_lost_link_leads_each_to_the_own_page(client, abstract, sam):
    from ccsis.intake.links import rows_sent_from
    from ccsis.lib.encryption import email_digest

    assert rows_sent_from([email_digest("SAM-canary@example.org")]) == [sam]
    assert rows_sent_from([email_digest("contact-canary@example.org")]) == [abstract]
    AbstractAuthor.objects.update(told_at=None)
    assert rows_sent_from([email_digest("sam-canary@example.org")]) == []


def test_addresses_are_not_in_the_database_in_plain(abstract, sam):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT email FROM events_abstractauthor UNION SELECT email FROM events_abstract"
        )
        stored = "".join(row[0] for row in cursor.fetchall())
    assert "canary" not in stored


@pytest.mark.parametrize("step", ["withhold", "deny"])
@pytest.mark.parametrize("known_by", ["email", "name"])
def test_who_kept_back_a_name_and_is_left_out_and_typed_again_is_kept_back(
    client, abstract, sam, step, known_by
):
    client.post(f"{sam.get_absolute_url()}{step}/")
    first = abstract.authors.get(number=1)
    typed = {name: getattr(first, name) for name in (*TYPED, "email")}
    update_authors(abstract, [(first, typed)])
    assert abstract.authors.count() == 1
    again = {"name": "Somebody", "affiliations": ["independent"], "orcid": "", "country": ""}
    again |= {
        "name_kept_from": [],
        "affiliation_kept_from": [],
        "email": "",
        known_by: getattr(sam, known_by),
    }
    update_authors(abstract, [(first, typed), (None, again)])
    assert abstract.authors.get(number=2).name_kept_from == Place.values
    other = again | {"name": "Nobody Else", "email": "nobody@example.org"}
    update_authors(abstract, [(first, typed), (None, other)])
    assert abstract.authors.get(number=2).name_kept_from == []
