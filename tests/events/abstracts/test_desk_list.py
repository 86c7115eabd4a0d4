"""The list of abstracts: what it is narrowed by, what it leads to, and what waits on the desk's home."""

import uuid

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ccsis.accounts.roles import EVENT_MANAGER, PUBLISHER, ROLES
from ccsis.lib.encryption import email_digest
from events.abstracts import comparing
from events.models import Abstract, AbstractAuthor, AbstractState
from tests.careful import sign_in
from tests.sendings import make_abstract, make_author, make_call

pytestmark = pytest.mark.django_db

S = AbstractState
LIST = "/staff/events/abstract/"
HOSTILE = "<script>alert(1)</script> {{ title }} \u202eabc"


@pytest.fixture
def event(db):
    return make_call()


def listed(client, query="") -> list[str]:
    return [row.title for row in client.get(LIST + query).context["cl"].result_list]


def queues(client) -> dict[str, list]:
    found = {queue.title: queue.rows for queue in client.get("/staff/").context["queues"]}
    return {title: [(row.title, row.note) for row in rows] for title, rows in found.items()}


def make_many(event, count):
    def received(kind, number):
        return {
            "form_key": uuid.uuid4(),
            "reference": f"{kind.letter}-{number:04}-0000",
            "link_until": timezone.now(),
        }

    rows = Abstract.objects.bulk_create(
        Abstract(
            event=event,
            title=f"Title {number}",
            text="Words.",
            agrees_to_processing=True,
            topic=event.topics.first(),
            **received(Abstract, number),
        )
        for number in range(count)
    )
    AbstractAuthor.objects.bulk_create(
        AbstractAuthor(abstract=row, number=1, name="A", **received(AbstractAuthor, number))
        for number, row in enumerate(rows)
    )


#: The list, searched and filtered, and how many queries each asks.
QUERIES = {"": 8, "?q=title+19": 10, "?q=sam@example.org": 9, "?topic=other&came=late": 9}


@pytest.mark.parametrize("count", [20, 2_000])
def test_the_list_asks_the_same_of_few_and_of_many(staff_client, event, count):
    make_many(event, count)
    staff_client.get(LIST)
    found = {}
    for query in QUERIES:
        with CaptureQueriesContext(connection) as captured:
            assert staff_client.get(LIST + query).status_code == 200
        found[query] = len(captured)
    assert found == QUERIES


def test_the_list_says_what_a_decision_needs(staff_client, event):
    abstract = make_abstract(event, topic=event.topics.first(), format="panel", words=296)
    for name in ("Avery Example", "Sam Placeholder", "Robin Sample"):
        make_author(abstract, name=name)
    page = staff_client.get(LIST).content.decode()
    for words in (
        abstract.reference,
        abstract.title,
        "Avery Example and 2 more",
        "Wording of clauses",
    ):
        assert words in page
    for words in ("Panel discussion", "296", "submitted"):
        assert words in page


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?q=alpha", ["Alpha"]),
        ("?q=BETWEEN+lines", ["Beta"]),
        ("?q=placeholder", ["Alpha"]),
        ("?q=institute+of+sam", ["Alpha"]),
        ("?q=sam@example.org", ["Alpha"]),
        ("?q=Beta@Example.org", ["Beta"]),
        ("?q=nobody", []),
        ("?topic=other", ["Beta"]),
        ("?format=workshop", ["Alpha"]),
        ("?format=none", ["Beta"]),
        ("?state=draft", ["Beta"]),
        ("?authors=denied", ["Alpha"]),
        ("?authors=withheld", ["Alpha"]),
        ("?authors=open", []),
        ("?authors=nonsense", ["Beta", "Alpha"]),
    ],
)
def test_abstracts_are_found_and_filtered(staff_client, event, query, titles):
    alpha = make_abstract(event, title="Alpha", topic=event.topics.first(), format="workshop")
    make_author(
        alpha,
        name="Sam Placeholder",
        affiliations=["Institute of Sam"],
        email="sam@example.org",
        email_digest=email_digest("sam@example.org"),
        answer="denied",
        answered_at=timezone.now(),
        name_kept_from=["review"],
    )
    make_abstract(
        event,
        title="Beta",
        text="Words between the lines.",
        state=S.DRAFT,
        email="beta@example.org",
    )
    assert listed(staff_client, query) == titles


def test_a_reference_is_found_however_it_was_typed(staff_client, event):
    abstract = make_abstract(event)
    typed = abstract.reference.lower().replace("-", " ")
    assert listed(staff_client, f"?q={typed.replace(' ', '+')}") == [abstract.title]


@pytest.mark.parametrize(
    ("came", "titles"),
    [
        ("late", ["Let in", "Draft"]),
        ("in-time", ["Wished", "Recorded", "Grace", "Early"]),
        ("nonsense", ["Wished", "Recorded", "Let in", "Draft", "Grace", "Early"]),
    ],
)
def test_the_list_is_narrowed_by_whether_they_came_in_time(staff_client, event, came, titles):
    make_abstract(event, title="Early")
    make_abstract(event, title="Grace", arrival="in-grace")
    make_abstract(event, title="Draft", arrival="late", state=S.DRAFT)
    make_abstract(event, title="Let in", arrival="late")
    make_abstract(event, title="Recorded", arrival="recorded")
    make_abstract(event, title="Wished", arrival="wished")
    assert listed(staff_client, f"?came={came}") == titles


def test_a_state_is_one_of_those_that_are_let_in(staff_client, event):
    make_abstract(event, title="Here")
    make_abstract(event, title="Held", doubt="trap", held_at=timezone.now())
    gone = {"title": "", "text": "", "email": "", "email_digest": ""}
    make_abstract(event, erased_at=timezone.now(), **gone)
    assert listed(staff_client, "?state=submitted") == ["Here"]
    assert listed(staff_client) == ["", "Held", "Here"]


def test_topics_are_those_of_the_chosen_event_and_the_balance_is_its_own(staff_client, event):
    other = make_call(slug="other", edition="2028")
    other.topics.filter(name="Archives").update(name="Rivers")
    page = staff_client.get(f"{LIST}?event__id__exact={event.pk}").content.decode()
    assert ("Archives" in page, "Rivers" in page) == (True, False)
    assert f"{LIST}balance/{event.pk}/" in page
    latest = staff_client.get(LIST).content.decode()
    assert ("Archives" in latest, "Rivers" in latest) == (False, True)
    assert f"{LIST}balance/{other.pk}/" in latest


def test_a_next_edition_without_abstracts_does_not_take_the_place_of_the_last(staff_client, event):
    make_abstract(event=event)
    other = make_call(slug="other", edition="2028")
    page = staff_client.get(LIST).content.decode()
    assert f"{LIST}balance/{event.pk}/" in page
    assert f"{LIST}balance/{other.pk}/" not in page


@pytest.mark.parametrize(
    "query", ["?topic=x", "?event__id__exact=x", f"?event__id__exact={'9' * 40}"]
)
def test_a_hand_made_address_is_no_fault(staff_client, event, query):
    assert staff_client.get(LIST + query).status_code < 500


def test_a_hostile_title_or_name_is_words_on_every_page_of_the_desk(staff_client, event):
    abstract = make_abstract(event, title=HOSTILE, text=HOSTILE, state=S.DRAFT)
    make_author(abstract, name=HOSTILE, affiliations=[HOSTILE], country=HOSTILE)
    paths = [LIST, f"{LIST}{abstract.pk}/change/", f"{LIST}balance/{event.pk}/", "/staff/"]
    paths += [f"{LIST}{abstract.pk}/step/let-in-late/", f"{LIST}?q=%3Cscript%3E"]
    for path in paths:
        response = staff_client.get(path)
        assert response.status_code == 200, path
        assert "<script>alert" not in response.content.decode(), path


def test_the_home_page_shows_late_drafts_denials_and_what_looks_alike(staff_client, event):
    draft = make_abstract(event, title="Draft", state=S.DRAFT)
    denied = {"answer": "denied", "answered_at": timezone.now()}
    make_author(make_abstract(event, title="Denied", text="Archives."), name="Sam", **denied)
    rows = [make_abstract(event, title=title, text="Twice.") for title in ("One", "Two")]
    for row in rows:
        comparing.compare(row)
    found = queues(staff_client)
    assert found["Late drafts"] == [("Draft", draft.reference)]
    assert found["Authors who say to be none"] == [("Denied", "Sam")]
    assert found["Abstracts that look like another"][0] == ("Two", rows[1].reference)


def test_what_is_erased_held_or_over_waits_for_nobody(staff_client, event):
    denied = {"answer": "denied", "answered_at": timezone.now()}
    gone = {"title": "", "text": "", "email": "", "email_digest": "", "erased_at": timezone.now()}
    held = {"doubt": "trap", "held_at": timezone.now()}
    for changes in (gone, held, {"state": S.CANCELLED}):
        make_author(make_abstract(event, **changes), **denied)
    make_abstract(event, state=S.DRAFT, **held)
    earlier = make_abstract(event, title="Again", text="Twice.", state=S.WITHDRAWN)
    for row in (earlier, make_abstract(event, title="Again", text="Twice.")):
        comparing.compare(row)
    wanted = {"Late drafts", "Authors who say to be none", "Abstracts that look like another"}
    assert wanted & set(queues(staff_client)) == set()


@pytest.mark.parametrize("role", ROLES)
def test_who_arranges_events_alone_is_told_of_late_drafts(event, role):
    make_abstract(event, state=S.DRAFT)
    user = User.objects.create_user("somebody", is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    assert ("Late drafts" in queues(sign_in(user))) == (role in {EVENT_MANAGER, PUBLISHER})
