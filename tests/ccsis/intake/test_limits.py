"""A place that sends too much is stopped; nobody else is."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from ccsis import views
from ccsis.contact.models import Message
from ccsis.intake import limits
from ccsis.intake.keys import new_key
from ccsis.intake.limits import DAY, HOUR, Allowance, Limit, count_sending, forget_places
from ccsis.intake.models import Count, DayKey
from tests.sendings import CONTACT, key_for, message_fields

pytestmark = pytest.mark.django_db

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
HERE, NEIGHBOUR, ELSEWHERE = "203.0.113.9", "203.0.113.77", "198.51.100.7"


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def few(monkeypatch):
    """Three an hour, five a day."""
    monkeypatch.setattr(limits, "SENDINGS", (Limit(3, HOUR), Limit(5, DAY)))


def send(address=HERE, purpose="contact") -> Allowance:
    return count_sending(RequestFactory().post("/", REMOTE_ADDR=address), purpose)


def sent(number, **where) -> list[bool]:
    return [send(**where).is_allowed for _ in range(number)]


def test_a_place_sends_its_share_and_no_more(clock, few):
    assert sent(5) == [True, True, True, False, False]
    assert send(NEIGHBOUR).is_allowed is False


def test_another_place_has_a_share_of_its_own(clock, few):
    sent(5)
    assert sent(4, address=ELSEWHERE) == [True, True, True, False]


def test_what_has_no_address_is_a_place_too(clock, few):
    assert sent(4, address="") == [True, True, True, False]
    assert send().is_allowed is True


def test_another_purpose_is_counted_apart(clock, few):
    sent(5)
    assert send(purpose="partners").is_allowed is True


def test_lost_links_are_asked_for_less_often(clock):
    assert sent(11, purpose="lost-link") == [True] * 10 + [False]


def test_the_answer_says_when_it_makes_sense_again(clock, few):
    clock.move_to(NOON + timedelta(minutes=20))
    sent(3)
    assert send() == Allowance(False, 40 * 60)
    clock.move_to(NOON + HOUR)
    assert sent(3) == [True, True, False]
    assert send() == Allowance(False, 11 * 3600)


def test_who_was_refused_has_to_wait_no_longer_for_it(clock, few):
    sent(50)
    clock.move_to(NOON + HOUR)
    assert sent(3) == [True, True, False]
    sent(50)
    clock.move_to(NOON + DAY)
    assert sent(4) == [True, True, True, False]


def test_what_the_day_refuses_takes_nothing_of_the_hour(clock, few):
    sent(3)
    clock.move_to(NOON + HOUR)
    sent(10)
    assert sorted(Count.objects.values_list("number", flat=True)) == [2, 3, 5]


def test_the_next_day_begins_at_midnight_utc(clock, few):
    clock.move_to(datetime(2027, 3, 1, 23, 59, 59, tzinfo=UTC))
    sent(3)
    assert send() == Allowance(False, 1)
    clock.move_to(datetime(2027, 3, 2, tzinfo=UTC))
    assert send().is_allowed is True


def test_a_day_has_one_key_and_the_next_another_which_is_then_the_only_one(clock):
    sent(2)
    first = DayKey.objects.get()
    clock.move_to(NOON + DAY)
    send()
    second = DayKey.objects.get()
    assert (first.day, second.day) == (date(2027, 3, 1), date(2027, 3, 2))
    assert bytes(first.key) != bytes(second.key)
    assert len(bytes(first.key)) == 32


def test_nothing_that_is_stored_names_a_place(clock):
    send()
    send(ELSEWHERE)
    for table in (Count, DayKey):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT row::text FROM {table._meta.db_table} AS row")
            rows = " ".join(row for (row,) in cursor.fetchall())
        assert not any(name in rows for name in ("203.0.113", "198.51.100", "contact"))


def test_the_key_of_a_day_is_forgotten_with_its_counters(clock):
    send()
    forget_places()
    assert (Count.objects.count(), DayKey.objects.count()) == (2, 1)
    clock.move_to(datetime(2027, 3, 2, 0, 7, tzinfo=UTC))
    send()
    forget_places()
    assert [key.day for key in DayKey.objects.all()] == [date(2027, 3, 2)]
    clock.move_to(datetime(2027, 3, 3, 0, 7, tzinfo=UTC))
    forget_places()
    assert (Count.objects.count(), DayKey.objects.count()) == (0, 0)


def test_counting_costs_the_same_however_often(clock, django_assert_num_queries):
    send()
    with django_assert_num_queries(5):  # two of them are the test's own savepoint
        send()


def in_its_thread(work):
    def run(argument):
        try:
            return work(argument)
        finally:
            connection.close()

    return run


@pytest.mark.django_db(transaction=True)
def test_fifty_at_the_same_moment_are_counted_exactly(monkeypatch):
    monkeypatch.setattr(limits, "SENDINGS", (Limit(20, HOUR), Limit(100, DAY)))
    with time_machine.travel(NOON, tick=False), ThreadPoolExecutor(50) as threads:
        answers = list(threads.map(in_its_thread(lambda _: send().is_allowed), range(50)))
    assert Counter(answers) == {True: 20, False: 30}
    assert sorted(Count.objects.values_list("number", flat=True)) == [20, 20]
    assert DayKey.objects.count() == 1


@pytest.fixture
def unseen(monkeypatch):
    """The page of a refusal is drawn for nobody: other tests look at it."""
    monkeypatch.setattr(views, "render", lambda *_, status: HttpResponse(status=status))


def post(address, **fields) -> int:
    """The status of a message that a proxy passes on for this address, which claims another."""
    headers = {"HTTP_X_FORWARDED_FOR": f"192.0.2.1, {address}"}
    fields = urlencode(message_fields(**{"form_key": new_key("contact")} | fields))
    request = RequestFactory().post(
        CONTACT, fields, content_type="application/x-www-form-urlencoded", **headers
    )
    return views.contact(request).status_code


def test_a_thousand_programs_are_stopped_and_a_person_is_heard_in_the_same_minute(
    settings, jobs, unseen, clock
):
    settings.TRUSTED_PROXIES = 1
    flood = Counter(post(f"203.0.113.{number % 256}") for number in range(500))
    person = post(ELSEWHERE)
    flood += Counter(post(f"203.0.113.{number % 256}") for number in range(500))
    assert flood == {302: 30, 429: 970}
    assert person == 302
    assert Message.objects.count() == 31


def test_a_stopped_place_gets_its_earlier_receipts_again(settings, jobs, unseen, clock):
    settings.TRUSTED_PROXIES = 1
    key = {"form_key": key_for("contact")}
    assert post(HERE, **key) == 302
    Count.objects.update(number=10_000)
    assert (post(HERE), post(HERE, **key)) == (429, 302)
    assert Message.objects.count() == 1
