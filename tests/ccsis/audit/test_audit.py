import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from ccsis.audit.actions import record
from ccsis.audit.details import in_words
from ccsis.audit.models import Action, Entry
from ccsis.audit.subjects import attach_subjects
from tests.factories import make_article, make_person, make_user

pytestmark = pytest.mark.django_db
LIST = reverse("admin:audit_entry_changelist")


def test_an_entry_says_who_did_what_to_which_row():
    user, article = make_user("avery"), make_article(title="A title that may be withheld")
    entry = record(actor=user, action=Action.RELEASED, subject=article, alone=True)
    entry.refresh_from_db()
    assert (entry.actor_id, entry.actor_name) == (user.pk, "avery")
    assert (entry.subject_model, entry.subject_pk) == ("articles.article", article.pk)
    assert (entry.action, entry.details) == ("released", {"alone": True})


@pytest.mark.parametrize("nobody", [None, AnonymousUser()])
def test_what_no_account_did_names_none(nobody):
    entry = record(actor=nobody, action=Action.DELETED)
    assert (entry.actor_id, entry.actor_name, entry.subject_pk) == (None, "", None)


def test_an_unknown_action_is_refused():
    with pytest.raises(ValueError, match="'celebrated' is not a valid Action"):
        record(actor=None, action="celebrated")


def test_nothing_of_the_subject_but_its_key_is_kept():
    record(actor=None, action=Action.NAME_WITHHELD, subject=make_person("Canary Example"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_entry::text FROM audit_entry")
        assert "Canary" not in cursor.fetchone()[0]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_entry SET actor_name = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_entry"],
)
def test_the_database_refuses_to_change_what_was_written(statement):
    record(actor=None, action=Action.DELETED)
    with (
        pytest.raises(DatabaseError, match=r"Cannot update or delete rows|only added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Entry.objects.count() == 1


def test_half_a_subject_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="audit_entry_subject_is_whole"):
        Entry.objects.create(action=Action.DELETED, subject_model="articles.article")


def test_an_entry_that_is_rolled_back_with_its_cause_is_gone():
    with transaction.atomic():
        record(actor=None, action=Action.DELETED)
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


def test_subjects_are_found_by_one_query_for_each_model(django_assert_num_queries):
    articles, person = [make_article(), make_article()], make_person()
    for subject in (*articles, person):
        record(actor=None, action=Action.RELEASED, subject=subject)
    entries = list(Entry.objects.all())
    with django_assert_num_queries(2):
        attach_subjects(entries)
    assert [entry.subject for entry in entries] == [person, *reversed(articles)]


def test_a_model_that_is_not_known_any_more_has_no_subject():
    Entry.objects.create(action=Action.DELETED, subject_model="past.thing", subject_pk=1)
    entries = list(Entry.objects.all())
    attach_subjects(entries)
    assert entries[0].subject is None


def test_the_list_shows_the_subject_as_it_is_called_now(staff_client):
    article = make_article(title="Before")
    record(actor=None, action=Action.RELEASED, subject=article)
    type(article).objects.filter(pk=article.pk).update(title="Afterwards")
    page = staff_client.get(LIST).content.decode()
    assert f'<a href="/staff/articles/article/{article.pk}/change/">Afterwards</a>' in page
    assert "Before" not in page


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({}, ""),
        ({"kind": "totp"}, "kind: authenticator app"),
        ({"groups": [], "superuser": True}, "groups: none; may do everything: yes"),
        ({"groups": ["author", "editor"]}, "groups: author, editor"),
        ({"later": 5}, "later: 5"),
    ],
)
def test_details_are_told_in_words(details, words):
    assert in_words(details) == words


def test_the_list_says_what_is_not_there_any_more(staff_client):
    article = make_article()
    entry = record(actor=None, action=Action.DELETED, subject=article)
    article.delete()
    page = staff_client.get(LIST).content.decode()
    assert f"Article {entry.subject_pk}, which is not there any more" in page


def test_the_filters_use_the_words_of_the_desk(staff_client):
    record(actor=None, action=Action.DELETED, subject=make_article())
    filters = staff_client.get(LIST).context["cl"].filter_specs
    (kinds,) = [one.lookup_choices for one in filters if one.title == "what"]
    assert kinds == [("articles.article", "Article")]


def test_what_is_not_known_any_more_keeps_its_label(staff_client):
    Entry.objects.create(action=Action.DELETED, subject_model="gone.thing", subject_pk=1)
    assert "gone.thing 1, which is not there any more" in staff_client.get(LIST).content.decode()


def test_the_list_costs_the_same_for_any_number_of_entries(
    staff_client, django_assert_max_num_queries
):
    article = make_article()
    for _ in range(3):
        record(actor=None, action=Action.RELEASED, subject=article, regions=["a", "b"])
    with django_assert_max_num_queries(8) as few:
        staff_client.get(LIST)
    for _ in range(60):
        record(actor=None, action=Action.RELEASED, subject=article)
    with django_assert_max_num_queries(8) as many:
        staff_client.get(LIST)
    assert len(many) == len(few)


def test_nobody_changes_an_entry_by_the_admin(staff_client):
    entry = record(actor=None, action=Action.RELEASED)
    page = reverse("admin:audit_entry_change", args=[entry.pk])
    assert staff_client.get(page).status_code == 200
    assert staff_client.post(page, {"actor_name": "x"}).status_code == 403
    for address in (
        reverse("admin:audit_entry_add"),
        reverse("admin:audit_entry_delete", args=[entry.pk]),
    ):
        assert staff_client.get(address).status_code == 403


def test_only_those_with_the_permission_read_it(client):
    client.force_login(make_user())
    assert client.get(LIST).status_code == 403
