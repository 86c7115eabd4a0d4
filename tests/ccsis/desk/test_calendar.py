"""The calendar of the desk: what was and will be published, and what else has a day."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.utils import timezone

from articles.models import Article, State
from tests.careful import sign_in
from tests.desk import ADD
from tests.factories import make_article, make_series, make_user
from tests.sendings import make_event

CALENDAR = "/staff/calendar/"
NOW = datetime(2026, 11, 16, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _sixteenth_of_november():
    with time_machine.travel(NOW, tick=False):
        yield


def on(day, hour=9, month=11):
    return datetime(2026, month, day, hour, tzinfo=UTC)


def told(client, **query):
    """What stands on the days: the day, the title, what is said."""
    weeks = client.get(CALENDAR, query).context["weeks"]
    return [
        (f"{entry.day:%d.%m.}", entry.title, entry.said)
        for week in weeks
        for day in week
        for entry in day.entries
    ]


def allowed(*names):
    user = make_user()
    for name in names:
        app, codename = name.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    return user


def test_pieces_stand_on_the_day_of_their_publication_with_what_is_true_of_them(staff_client):
    make_article(title="Out", published_at=on(3))
    make_article(title="Back", published_at=on(4), state=State.WITHDRAWN)
    make_article(title="Marked", published_at=on(5), state=State.RETRACTED)
    make_article(title="Late", published_at=on(6), state=State.IN_REVIEW)
    make_article(title="Coming", published_at=on(20))
    make_article(title="Dated", published_at=on(21), state=State.DRAFT)
    make_article(title="Undated", published_at=None, state=State.DRAFT)
    make_article(title="Gone", published_at=on(22), deleted_at=NOW)
    make_article(title="Elsewhen", published_at=on(20, month=6))
    assert told(staff_client) == [
        ("03.11.", "Out", "published"),
        ("04.11.", "Back", "published, withdrawn since"),
        ("05.11.", "Marked", "published, retracted since"),
        ("06.11.", "Late", "not released, though its time has come (in review)"),
        ("20.11.", "Coming", "scheduled"),
        ("21.11.", "Dated", "scheduled, but not released (draft)"),
    ]


def test_ends_of_publication_stand_there_too(staff_client):
    make_article(title="Short", published_at=on(2), unpublish_at=on(10))
    make_article(title="Long", published_at=on(2, month=3), unpublish_at=on(30))
    make_article(
        title="Unreleased", published_at=on(2, month=3), unpublish_at=on(30), state="draft"
    )
    assert told(staff_client) == [
        ("02.11.", "Short", "published"),
        ("10.11.", "Short", "publication ended"),
        ("30.11.", "Long", "publication ends"),
    ]


def test_the_days_of_other_months_in_the_first_and_last_week_are_filled(staff_client):
    make_article(title="October", published_at=on(26, month=10))
    make_article(title="Too early", published_at=on(25, hour=23, month=10))
    make_article(title="December", published_at=on(6, hour=23, month=12))
    make_article(title="Too late", published_at=on(7, hour=0, month=12))
    assert [title for _day, title, _said in told(staff_client)] == ["October", "December"]
    assert [title for _day, title, _said in told(staff_client, month="2026-12")] == [
        "December",
        "Too late",
    ]


def test_announced_series_and_parts_that_are_planned(staff_client):
    series = make_series(title="Measures", announced_on=date(2026, 11, 1))
    plan = {"series": series, "planned_on": date(2026, 11, 18)}
    series.parts.create(number=1, title="A gauge", planned_on=plan["planned_on"])
    draft = make_article(title="A draft", state=State.DRAFT, published_at=None)
    series.parts.create(number=2, article=draft, planned_on=plan["planned_on"])
    dated = make_article(title="Dated", published_at=on(19))
    series.parts.create(number=3, article=dated, planned_on=plan["planned_on"])
    assert told(staff_client) == [
        ("01.11.", "Measures", "series is announced"),
        ("18.11.", "A gauge", "planned: part 1 of “Measures” (not begun)"),
        ("18.11.", "Part 2", "planned: part 2 of “Measures” (draft)"),
        ("19.11.", "Dated", "scheduled"),
    ]


def test_events_and_their_deadlines(staff_client):
    make_event(
        name="Made-up conference",
        edition="2026",
        is_public=False,
        starts_on=date(2026, 11, 24),
        ends_on=date(2026, 11, 25),
        call_opens_on=date(2026, 11, 2),
        call_closes_on=date(2026, 11, 9),
        partners_from=on(3),
        partners_until=on(12),
    )
    name = "Made-up conference, 2026"
    assert told(staff_client) == [
        ("02.11.", name, "call for abstracts opens (not public)"),
        ("03.11.", name, "letters of interest from now on (not public)"),
        (
            "10.11.",
            name,
            "call for abstracts closes (end of the day anywhere on Earth) (not public)",
        ),
        ("12.11.", name, "last letters of interest (not public)"),
        ("24.11.", name, "event begins (not public)"),
        ("25.11.", name, "event ends (not public)"),
    ]


def test_an_author_sees_their_own_pieces_and_nobody_elses(db):
    author = allowed("articles.change_article", "articles.view_article")
    make_article(title="Of somebody else", published_at=on(20), state=State.DRAFT)
    make_article(title="Mine", published_at=on(20), state=State.DRAFT, created_by=author)
    series = make_series(announced_on=date(2026, 11, 2))
    series.parts.create(number=1, title="Planned", planned_on=date(2026, 11, 3))
    make_event(starts_on=date(2026, 11, 24))
    assert [title for _day, title, _said in told(sign_in(author))] == ["Mine"]


def test_who_has_no_rights_here_sees_empty_days(db):
    make_article(published_at=on(20))
    page = sign_in(make_user()).get(CALENDAR)
    assert page.status_code == 200
    assert [day.ways for week in page.context["weeks"] for day in week if day.ways] == []
    assert told(sign_in(make_user())) == []


def test_a_stranger_is_sent_to_sign_in(client, db):
    assert client.get(CALENDAR).status_code == 302


def test_a_piece_is_begun_for_a_day_that_is_not_over(staff_client):
    weeks = staff_client.get(CALENDAR).context["weeks"]
    ways = [way for week in weeks for day in week for way in day.ways]
    assert ways[0] == ("New piece", f"{ADD}?on=2026-11-16")
    assert len(ways) == 21
    form = staff_client.get(ways[4][1]).context["adminform"].form
    assert form["published_at"].value() == datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize("day", ["x", "2026-02-30", "", "0000-00-00"])
def test_a_day_that_cannot_be_begins_a_piece_without_one(staff_client, day):
    form = staff_client.get(ADD, {"on": day}).context["adminform"].form
    assert form["published_at"].value() is None


def test_months_lead_to_each_other(staff_client):
    page = staff_client.get(CALENDAR, {"month": "2027-01"})
    assert (page.status_code, str(page.context["month"])) == (200, "2027-01")
    html = page.content.decode()
    assert 'href="?month=2026-12" rel="prev"' in html
    assert 'href="?month=2027-02" rel="next"' in html


@pytest.mark.parametrize("month", ["zz", "2026-13", "1989-12", "<b>", "9999-01"])
def test_what_is_no_month_is_told_and_given_back(staff_client, month):
    page = staff_client.get(CALENDAR, {"month": month})
    assert page.status_code == 422
    assert str(page.context["month"]) == "2026-11"
    assert page.context["asked"] == month
    assert "is no month such as 2026-11" in page.content.decode()


def test_a_title_says_its_language(staff_client):
    make_article(title="Пример", language="ru", published_at=on(3))
    assert 'lang="ru" dir="auto">Пример</a>' in staff_client.get(CALENDAR).content.decode()


def test_the_calendar_costs_the_same_however_much_is_on_its_days(
    staff_client, django_assert_num_queries
):
    staff_client.get(CALENDAR)
    with django_assert_num_queries(6):
        staff_client.get(CALENDAR)
    series = make_series(announced_on=date(2026, 11, 2))
    for number in range(1, 20):
        make_article(published_at=on(number), unpublish_at=on(number) + timedelta(days=1))
        series.parts.create(number=number, title="Part", planned_on=date(2026, 11, number))
        make_event(edition=str(number), slug=f"e-{number}", starts_on=date(2026, 11, number))
    with django_assert_num_queries(6):
        staff_client.get(CALENDAR)
    assert Article.objects.filter(published_at__lte=timezone.now()).exists()


def test_the_home_page_leads_to_it(staff_client):
    assert f'href="{CALENDAR}"' in staff_client.get("/staff/").content.decode()
