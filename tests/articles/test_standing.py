"""The pages that a new site starts with."""

from html import unescape

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from articles.models import MenuEntry, OldAddress, Page
from articles.standing import body_of, create_missing
from ccsis.identity import IDENTITY
from ccsis.lib import richtext
from tests.factories import make_page


def test_the_contact_page_says_how_to_write(client, db):
    create_missing(Page, OldAddress)
    html = unescape(client.get("/contact/").content.decode())
    assert f'href="mailto:{IDENTITY.email}"' in html
    for heading in ("Writing for the Center", "Corrections", "Partners", "Press"):
        assert f">{heading}</h2>" in html


def test_first_texts_are_as_the_sanitiser_leaves_them():
    for _slug, _title, content in IDENTITY.pages:
        assert richtext.clean(body_of(content)) == body_of(content)


def test_first_texts_are_escaped():
    assert body_of(("a < b", ("c & d", "e"))) == "<p>a &lt; b</p><h2>c &amp; d</h2><p>e</p>"


def test_a_page_of_the_office_at_the_same_address_is_left_as_it_is(db):
    Page.objects.filter(slug="contact").delete()
    make_page(slug="contact", title="Where we are")
    create_missing(Page, OldAddress)
    page = Page.objects.get(slug="contact")
    assert (page.title, page.is_public) == ("Where we are", False)


def test_an_old_address_is_not_taken_by_a_first_page(db):
    Page.objects.filter(slug="contact").delete()
    OldAddress.objects.create(path="/contact/", page=make_page())
    create_missing(Page, OldAddress)
    assert not Page.objects.filter(slug="contact").exists()


def test_machines_are_told_no_mail_address(client, db):
    body = f"<p>Write to {IDENTITY.email}, or to (a.b@sub.example.org).</p>"
    make_page(slug="imprint", body=body, is_public=True)
    html = unescape(client.get("/imprint/").content.decode())
    assert '<meta property="og:description" content="Write to … or to …">' in html


@pytest.mark.django_db(transaction=True)
def test_the_migrations_of_menus_and_pages_go_back_and_forth():
    last = MigrationExecutor(connection).loader.graph.leaf_nodes()
    before = [("articles", "0003_words_to_search_for")]
    Page.objects.filter(slug="contact").update(title="Our door")
    MigrationExecutor(connection).migrate(before)
    assert Page.objects.get(slug="contact").title == "Our door"
    MigrationExecutor(connection).migrate(last)
    assert Page.objects.get(slug="contact").title == "Our door"
    entries = MenuEntry.objects.values_list("menu", "position", "page__slug")
    assert list(entries)[-1] == ("footer", 60, "contact")
