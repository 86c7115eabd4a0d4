from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import (
    Article,
    Byline,
    Kind,
    OldAddress,
    Person,
    Region,
    Series,
    SeriesPart,
    State,
)
from tests.factories import make_article, make_page, make_person, make_series

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("state", "hours", "public"),
    [
        (State.READY, -1, True),
        (State.RETRACTED, -1, True),
        (State.READY, 1, False),
        (State.RETRACTED, 1, False),
        (State.DRAFT, -1, False),
        (State.IN_REVIEW, -1, False),
        (State.WITHDRAWN, -1, False),
    ],
)
def test_only_a_released_piece_whose_time_has_come_is_public(db, state, hours, public):
    article = make_article(state=state, published_at=timezone.now() + hours * HOUR)
    assert Article.objects.published().exists() is public
    assert article.is_public is public


def test_a_piece_without_a_time_is_not_public(db):
    article = make_article(published_at=None)
    assert not Article.objects.published().exists()
    assert article.is_public is False


def test_a_scheduled_piece_becomes_public_by_the_clock_alone(db, time_machine):
    make_article(published_at=timezone.now() + HOUR)
    assert not Article.objects.published().exists()
    time_machine.move_to(timezone.now() + HOUR)
    assert Article.objects.published().exists()


def refused(name, action):
    """The database itself refuses this, by the constraint of that name."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        action()
    return name in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("article_has_title", {"title": "\u200b"}),
        ("article_has_slug", {"slug": ""}),
        ("article_kind_is_known", {"kind": "rumour"}),
        ("article_state_is_known", {"state": "leaked"}),
        ("article_language_is_known", {"language": "xx"}),
        (
            "article_was_public_before_it_was_withdrawn",
            {"state": "withdrawn", "published_at": None},
        ),
        (
            "exclusive_report_has_a_republication_notice",
            {"kind": Kind.EXCLUSIVE_REPORT, "republication_notice": ""},
        ),
    ],
)
def test_the_database_refuses_an_article(db, name, fields):
    assert refused(name, lambda: make_article(**fields))


def test_an_update_is_not_before_the_publication(db):
    now = timezone.now()
    assert refused(
        "article_is_updated_after_publication",
        lambda: make_article(published_at=now, updated_at=now - HOUR),
    )


def test_the_database_refuses_a_byline_without_a_name(db):
    article = make_article()
    assert refused("byline_has_person_or_name", lambda: article.bylines.create(name=" "))


def test_the_database_refuses_a_person_named_twice_in_a_role(db):
    person, article = make_person(), make_article()
    article.bylines.create(person=person, position=1)
    assert refused(
        "byline_names_a_person_once_in_a_role",
        lambda: article.bylines.create(person=person, position=2),
    )


def test_bylines_may_change_places_in_one_transaction(db):
    article = make_article(byline=[make_person("Avery Example"), make_person("Sam Placeholder")])
    first, second = article.bylines.all()
    with transaction.atomic():
        for byline, position in ((first, 2), (second, 1)):
            Byline.objects.filter(pk=byline.pk).update(position=position)
    assert [str(byline) for byline in article.bylines.all()] == ["Sam Placeholder", "Avery Example"]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("region_has_name", lambda: Region.objects.create(name=" ", slug="x")),
        ("person_has_name", lambda: make_person(name="")),
        ("person_kind_is_known", lambda: Person.objects.create(name="A", slug="a", kind="robot")),
        ("series_has_title", lambda: Series.objects.create(title="", slug="x")),
        ("series_part_counts_from_one", lambda: make_series().parts.create(number=0, title="x")),
        ("series_part_has_article_or_title", lambda: make_series().parts.create(number=1)),
        ("page_has_title", lambda: make_page(title=" ")),
        ("page_has_slug", lambda: make_page(slug="")),
        (
            "old_address_starts_with_a_slash",
            lambda: OldAddress.objects.create(path="x", article=make_article()),
        ),
        ("old_address_leads_to_one_thing", lambda: OldAddress.objects.create(path="/x/")),
        (
            "old_address_leads_to_one_thing",
            lambda: OldAddress.objects.create(path="/x/", article=make_article(), page=make_page()),
        ),
    ],
)
def test_the_database_refuses(db, name, make):
    assert refused(name, make)


def test_a_part_can_be_announced_before_its_article_exists(db):
    part = make_series(title="A made-up series").parts.create(number=2, title="To come")
    assert (str(part), part.article) == ("A made-up series, 2", None)


def test_a_part_outlives_its_article_as_an_announcement(db):
    article = make_article()
    part = make_series().parts.create(number=1, title="Still announced", article=article)
    article.delete()
    assert SeriesPart.objects.get(pk=part.pk).article is None


def test_a_person_who_signed_cannot_be_deleted(db):
    person = make_person()
    make_article(byline=[person])
    with pytest.raises(IntegrityError):
        person.delete()


def test_a_card_says_who_and_where_in_one_query(db, django_assert_num_queries):
    make_article(
        regions=["middle-east", "caucasus"],
        byline=[make_person("Avery Example", title="Reader"), make_person("Sam Placeholder")],
    )
    with django_assert_num_queries(1):
        (article,) = Article.objects.published().with_cards()
        assert [region["slug"] for region in article.region_list] == ["caucasus", "middle-east"]
        assert [line["name"] for line in article.byline_list] == [
            "Avery Example",
            "Sam Placeholder",
        ]
        assert article.byline_list[0]["title"] == "Reader"
