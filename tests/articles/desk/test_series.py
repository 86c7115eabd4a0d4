"""A series at the desk: its plan, its order, its address."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from articles.models import Article, OldAddress, Series, State
from tests.careful import sign_in
from tests.factories import make_article, make_series, make_user

SERIES = "/staff/articles/series/"
NOON = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
def series(db):
    series = make_series(title="Common measures", slug="common-measures")
    for number, title in enumerate(("A gauge", "A ledger", "A map"), start=1):
        series.parts.create(number=number, title=title)
    return series


def plan_of(series):
    return f"{SERIES}{series.pk}/plan/"


def form_of(series, **changes):
    """What a browser sends of a series and its parts as they are, with changes."""
    rows = {}
    for place, part in enumerate(series.parts.order_by("pk")):
        rows |= {
            f"parts-{place}-id": part.pk,
            f"parts-{place}-series": series.pk,
            f"parts-{place}-number": part.number,
            f"parts-{place}-title": part.title,
            f"parts-{place}-article": part.article_id or "",
        }
    count = series.parts.count()
    totals = {"parts-TOTAL_FORMS": count, "parts-INITIAL_FORMS": count}
    return {"title": series.title, "slug": series.slug} | rows | totals | changes


def save(client, series, **changes):
    return client.post(f"{SERIES}{series.pk}/change/", form_of(series, **changes))


def order(series):
    return list(series.parts.order_by("number").values_list("title", flat=True))


def allowed(*names):
    user = make_user()
    own = Permission.objects.filter(content_type__app_label="articles")
    user.user_permissions.set(own.filter(codename__in=names))
    return sign_in(user)


def test_the_plan_says_how_each_part_stands(staff_client, series):
    tomorrow = NOON + timedelta(days=1)
    standing = {
        4: {"state": State.DRAFT, "published_at": None},
        5: {"state": State.IN_REVIEW, "published_at": None},
        6: {"state": State.DRAFT, "published_at": tomorrow},
        7: {"published_at": tomorrow},
        8: {"published_at": NOON - timedelta(days=3)},
        9: {"state": State.WITHDRAWN},
    }
    for number, fields in standing.items():
        series.parts.create(number=number, article=make_article(**fields))
    rows = staff_client.get(plan_of(series)).context["rows"]
    assert [(row.part.number, row.said) for row in rows] == [
        (1, "Not begun"),
        (2, "Not begun"),
        (3, "Not begun"),
        (4, "Draft"),
        (5, "In review"),
        (6, "Not released, though it has a date"),
        (7, f"Scheduled for {tomorrow:%-d %b %Y}, 12:00"),
        (8, f"Public since {NOON - timedelta(days=3):%-d %b %Y}"),
        (9, "Withdrawn"),
    ]


def test_a_plan_costs_the_same_with_few_parts_and_with_many(
    staff_client, series, django_assert_num_queries
):
    staff_client.get(plan_of(series))
    with django_assert_num_queries(6):
        staff_client.get(plan_of(series))
    for number in range(4, 20):
        series.parts.create(number=number, article=make_article())
    with django_assert_num_queries(6):
        staff_client.get(plan_of(series))


def test_buttons_put_parts_in_order_and_lead_back_to_the_part(staff_client, series):
    last = series.parts.get(number=3)
    moved = staff_client.post(plan_of(series), {"up": last.pk})
    assert moved.headers["Location"] == f"{plan_of(series)}#part-{last.pk}"
    assert order(series) == ["A gauge", "A map", "A ledger"]
    staff_client.post(plan_of(series), {"down": series.parts.get(number=1).pk})
    assert order(series) == ["A map", "A gauge", "A ledger"]


def test_a_step_too_far_is_told(staff_client, series):
    first = series.parts.get(number=1)
    page = staff_client.post(plan_of(series), {"up": first.pk}, follow=True)
    told = [str(message) for message in page.context["messages"]]
    assert told == ["It cannot go further: it is at the end already."]


@pytest.mark.parametrize("sent", [{"up": "x"}, {"begin": "99999999999999999999"}, {"down": ""}])
def test_a_part_that_cannot_be_is_told(staff_client, series, sent):
    page = staff_client.post(plan_of(series), sent, follow=True)
    told = [str(message) for message in page.context["messages"]]
    assert told == ["This part is not there any more."]


def test_numbers_put_parts_in_order_without_any_script(staff_client, series):
    changes = {"parts-0-number": 3, "parts-2-number": 1}
    assert save(staff_client, series, **changes).status_code == 302
    assert order(series) == ["A map", "A ledger", "A gauge"]


def test_parts_without_a_number_come_behind_the_others(staff_client, series):
    new = {
        "parts-TOTAL_FORMS": "5",
        "parts-3-title": "A canal",
        "parts-3-number": "",
        "parts-4-title": "A dam",
    }
    assert save(staff_client, series, **new).status_code == 302
    assert order(series) == ["A gauge", "A ledger", "A map", "A canal", "A dam"]


def test_one_number_twice_is_refused_and_kept_as_typed(staff_client, series):
    response = save(staff_client, series, **{"parts-0-number": 2})
    formset = response.context["inline_admin_formsets"][0].formset
    assert formset.forms[0]["number"].value() == "2"
    assert not formset.is_valid()
    assert order(series) == ["A gauge", "A ledger", "A map"]


def test_a_part_is_planned_for_a_day_that_only_staff_see(staff_client, client, series):
    save(staff_client, series, **{"parts-1-planned_on": "2033-03-31"})
    assert series.parts.get(number=2).planned_on == date(2033, 3, 31)
    assert "31 Mar 2033" in staff_client.get(plan_of(series)).content.decode()
    assert "2033" not in client.get(series.get_absolute_url()).content.decode()


def test_a_draft_is_begun_from_its_part(staff_client, series):
    part = series.parts.get(number=1)
    begun = staff_client.post(plan_of(series), {"begin": part.pk})
    article = Article.objects.get(title="A gauge")
    assert begun.headers["Location"] == f"/staff/articles/article/{article.pk}/change/"
    again = staff_client.post(plan_of(series), {"begin": part.pk})
    assert again.headers["Location"] == begun.headers["Location"]


def test_a_series_without_texts_is_announced(staff_client, client, db):
    series = make_series(title="A plan", announced_on=timezone.localdate() + timedelta(days=9))
    series.parts.create(number=1, title="What comes")
    assert client.get(series.get_absolute_url()).status_code == 404
    page = staff_client.get(plan_of(series))
    day = series.announced_on
    assert page.context["known"] == f"Nobody outside sees this series before {day:%-d %B %Y}."
    staff_client.post(plan_of(series), {"announce": "1"})
    known = staff_client.get(plan_of(series)).context["known"]
    today = timezone.localdate()
    assert known == (
        "Readers know of this series: it has a page and stands in the list. "
        f"Announced on {today:%-d %B %Y}."
    )
    assert "What comes" in client.get(series.get_absolute_url()).content.decode()
    assert "A plan" in client.get("/series/").content.decode()


def test_an_announcement_sent_once_more_changes_no_day(staff_client, db):
    told = timezone.localdate() - timedelta(days=3)
    series = make_series(announced_on=told)
    staff_client.post(plan_of(series), {"announce": "1"})
    series.refresh_from_db()
    assert series.announced_on == told


def test_a_series_with_nothing_to_show_says_so(staff_client, db):
    known = staff_client.get(plan_of(make_series())).context["known"]
    assert known.startswith("Nobody outside sees this series yet")


def test_a_changed_address_leads_on_also_from_the_feed(staff_client, client, series):
    series.parts.create(number=4, article=make_article())
    for slug in ("measures", "shared-measures"):
        save(staff_client, Series.objects.get(), slug=slug)
    for slug in ("common-measures", "measures"):
        assert client.get(f"/series/{slug}/").headers["Location"] == "/series/shared-measures/"
        for form in ("atom", "rss"):
            moved = client.get(f"/feeds/series/{slug}/{form}/")
            assert (moved.status_code, moved.headers["Location"]) == (
                301,
                f"/feeds/series/shared-measures/{form}/",
            )
    assert client.get("/feeds/series/measures/pdf/").status_code == 404
    save(staff_client, Series.objects.get(), slug="measures")
    assert client.get("/series/measures/").status_code == 200
    assert set(OldAddress.objects.values_list("path", flat=True)) == {
        "/series/common-measures/",
        "/series/shared-measures/",
    }


def test_an_old_address_does_not_give_a_planned_series_away(staff_client, client, series):
    Series.objects.update(announced_on=timezone.localdate() + timedelta(days=9))
    save(staff_client, Series.objects.get(), slug="measures", announced_on="2199-01-01")
    assert client.get("/series/common-measures/").status_code == 404


def test_the_address_of_another_series_is_refused(staff_client, series):
    other = make_series(slug="other")
    OldAddress.objects.create(path="/series/taken/", series=other)
    response = save(staff_client, series, slug="taken")
    errors = response.context["adminform"].form.errors
    assert errors["slug"] == [
        "This is an old address of something else, which readers may still use."
    ]


def test_the_list_says_what_is_public(staff_client, series):
    series.parts.create(number=4, article=make_article())
    make_series(title="Unseen")
    page = staff_client.get(SERIES).content.decode()
    assert "1 of 4" in page
    assert "Nothing yet" in page
    assert f'href="{plan_of(series)}"' in page


def test_who_only_looks_at_series_changes_nothing(series):
    client = allowed("view_series")
    page = client.get(plan_of(series))
    assert page.status_code == 200
    assert 'name="up"' not in page.content.decode()
    part = series.parts.get(number=1)
    for sent in ({"down": part.pk}, {"begin": part.pk}, {"announce": "1"}):
        assert client.post(plan_of(series), sent).status_code == 403
    assert order(series) == ["A gauge", "A ledger", "A map"]


def test_who_may_not_see_series_sees_no_plan(series):
    assert allowed("view_article").get(plan_of(series)).status_code == 403


def test_of_a_piece_of_somebody_else_only_its_standing_is_told(series):
    hidden = make_article(title="A secret title", state=State.DRAFT, published_at=None)
    series.parts.create(number=4, article=hidden)
    client = allowed("view_series", "change_series", "change_article", "add_article")
    rows = client.get(plan_of(series)).context["rows"]
    assert [(row.title, row.said, row.url) for row in rows][-1] == ("Part 4", "Draft", "")
    assert "A secret title" not in client.get(plan_of(series)).content.decode()
