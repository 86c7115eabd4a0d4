"""How abstracts are spread, without a word about a single person."""

import random

import pytest
from django.utils import timezone

from ccsis.intake.personal.erasure import erase
from events.abstracts.balance import balance_of, countries
from events.models import Abstract, AbstractAuthor, AbstractState
from tests.sendings import make_abstract, make_author, make_call, make_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(db):
    return make_call()


def declare(event, **numbers):
    abstract = make_abstract(event)
    for country, number in numbers.items():
        for place in range(number):
            declared = "" if country == "none" else country
            make_author(abstract, country=declared, name=f"Example {country} {place}")


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({}, []),
        ({"A": 5}, [("A", 5)]),
        ({"A": 6, "B": 5, "none": 7}, [("A", 6), ("B", 5), ("others, or not said", 7)]),
        ({"A": 6, "B": 4}, [("others, or not said", 10)]),
        ({"A": 9, "B": 6, "C": 1}, [("A", 9), ("others, or not said", 7)]),
        ({"A": 4}, [("fewer than 5 authors in all", 0)]),
        ({"A": 3, "B": 3}, [("others, or not said", 6)]),
    ],
)
def test_countries_are_named_from_five_authors_on_and_no_rest_tells_of_fewer(
    event, numbers, expected
):
    declare(event, **numbers)
    assert countries(Abstract.objects.all()) == expected


def test_a_country_is_the_same_however_it_was_typed(event):
    abstract = make_abstract(event)
    for country in (
        "Example Land",
        "EXAMPLE LAND",
        " example  land",
        "Example\u00a0land",
        "example land",
    ):
        make_author(abstract, country=country, name=f"Example {abstract.authors.count()}")
    assert countries(Abstract.objects.all()) == [("Example Land", 5)]


def test_one_person_with_five_abstracts_is_one(event):
    for name in (
        "Avery Example",
        "AVERY  example",
        "Avery Example",
        "avery example",
        "Avery Example",
    ):
        make_author(make_abstract(event), country="Exampleland", name=name)
    assert countries(Abstract.objects.all()) == [("fewer than 5 authors in all", 0)]


def test_who_says_to_be_no_author_or_is_erased_is_not_counted(event):
    declare(event, A=7)
    first, second = AbstractAuthor.objects.all()[:2]
    AbstractAuthor.objects.filter(pk=first.pk).update(answer="denied", answered_at=timezone.now())
    erase(second)
    assert countries(Abstract.objects.all()) == [("A", 5)]


@pytest.mark.parametrize("seed", range(20))
def test_no_number_is_below_five_whatever_was_declared(event, seed):
    chance = random.Random(seed)
    numbers = {letter: chance.randrange(12) for letter in "ABCDE"} | {"none": chance.randrange(8)}
    declare(event, **numbers)
    rows = countries(Abstract.objects.all())
    assert [count for _label, count in rows if 0 < count < 5] == []
    told = sum(count for _label, count in rows)
    assert told in {sum(numbers.values()), 0}


def test_the_page_tells_how_many_drafts_are_saved_and_nothing_of_them(staff_client, event):
    make_draft(form_slug="abstract", path=f"{event.get_absolute_url()}abstract/")
    page = staff_client.get(f"/staff/events/abstract/balance/{event.pk}/").content.decode()
    assert "One draft is saved." in page
    assert "Demonstration" not in page


def test_topics_formats_and_states_are_counted(event):
    topic = event.topics.first()
    make_abstract(event, topic=topic, format="panel")
    make_abstract(event, topic=topic)
    make_abstract(event, state=AbstractState.WITHDRAWN)
    make_abstract(make_call(slug="other", edition="2028"))
    states, topics, formats, _countries = (dict(table.rows) for table in balance_of(event))
    assert (states["submitted"], states["withdrawn"]) == (2, 1)
    assert topics == {"Wording of clauses": 2, "Archives": 0, "another question": 0}
    assert (formats["Panel discussion"], formats["no preference"]) == (1, 1)


@pytest.mark.parametrize("many", [1, 12])
def test_a_balance_asks_the_same_of_few_and_of_many(event, django_assert_num_queries, many):
    declare(event, A=many)
    with django_assert_num_queries(6):
        balance_of(event)
