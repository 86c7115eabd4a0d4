"""The number of the public site's state, with real commits and real second connections."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles.models import Article, Region, State
from articles.moments import Beginning
from ccsis.publicsite import version
from ccsis.publicsite.models import Change, SiteVersion
from tests.factories import make_article, make_person, make_region, make_series

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS_TO_WAIT = 10


@pytest.fixture
def other():
    """A second connection to the same database, in a transaction; it waits for no lock for long."""
    with closing(connection.copy()) as second:
        second.set_autocommit(False)
        second.cursor().execute("SET statement_timeout = '5s'")
        yield second


def run(database, sql, *values):
    with database.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else None


def rename(database, region, name="Another name"):
    run(database, "UPDATE articles_region SET name = %s WHERE id = %s", name, region.pk)


def seen_by(database) -> int:
    return run(database, "SELECT number FROM publicsite_siteversion")[0][0]


def test_there_is_no_number_before_the_first_change():
    SiteVersion.objects.all().delete()
    assert version.current() == 0


def test_asking_takes_one_query(django_assert_num_queries):
    make_region()
    with django_assert_num_queries(1):
        version.current()


def test_a_change_raises_it_and_leaves_no_note():
    region = make_region()
    before = version.current()
    rename(connection, region)
    assert version.current() > before
    assert Change.objects.count() == 0


def test_readers_see_the_new_number_with_the_new_rows_and_not_before(other):
    region = make_region()
    before = version.current()
    rename(other, region)
    assert (version.current(), Region.objects.get(pk=region.pk).name) == (before, region.name)
    other.commit()
    assert (version.current() > before, Region.objects.get(pk=region.pk).name) == (
        True,
        "Another name",
    )


def test_many_changes_in_a_transaction_raise_it_together(other):
    region = make_region()
    before = version.current()
    with transaction.atomic():
        for name in ("One", "Two", "Three"):
            rename(connection, region, name)
        assert Change.objects.count() == 1
        assert seen_by(other) == before
    assert version.current() > before


def test_what_is_rolled_back_does_not_raise_it():
    region = make_region()
    before = version.current()
    with transaction.atomic():
        rename(connection, region)
        transaction.set_rollback(True)
    assert version.current() == before


def test_what_is_rolled_back_to_a_savepoint_does_not_raise_it():
    region = make_region()
    before = version.current()
    with transaction.atomic():
        with transaction.atomic():
            rename(connection, region)
            transaction.set_rollback(True)
        assert Change.objects.count() == 0
    assert version.current() == before


def test_a_change_after_one_that_was_rolled_back_to_a_savepoint_raises_it():
    region = make_region()
    before = version.current()
    with transaction.atomic():
        with transaction.atomic():
            rename(connection, region, "One")
            transaction.set_rollback(True)
        rename(connection, region, "Two")
    assert version.current() > before


def test_constraints_that_are_checked_early_count_once_and_lose_nothing(other):
    region = make_region()
    before = version.current()
    with transaction.atomic():
        rename(connection, region, "One")
        connection.check_constraints()
        rename(connection, region, "Two")
        assert seen_by(other) == before
    assert (version.current() > before, Change.objects.count()) == (True, 0)


def test_two_transactions_at_once_both_raise_it_and_neither_waits_before_it_commits(other):
    region, person = make_region(), make_person()
    start = version.current()
    with transaction.atomic():
        person.save()
        rename(other, region)
        other.commit()
        first = seen_by(other)
    assert start < first < version.current()


def test_a_transaction_that_commits_last_has_the_last_number(other):
    """As a sequence would not."""
    region, person = make_region(), make_person()
    rename(other, region)
    person.save()
    between = version.current()
    other.commit()
    assert version.current() > between


def test_transactions_that_lock_each_others_rows_in_another_order_both_commit(other):
    """One is checked, while it commits, for a key that the other holds: the number must come after.

    Were the number taken first, each of them would wait for the other.
    """
    article, person = make_article(), make_person()
    series = make_series()
    before = version.current()
    run(other, "SELECT id FROM articles_article WHERE id = %s FOR UPDATE", article.pk)
    with ThreadPoolExecutor(1) as thread:
        committing = thread.submit(add_part, person.pk, series.pk, article.pk)
        wait_until_it_waits(other)
        run(other, "UPDATE articles_article SET title = 'Another' WHERE id = %s", article.pk)
        other.commit()
        committing.result(timeout=SECONDS_TO_WAIT)
    assert (Article.objects.get().title, series.parts.count()) == ("Another", 1)
    assert version.current() > before


def add_part(person, series, article):
    """On a connection of its own: change a row, then refer to one that somebody else has locked."""
    with closing(connection.copy()) as mine:
        mine.set_autocommit(False)
        run(mine, "UPDATE articles_person SET title = 'Reader' WHERE id = %s", person)
        run(
            mine,
            "INSERT INTO articles_seriespart (series_id, article_id, number, title, standfirst) "
            "VALUES (%s, %s, 1, '', '')",
            series,
            article,
        )
        mine.commit()


def wait_until_it_waits(database):
    """Until another session of this database waits for a lock."""
    waiting = (
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    deadline = timezone.now() + timedelta(seconds=SECONDS_TO_WAIT)
    while not run(database, waiting)[0][0]:
        assert timezone.now() < deadline
        run(database, "SELECT pg_sleep(0.02), pg_stat_clear_snapshot()")


def test_an_emptied_table_does_not_come_back_to_an_old_number():
    make_region()
    before = version.current()
    run(connection, "TRUNCATE publicsite_siteversion")
    Region.objects.update(description="Other words")
    assert version.current() > before


def test_a_clock_that_goes_wrong_does_not_take_the_number_back():
    region = make_region()
    ahead = version.current() + 10**15
    SiteVersion.objects.update(number=ahead)
    rename(connection, region)
    assert version.current() == ahead + 1


NOW = datetime(2024, 3, 4, 12, 30, tzinfo=ZoneInfo("UTC"))
HOUR = timedelta(hours=1)


def test_nothing_changes_by_itself_where_nothing_waits():
    make_article(published_at=NOW - timedelta(days=3))
    make_series(announced_on=NOW.date())
    assert version.next_change(NOW) is None


def test_the_next_change_is_when_a_released_piece_appears():
    for hours in (5, 2, 3):
        make_article(published_at=NOW + hours * HOUR)
    make_article(published_at=NOW + HOUR, state=State.IN_REVIEW)
    assert version.next_change(NOW) == NOW + 2 * HOUR
    assert version.next_change(NOW + 2 * HOUR) == NOW + 3 * HOUR


def test_what_ends_while_a_page_is_made_is_the_next_change(time_machine):
    make_article(published_at=NOW - 99 * HOUR, unpublish_at=NOW)
    time_machine.move_to(NOW, tick=False)
    assert version.next_change(NOW - timedelta(milliseconds=5)) == NOW


def test_the_next_change_is_when_a_piece_is_no_news_any_more():
    make_article(published_at=NOW - 40 * HOUR)
    assert version.next_change(NOW) == NOW + 8 * HOUR


def test_the_next_change_is_the_beginning_of_the_day_on_which_a_series_is_announced(settings):
    make_series(announced_on=NOW.date() + timedelta(days=1))
    midnight = datetime(2024, 3, 5, tzinfo=ZoneInfo(settings.TIME_ZONE))
    assert version.next_change(NOW) == midnight


def test_a_day_begins_at_midnight_on_the_sites_clock(monkeypatch):
    monkeypatch.setattr(Beginning, "template", Beginning.template.replace("UTC", "Asia/Tbilisi"))
    make_series(announced_on=NOW.date() + timedelta(days=1))
    assert version.next_change(NOW) == datetime(2024, 3, 5, tzinfo=ZoneInfo("Asia/Tbilisi"))


def test_the_next_change_takes_one_query(django_assert_num_queries):
    make_article(published_at=NOW + HOUR)
    with django_assert_num_queries(1):
        version.next_change(NOW)
