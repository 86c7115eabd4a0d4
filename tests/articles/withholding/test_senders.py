"""What strangers sent is theirs: withholding a name from readers does not touch it."""

import pytest

from articles.withholding import places
from articles.withholding.actions import withhold_name
from tests.factories import make_article, make_person
from tests.sendings import make_abstract, make_author, make_call, make_message, make_partner

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "Avery Canary"


def test_a_withheld_name_stays_in_what_its_bearer_sent(jobs, admin_user):
    person = make_person(name=NAME)
    article = make_article(body=f"<p>By {NAME}.</p>", byline=[person])
    abstract = make_abstract(make_call(), title=f"With {NAME}")
    abstract.versions.create(number=1, title=NAME, text=NAME, written_at=abstract.received_at)
    author, message = make_author(abstract, name=NAME), make_message(name=NAME)
    withhold_name(person, by=admin_user, shown_as="Name withheld")
    for row in (article, abstract, author, message):
        row.refresh_from_db()
    assert NAME not in article.body
    assert (abstract.title, author.name, message.name) == (f"With {NAME}", NAME, NAME)
    assert abstract.versions.get().text == NAME


def test_tables_of_senders_are_neither_read_nor_locked():
    looked_at = {model._meta.label for model in places.models()}
    assert {"events.Partner", "events.Event", "articles.Article"} <= looked_at
    assert not looked_at & {"events.Abstract", "events.AbstractAuthor", "events.AbstractVersion"}
    assert not looked_at & {"contact.Message", "intake.Draft"}


def test_an_organisation_that_readers_see_is_looked_at():
    make_partner(make_call())
    assert not places.apps.get_model("events.Partner").is_senders_own
