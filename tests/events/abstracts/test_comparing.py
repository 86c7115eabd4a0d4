"""Abstracts that look alike are suggested, and never refused."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection

from ccsis.intake.personal.erasure import erase
from events.abstracts import comparing
from events.models import Abstract, AlikePair
from tests.sendings import author_fields, make_abstract, make_call, send_abstract

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(db):
    return make_call()


LONG = "How clauses are worded in agreements, and what observers could record under each of them, is asked here. "


def test_similar_texts_titles_and_people_are_suggested_and_never_refused(
    staff_client, client, event
):
    first = send_abstract(client, event, text=LONG * 3)
    second = send_abstract(client, event, text=LONG * 3 + "More.", email="other@example.org")
    other = send_abstract(
        client,
        event,
        title="Something else",
        text="Entirely different words stand in this one, about archives.",
        email="third@example.org",
        **author_fields(0, name="Robin Sample"),
    )
    for row in (first, second, other):
        comparing.compare(row)
    [(found, reasons)] = comparing.alike(second)
    assert found == first
    assert [reason.split(" (")[0] for reason in reasons] == [
        "same person",
        "similar text",
        "same title",
    ]
    assert comparing.alike(other) == []
    assert (
        first.reference
        in staff_client.get(f"/staff/events/abstract/{second.pk}/change/").content.decode()
    )


def test_abstracts_of_two_events_are_not_compared(client, event):
    other = make_call(slug="other", edition="2028")
    for row in (send_abstract(client, event), send_abstract(client, other)):
        comparing.compare(row)
    assert not AlikePair.objects.exists()


def test_comparing_again_changes_nothing(client, event):
    rows = [send_abstract(client, event) for _ in range(2)]
    counts = [comparing.compare(row) for row in rows * 2]
    assert len(set(counts[1:])) == 1
    assert AlikePair.objects.count() == counts[-1]


@pytest.mark.django_db(transaction=True)
def test_two_that_are_compared_at_once_are_found_alike(monkeypatch):
    """As two workers do it: each waits in the middle for the other, in vain if that has to wait."""
    event = make_call()
    rows = [
        make_abstract(event, text=LONG * 3, title=title, email=f"{title}@example.org")
        for title in ("one", "two")
    ]
    both = Barrier(2)

    def wait_for_other(*_arguments):
        with suppress(BrokenBarrierError):
            both.wait(timeout=2)
        return []

    def compare(row):
        try:
            comparing.compare(row)
        finally:
            connection.close()

    monkeypatch.setattr(comparing, "_by_title", wait_for_other)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(compare, rows))
    assert AlikePair.objects.get().likeness == "text"


def test_what_was_erased_meanwhile_is_compared_with_nothing(client, event):
    abstract = send_abstract(client, event)
    stale = Abstract.objects.get()
    erase(abstract)
    assert comparing.compare(stale) == 0
    assert Abstract.objects.get().sketch == []


@pytest.mark.parametrize(
    ("one", "other", "is_similar"),
    [
        (LONG * 2, LONG * 2 + "And a little more of it.", True),
        (LONG, LONG.upper(), True),
        (
            LONG,
            "Entirely other words stand here, about something else, and they go on for long.",
            False,
        ),
        ("", "", False),
        ("one", "one", True),
        ("Мир и процесс переговоров", "Мир и процесс переговоров", True),
    ],
)
def test_texts_are_compared_by_their_word_triples(one, other, is_similar):
    share = comparing.share_of(comparing.sketch_of(one), comparing.sketch_of(other))
    assert (share >= comparing.SIMILAR) == is_similar
