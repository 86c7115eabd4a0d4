"""Abstracts as files for spreadsheets, of which no cell is a formula."""

import csv
import io
import re

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from ccsis.accounts.roles import EVENT_MANAGER, PUBLISHER, ROLES
from ccsis.audit.models import Action, Entry
from ccsis.intake.personal.erasure import erase
from tests.careful import sign_in
from tests.sendings import make_abstract, make_author, make_call

pytestmark = pytest.mark.django_db

LIST = "/staff/events/abstract/"
HOSTILE = ["=1+1", "+1", "-1+1", "@SUM(A1)", '=HYPERLINK("https://evil.example")', "|x|y", "%x"]
HOSTILE += ["\t=1", "\r=1", "\n=1"]


@pytest.fixture
def event(db):
    return make_call()


def export(client, rows, form="csv"):
    data = {"action": f"export_as_{form}", "_selected_action": [row.pk for row in rows]}
    return client.post(LIST, data)


def lines(response) -> list[dict]:
    text = response.content.decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def cells(response) -> list[list]:
    book = load_workbook(io.BytesIO(response.content))
    return [list(row) for row in book.active.iter_rows()]


def test_a_line_is_an_abstract_with_its_authors_side_by_side(staff_client, event):
    one = make_abstract(event, title="Խաղաղություն", phone="374", topic=event.topics.first())
    make_author(one, name="Avery Example", name_kept_from=["review"], email="a@example.org")
    make_author(one, name="Sam Placeholder", affiliations=["One", "Two"])
    two = make_abstract(event)
    make_author(two)
    first, second = lines(export(staff_client, [one, two]))
    assert (first["title"], first["topic"]) == ("Խաղաղություն", "Wording of clauses")
    assert (first["contact e-mail"], first["contact telephone"]) == ("avery@example.org", "374")
    assert (first["author 1 name"], first["author 1 name kept from"]) == (
        "Avery Example",
        "the reviewers",
    )
    assert first["author 2 affiliations"] == "One; Two"
    assert (second["reference"], second["author 2 name"]) == (two.reference, "")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(staff_client, event, text):
    abstract = make_abstract(event, title=text, text=text)
    make_author(abstract, name=text, affiliations=[text])
    [line] = lines(export(staff_client, [abstract]))
    names = ("title", "abstract", "author 1 name", "author 1 affiliations")
    assert [line[name] for name in names] == [f"'{text}"] * 4
    sheet = cells(export(staff_client, [abstract], "xlsx"))
    assert not [cell.coordinate for row in sheet for cell in row if cell.data_type == "f"]
    # XML reads a carriage return as a line feed.
    shown = "'" + text.replace("\r", "\n")
    assert [cell.value for cell in sheet[1]].count(shown) == 4


def test_characters_that_a_sheet_cannot_hold_do_no_harm(staff_client, event):
    abstract = make_abstract(event, title="A\x0b\x1f\ufffe\uffffB", text="x" * 40_000)
    sheet = cells(export(staff_client, [abstract], "xlsx"))
    assert "AB" in [cell.value for cell in sheet[1]]


def test_an_empty_export_has_its_heading(staff_client, event):
    held = make_abstract(event, held_at=timezone.now(), doubt="trap")
    assert lines(export(staff_client, [held])) == []
    assert cells(export(staff_client, [held], "xlsx"))[0][0].value == "reference"


def test_all_that_the_list_shows_are_exported_with_its_filters(staff_client, event):
    wanted = [make_abstract(event, format="panel", title=f"Title {n}") for n in range(60)]
    make_abstract(event, format="workshop")
    data = {"action": "export_as_csv", "select_across": "1", "_selected_action": [wanted[0].pk]}
    response = staff_client.post(f"{LIST}?format=panel&q=title", data)
    assert [line["reference"] for line in lines(response)] == [row.reference for row in wanted]


def test_the_name_of_a_file_tells_of_nobody(staff_client, event):
    abstract = make_abstract(event, title="Avery")
    for form in ("csv", "xlsx"):
        name = export(staff_client, [abstract], form)["Content-Disposition"]
        assert re.fullmatch(rf'attachment; filename="abstracts-\d{{8}}-\d{{4}}\.{form}"', name)


def test_what_its_author_erased_is_in_no_file(staff_client, event):
    abstract = make_abstract(event)
    make_author(abstract, name="Avery Example")
    erase(make_author(abstract, name="Sam Placeholder", country="Exampleland"))
    [line] = lines(export(staff_client, [abstract]))
    assert (line["author 1 name"], line["author 2 name"], line["author 2 country"]) == (
        "Avery Example",
        "",
        "",
    )


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("role", ROLES)
def test_who_arranges_events_alone_exports_and_it_is_noted(event, role, form):
    abstract = make_abstract(event, email="canary@example.org")
    user = User.objects.create_user("somebody", is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    response = export(sign_in(user), [abstract], form)
    may = role in {EVENT_MANAGER, PUBLISHER}
    is_file = "attachment" in response.get("Content-Disposition", "")
    assert is_file == may
    assert Entry.objects.filter(action=Action.EXPORTED).count() == may
    assert "canary" not in str(Entry.objects.values_list("details", flat=True))


def test_held_and_erased_ones_are_left_out(staff_client, event):
    kept = make_abstract(event)
    held = make_abstract(event, held_at=timezone.now(), doubt="trap")
    assert [line["reference"] for line in lines(export(staff_client, [kept, held]))] == [
        kept.reference
    ]


def test_an_export_asks_the_same_of_few_and_of_many(staff_client, event):
    counts = []
    for many in (2, 40):
        rows = [make_abstract(event) for _ in range(many)]
        for row in rows:
            make_author(row)
        with CaptureQueriesContext(connection) as captured:
            export(staff_client, rows)
        counts.append(len(captured))
    assert counts[0] == counts[1]
