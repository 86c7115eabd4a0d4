"""What withholding does, and what it refuses."""

import threading

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import OperationalError, connection, transaction

from articles.models import Article, Byline, Drawing, OldAddress, Person, Topic, WithheldName
from articles.versions import changes
from articles.withholding.actions import withhold_name
from ccsis.audit.models import Entry
from ccsis.desk.models import UnsavedWork
from ccsis.media.models import Image
from ccsis.workflow.transitions import Refused
from tests.factories import (
    make_article,
    make_image,
    make_person,
    make_series,
    make_superuser,
)

NAME = "Avery Example"
SHOWN = "Name withheld"


def withhold(person, *, by=None, shown_as=SHOWN, other_forms=()):
    return withhold_name(person, by=by, shown_as=shown_as, other_forms=other_forms)


@pytest.fixture
def person(db):
    return make_person(
        NAME, slug="avery-example", title="Reader", affiliation="Institute", biography="A life."
    )


def columns(person):
    person.refresh_from_db()
    return (person.name, person.title, person.affiliation, person.biography, person.photo)


def test_the_record_says_nothing_any_more(client, person):
    article = make_article(byline=[person])
    withhold(person)
    assert columns(person) == (SHOWN, "", "", "", None)
    assert person.withheld_at is not None
    assert client.get("/people/avery-example/").status_code == 404
    assert client.get("/feeds/people/avery-example/atom.xml").status_code == 404
    assert client.get(person.get_absolute_url()).status_code == 404
    page = client.get(article.get_absolute_url()).content.decode()
    assert f"<b>{SHOWN}</b>" in page
    assert person.slug not in page


def test_every_byline_is_emptied_whatever_name_it_prints(person):
    article = make_article(byline=[person])
    article.bylines.update(name="A. E.", title="Reader", affiliation="Institute")
    withhold(person)
    byline = article.bylines.get()
    assert (byline.name, byline.title, byline.affiliation) == (SHOWN, "", "")


def test_a_byline_without_a_person_is_emptied_if_it_prints_the_name(person):
    article = make_article()
    article.bylines.create(position=1, name=NAME, title="Reader", affiliation="Institute")
    article.bylines.create(position=2, name="Sam Placeholder", title=f"Aide of {NAME}")
    withhold(person)
    assert list(article.bylines.values_list("name", "title", "affiliation")) == [
        (SHOWN, "", ""),
        ("Sam Placeholder", f"Aide of {SHOWN}", ""),
    ]


def test_kept_versions_are_emptied_too(person):
    piece = make_article(byline=[person])
    piece.bylines.update(name="A. E.", title="Reader", affiliation="Institute")
    staff = make_superuser()
    change = changes.start_change(piece, by=staff)
    changes.publish_change(change, by=staff, reason="Alone.")
    withhold(person)
    rows = [row for version in piece.versions.all() for row in version.content["bylines"]]
    said = [(row["name"], row["title"], row["affiliation"]) for row in rows]
    assert said == [(SHOWN, "", ""), (SHOWN, "", "")]


def test_the_photograph_goes_unless_something_else_shows_it(person):
    Person.objects.filter(pk=person.pk).update(photo=make_image())
    shown = make_person("Avery Other", photo=make_image(alt="Both"))
    article = make_article(picture=shown.photo)
    withhold(person)
    withhold(shown)
    assert list(Image.objects.all()) == [article.picture]


def test_addresses_that_say_the_name_change_and_the_old_ones_lead_nowhere(client, person):
    article = make_article(slug="avery-example-speaks")
    make_series(slug="avery-example")
    OldAddress.objects.create(path="/2020/01/avery-example/", article=article)
    OldAddress.objects.create(path="/2020/01/something/", article=article)
    withhold(person)
    article.refresh_from_db()
    assert article.slug == "name-withheld-speaks"
    assert client.get("/articles/avery-example-speaks/").status_code == 404
    assert client.get("/2020/01/avery-example/").status_code == 404
    assert client.get("/2020/01/something/").headers["Location"] == article.get_absolute_url()


def test_an_address_that_is_taken_gets_a_number_and_a_pending_change_the_same(person):
    make_article(slug="name-withheld-speaks")
    piece = make_article(slug="avery-example-speaks")
    change = changes.start_change(piece, by=make_superuser())
    withhold(person)
    slugs = Article.objects.filter(pk__in=[piece.pk, change.pk]).values_list("slug", flat=True)
    assert list(slugs) == ["name-withheld-speaks-2"] * 2


def test_topics_of_two_withheld_people_do_not_clash(person):
    other = make_person("Sam Placeholder")
    make_article(topics=[NAME, "Sam Placeholder"])
    withhold(person)
    withhold(other)
    topics = Topic.objects.order_by("name").values_list("name", "slug")
    assert list(topics) == [
        (SHOWN, "name-withheld"),
        (f"{SHOWN} 2", "name-withheld-2"),
    ]


def test_a_text_that_becomes_too_long_is_cut(person):
    article = make_article(title=" ".join([NAME] * 21))
    withhold(person, shown_as="The name is withheld")
    article.refresh_from_db()
    assert len(article.title) == 300


def test_pictures_in_which_the_title_was_drawn_are_drawn_anew(person, jobs):
    article = make_article(title=f"A talk with {NAME}")
    fields = {"cover": "covers/a.svg", "share": "share/a.png", "fingerprint": "0"}
    Drawing.objects.create(article=article, **fields)
    withhold(person)
    assert not Drawing.objects.exists()
    assert ("articles.jobs.draw_pictures", {"article_id": article.pk}) in jobs()


def test_longer_words_are_left_alone_and_other_forms_found(person):
    article = make_article(body="<p>Averys Examples, Avery, Ա. Օրինակ, A. Example</p>")
    withhold(person, other_forms=["Ա. Օրինակ", "A. Example"])
    article.refresh_from_db()
    assert article.body == f"<p>Averys Examples, Avery, {SHOWN}, {SHOWN}</p>"


def test_whoever_has_a_changed_piece_open_is_not_there_any_more(person):
    signed, said = make_article(byline=[person]), make_article(title=f"On {NAME}")
    other = make_article()
    before = {article.pk: article.changed_at for article in (signed, said, other)}
    withhold(person)
    changed = {row.pk for row in Article.objects.all() if row.changed_at != before[row.pk]}
    assert changed == {signed.pk, said.pk}


@pytest.mark.parametrize(
    ("name", "slug", "left"),
    [
        ("Авери Пример", "avery-primer", ""),
        ("Avery Example", "a-example", ""),
        ("Avery Example", "editor-in-chief", "Editor in Chief"),
        ("Авери", "avery", "Avery"),
    ],
)
def test_what_the_address_makes_of_the_name_is_looked_for_too(db, name, slug, left):
    written = slug.replace("-", " ").title().replace(" In ", " in ")
    article = make_article(title=f"On {written}")
    withhold(make_person(name, slug=slug))
    article.refresh_from_db()
    assert article.title == f"On {left or SHOWN}"


def test_a_form_that_was_forgotten_is_withheld_later(person):
    article = make_article(body=f"<p>{NAME}, Эйвери Пример</p>")
    withhold(person)
    withhold(person, other_forms=["Эйвери Пример"])
    article.refresh_from_db()
    assert article.body == f"<p>{SHOWN}, {SHOWN}</p>"
    assert columns(person)[0] == SHOWN


def test_a_second_time_without_other_forms_is_refused(person):
    withhold(person)
    with pytest.raises(Refused, match="withheld already"):
        withhold(person)


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"shown_as": f"The late {NAME}"}, "must not hold the name"),
        ({"shown_as": "…"}, "has letters"),
        ({"shown_as": "<b>N</b>"}, "no quotes or markup"),
        ({"shown_as": 'A "B"'}, "no quotes or markup"),
        ({"shown_as": "N" * 61}, "at most 60"),
        ({"other_forms": ["A"]}, "at least two letters"),
        ({"other_forms": ["…"]}, "at least two letters"),
    ],
)
def test_what_would_do_harm_is_refused(person, asked, reason):
    with pytest.raises(Refused, match=reason):
        withhold(person, **asked)
    assert columns(person)[0] == NAME


def test_an_institution_is_refused(db):
    with pytest.raises(Refused, match="not an institution"):
        withhold(make_person("Sample Archive", kind="institution"))


def test_who_is_gone_is_refused(person):
    Person.objects.filter(pk=person.pk).delete()
    with pytest.raises(Refused, match="deleted meanwhile"):
        withhold(person)


def test_only_who_has_the_permission_withholds(person):
    user = get_user_model().objects.create_user("editor", is_staff=True)
    with pytest.raises(Refused, match="may not withhold"):
        withhold(person, by=user)
    user.user_permissions.add(Permission.objects.get(codename="withhold_name"))
    withhold(person, by=get_user_model().objects.get(pk=user.pk))
    assert columns(person)[0] == SHOWN


def test_it_is_noted_without_the_name(person):
    user = make_superuser()
    withhold(person, by=user)
    entry = Entry.objects.get(action="name-withheld")
    assert (entry.actor_id, entry.subject_pk, entry.details) == (user.pk, person.pk, {})


def test_only_hashes_of_the_forms_are_kept(person):
    withhold(person, other_forms=["Пример"])
    kept = WithheldName.objects.filter(person=person)
    assert sorted(kept.values_list("size", flat=True)) == [1, 1, 2, 2, 2, 2]
    assert all(len(row.digest) == 64 for row in kept)


@pytest.mark.parametrize("surname", ["Page", "Title"])
def test_a_name_that_machines_use_too_leaves_their_columns(staff_client, person, surname):
    work = UnsavedWork.objects.create(
        user=make_superuser("writer"),
        model="articles.page",
        title=f"On {surname}",
        data="title=x",
        fingerprint='{"digests": {"title": "x"}}',
    )
    withhold(person, other_forms=[surname])
    work.refresh_from_db()
    assert (work.model, work.title) == ("articles.page", f"On {SHOWN}")
    assert work.fingerprint == '{"digests": {"title": "x"}}'


def test_the_record_stays_since_its_hashes_know_the_name(staff_client, person):
    withhold(person)
    path = "/staff/articles/person/"
    assert staff_client.post(f"{path}{person.pk}/delete/", {"post": "yes"}).status_code == 403
    many = {"action": "delete_selected", "_selected_action": str(person.pk), "post": "yes"}
    staff_client.post(path, many)
    assert WithheldName.objects.filter(person=person).count() == 4


@pytest.mark.django_db(transaction=True)
def test_who_is_saving_is_waited_for_and_then_nobody_is_disturbed():
    person, article = make_person(NAME), make_article(title="Old")
    saving, saved = threading.Event(), threading.Event()

    def save():
        with transaction.atomic():
            Article.objects.filter(pk=article.pk).update(title=f"On {NAME}")
            saving.set()
            saved.wait(1)
        connection.close()

    other = threading.Thread(target=save)
    other.start()
    saving.wait(5)
    withhold(person)
    other.join()
    article.refresh_from_db()
    assert article.title == f"On {SHOWN}"


@pytest.mark.django_db(transaction=True)
def test_who_does_not_finish_saving_stops_it_and_nothing_is_changed():
    person, article = make_person(NAME), make_article(title="Old")
    saving, done = threading.Event(), threading.Event()

    def save():
        with transaction.atomic():
            Article.objects.filter(pk=article.pk).update(title="New")
            saving.set()
            done.wait(20)
        connection.close()

    other = threading.Thread(target=save)
    other.start()
    saving.wait(5)
    with pytest.raises(OperationalError):
        withhold(person)
    done.set()
    other.join()
    assert columns(person)[0] == NAME
    assert not Byline.objects.filter(name=SHOWN).exists()
