"""After a test that commits, nothing of it is left, and nothing is missing that the migrations made."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from articles.models import Article, MenuEntry, Page, Region
from ccsis.audit.models import Entry
from submissions.models import Call
from tests.factories import make_article, make_user

MADE = (Call, Group, MenuEntry, Page, Region)


def rows(*models):
    return {model: list(model.objects.order_by("pk").values()) for model in models}


def permissions():
    return sorted(Group.objects.values_list("name", "permissions"))


def flush():
    """As Django does it after a test."""
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=False)


@pytest.mark.django_db(transaction=True)
def test_the_database_is_again_as_the_migrations_made_it():
    flush()
    made, granted = rows(*MADE), permissions()
    assert all(made.values())
    make_article(regions=["cis"], topics=["water"])
    make_user(groups=["editor"])
    Entry.objects.create(action="logged-in", subject_model="auth.user", subject_pk=1)
    Page.objects.update(title="Another title")
    Region.objects.exclude(articles__isnull=False).delete()
    Group.objects.first().delete()
    flush()
    assert (rows(*MADE), permissions()) == (made, granted)
    assert rows(Article, Entry) == {Article: [], Entry: []}
