"""A restored backup and a later import do not bring a withheld name back."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.models import Article, Person, Topic, WithheldName
from articles.withholding import known
from articles.withholding.actions import withhold_name
from tests.articles.wordpress.wxr import import_items, item, tag
from tests.factories import make_article, make_person

NAME, SHOWN = "Avery Example", "Name withheld"


def withhold(person, other_forms=()):
    withhold_name(person, by=None, shown_as=SHOWN, other_forms=other_forms)


def apply_again() -> str:
    out = StringIO()
    call_command("apply_withholdings", stdout=out)
    return out.getvalue()


@pytest.fixture
def imported(db, tmp_path):
    import_items(tmp_path, item(1, title="Signed"), item(2, title=f"On {NAME}", creator="desk"))
    withhold(Person.objects.get(name=NAME))
    return tmp_path


def said() -> list[tuple]:
    rows = Article.objects.order_by("pk")
    return [(row.title, [str(line) for line in row.bylines.all()]) for row in rows]


def test_the_same_import_leaves_what_was_withheld(imported):
    before = said()
    output = import_items(
        imported, item(1, title="Signed"), item(2, title=f"On {NAME}", creator="desk")
    )
    assert said() == before == [("Signed", [SHOWN]), (f"On {SHOWN}", ["Night Desk"])]
    assert "2 kept" in output
    assert NAME not in output


def test_new_items_come_without_the_name(imported):
    output = import_items(
        imported,
        item(
            3,
            tag("avery-example", NAME),
            title=f"With {NAME}",
            content="<p>Said <b>Avery</b> Example.</p>",
            excerpt=NAME.upper(),
            slug="with-avery-example",
        ),
    )
    article = Article.objects.get(title=f"With {SHOWN}")
    assert article.slug == "with-name-withheld"
    assert (article.standfirst, article.bylines.get().name) == (SHOWN, SHOWN)
    assert article.bylines.get().person == Person.objects.get(withheld_at__isnull=False)
    assert "Example" not in article.body
    assert [topic.slug for topic in Topic.objects.all()] == ["name-withheld"]
    assert "avery" not in "".join(article.old_addresses.values_list("path", flat=True))
    assert "Example" not in output
    assert Person.objects.filter(name=NAME).count() == 0


def test_a_restored_backup_is_freed_of_the_name(db, django_capture_on_commit_callbacks):
    person = make_person(NAME, slug="avery-example", title="Reader")
    with django_capture_on_commit_callbacks(execute=True):
        withhold(person, ["Э. Пример"])
    # As the backup has it: before the withholding.
    person.delete()
    person = make_person(NAME, slug="avery-example", title="Reader")
    article = make_article(title="By Э. Пример", body="<p>AVERY EXAMPLE</p>", byline=[person])
    assert apply_again() == "1 person was found.\n0 preview links were revoked.\n"
    person.refresh_from_db()
    article.refresh_from_db()
    assert (person.name, person.title, person.slug != "avery-example") == (SHOWN, "", True)
    assert (article.title, article.body) == (f"By {SHOWN}", f"<p>{SHOWN}</p>")
    assert WithheldName.objects.filter(person=person).count() == 8
    assert apply_again() == "0 people were found.\n0 preview links were revoked.\n"


def test_without_a_file_nothing_is_changed(db):
    make_person(NAME)
    assert apply_again() == "0 people were found.\n0 preview links were revoked.\n"


def test_the_file_holds_no_name_and_forgets_nothing(
    db, settings, django_capture_on_commit_callbacks
):
    for name in (NAME, "Sam Placeholder"):
        with django_capture_on_commit_callbacks(execute=True):
            withhold(make_person(name))
        WithheldName.objects.all().delete()
    text = Path(settings.WITHHELD_NAMES).read_text()
    assert [set(json.loads(line)) for line in text.splitlines()] == [
        {"person", "digest", "size", "shown_as"}
    ] * 8
    assert "Avery" not in text


def test_a_file_that_cannot_be_written_is_told_and_stops_nothing(
    db, settings, tmp_path, django_capture_on_commit_callbacks, caplog
):
    settings.WITHHELD_NAMES = tmp_path / "file" / "names"
    (tmp_path / "file").write_text("")
    person = make_person(NAME)
    with django_capture_on_commit_callbacks(execute=True):
        withhold(person)
    assert "could not be written" in caplog.text
    assert NAME not in caplog.text


def test_a_file_that_cannot_be_read_is_told_and_kept_as_it_is(
    db, settings, tmp_path, django_capture_on_commit_callbacks, caplog
):
    settings.WITHHELD_NAMES = tmp_path / "names"
    settings.WITHHELD_NAMES.write_text("no line of ours")
    with django_capture_on_commit_callbacks(execute=True):
        withhold(make_person(NAME))
    assert "could not be written" in caplog.text
    assert settings.WITHHELD_NAMES.read_text() == "no line of ours"


def test_another_key_knows_nothing(db, settings):
    withhold(make_person(NAME))
    settings.SECRET_KEY = "another"
    known.digest.cache_clear()
    assert known.withheld_names().hidden(NAME) == NAME
    known.digest.cache_clear()
