"""Loading the demonstration into a database, and removing it again."""

import pytest
from django.core.management import CommandError
from django.utils.html import strip_tags

from articles.models import (
    Article,
    Kind,
    Page,
    Topic,
)
from ccsis.demo import actions
from ccsis.demo.models import DemoLoad
from tests.articles.demo.demonstration import counts, make_regions, run
from tests.factories import (
    make_article,
    make_image,
    make_page,
    make_person,
    make_series,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _tables(jobs):
    make_regions()


def test_loading_twice_is_loading_once():
    run()
    once = counts()
    run()
    assert counts() == once


def test_removing_leaves_exactly_what_was_there():
    before = counts()
    run()
    run("--remove")
    assert counts() == before
    assert not actions.is_present()


def test_it_refuses_to_mix_with_real_content():
    make_article(title="Real work")
    with pytest.raises(CommandError, match="not the demonstration's"):
        run()
    assert Article.objects.count() == 1


@pytest.mark.parametrize("make", [make_person, make_article])
def test_at_the_first_start_real_content_just_means_no_demonstration(make):
    make()
    run("--once")
    assert not DemoLoad.objects.exists()


def test_once_removed_it_does_not_come_back_at_the_next_start():
    run("--once")
    run("--remove")
    run("--once")
    assert not Article.objects.exists()


def test_removing_what_is_not_there_says_so():
    assert run("--remove") == "There is no demonstration here.\n"


def test_standing_pages_are_not_the_demonstrations():
    Page.objects.get_or_create(slug="about", defaults={"title": "About"})
    run()
    run("--remove")
    assert Page.objects.filter(slug="about").exists()


def test_generated_pieces_are_spread_over_kinds_and_regions(django_assert_max_num_queries):
    run("--articles", "60")
    generated = Article.objects.filter(slug__startswith="generated-")
    assert generated.published().count() == 60
    assert set(generated.values_list("kind", flat=True)) == set(Kind.values)
    assert all(
        len(strip_tags(body).split()) > 400 for body in generated.values_list("body", flat=True)
    )
    run("--articles", "5")
    assert generated.count() == 65
    run("--remove")
    assert (Article.objects.count(), Topic.objects.count()) == (0, 0)


def test_a_negative_number_is_refused():
    with pytest.raises(CommandError, match="zero or more"):
        run("--articles", "-1")


@pytest.mark.parametrize("make", [make_article, make_image, make_page, make_person, make_series])
def test_any_work_of_the_office_is_real_content(make):
    make()
    with pytest.raises(CommandError):
        run()


def test_a_topic_that_staff_made_before_stays():
    own = Topic.objects.create(name="method", slug="method")
    run()
    run("--remove")
    assert list(Topic.objects.all()) == [own]
