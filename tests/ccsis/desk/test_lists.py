"""Changing rows in a list writes over nothing that somebody else changed meanwhile."""

import pytest

from articles.models import MenuEntry, WordPressCategory
from tests.careful import shown_rows
from tests.factories import make_menu_entry, make_region

MENUS = "/staff/articles/menuentry/"
CATEGORIES = "/staff/articles/wordpresscategory/"


@pytest.fixture
def entries(db):
    MenuEntry.objects.all().delete()
    return [make_menu_entry(label, position=place) for place, label in enumerate(["One", "Two"])]


def send(client, rows, path=MENUS, **typed):
    fields = {name.replace("__", "-"): value for name, value in typed.items()}
    return client.post(path, rows | fields | {"_save": "Save"})


def labels():
    return [entry.label for entry in MenuEntry.objects.order_by("pk")]


def test_a_row_that_was_not_touched_keeps_what_somebody_else_wrote(staff_client, entries):
    rows = shown_rows(staff_client, MENUS)
    MenuEntry.objects.filter(pk=entries[1].pk).update(label="Hers")
    assert send(staff_client, rows, form__0__label="Mine").status_code == 302
    assert labels() == ["Mine", "Hers"]


def test_a_row_that_somebody_else_changed_is_refused_and_says_what_is_there(staff_client, entries):
    rows = shown_rows(staff_client, MENUS)
    MenuEntry.objects.filter(pk=entries[0].pk).update(label="Hers")
    response = send(staff_client, rows, form__0__position="7", form__1__label="Mine")
    assert response.status_code == 409
    (first, second) = response.context["cl"].formset.forms
    assert list(first.errors) == ["label"]
    assert "Now it is: Hers." in first.errors["label"][0]
    assert (first["position"].value(), second["label"].value()) == ("7", "Mine")
    assert labels() == ["Hers", "Two"]


def test_the_second_time_a_row_is_saved_deliberately(staff_client, entries):
    rows = shown_rows(staff_client, MENUS)
    MenuEntry.objects.filter(pk=entries[0].pk).update(label="Hers")
    refused = send(staff_client, rows, form__0__label="Mine").content.decode()
    assert 'name="initial-form-0-label" value="Hers"' in refused
    again = {"initial-form-0-label": "Hers", "form-0-label": "Mine"}
    assert send(staff_client, rows | again).status_code == 302
    assert labels() == ["Mine", "Two"]


def test_a_list_that_does_not_say_what_it_shows_is_refused(staff_client, entries):
    rows = shown_rows(staff_client, MENUS)
    sent = {name: value for name, value in rows.items() if not name.startswith("initial-")}
    assert send(staff_client, sent, form__0__label="Mine").status_code == 409
    assert labels() == ["One", "Two"]


def test_choices_in_a_list_are_compared_too(staff_client):
    category = WordPressCategory.objects.create(slug="old", name="Old")
    region, other = make_region("caucasus"), make_region("eurasia")
    rows = shown_rows(staff_client, CATEGORIES)
    chosen = {"form-0-region": str(region.pk)}
    assert send(staff_client, rows | chosen, CATEGORIES).status_code == 302
    WordPressCategory.objects.update(region=other)
    response = send(staff_client, rows | chosen, CATEGORIES)
    assert response.status_code == 409
    assert "Now it is: Eurasia." in response.content.decode()
    category.refresh_from_db()
    assert category.region == other


def test_what_is_typed_stays_where_another_row_is_gone_meanwhile(staff_client, entries):
    rows = shown_rows(staff_client, MENUS)
    entries[0].delete()
    assert send(staff_client, rows, form__1__label="Mine").status_code == 302
    assert labels() == ["Mine"]


def test_what_is_typed_stands_beside_its_own_row_in_another_order(staff_client, entries):
    rows = shown_rows(staff_client, MENUS)
    MenuEntry.objects.filter(pk=entries[0].pk).update(position=9)
    shown = send(staff_client, rows, form__0__label="Mine").context["cl"]
    assert [row.pk for row in shown.result_list] == [form.instance.pk for form in shown.formset]


def test_what_is_typed_in_a_list_has_a_name(staff_client, entries):
    page = staff_client.get(MENUS).content.decode()
    assert (page.count('aria-label="Label"'), page.count('aria-label="Position"')) == (2, 2)
