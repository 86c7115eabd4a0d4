"""Abstracts at the desk: the list, a page, the steps, and what came by e-mail."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ccsis.accounts.roles import EVENT_MANAGER, PUBLISHER, ROLES
from ccsis.intake.personal.erasure import erase
from ccsis.lib.encryption import email_digest
from ccsis.mail.actions import queue_mail
from ccsis.mail.models import Mail
from ccsis.mail.rendering import Message
from ccsis.workflow.models import Step
from events.abstracts import comparing
from events.abstracts.states import WORKFLOW
from events.models import Abstract, AbstractAuthor, AbstractState, AlikePair, AuthorLetter
from tests.careful import sign_in
from tests.sendings import (
    abstract_fields,
    author_fields,
    make_abstract,
    make_author,
    make_call,
    send_abstract,
)

pytestmark = pytest.mark.django_db

S = AbstractState
LIST = "/staff/events/abstract/"
MAY = {EVENT_MANAGER, PUBLISHER}
STEPS = {
    "let-in-late": S.DRAFT,
    "cancel": S.SUBMITTED,
    "restore": S.CANCELLED,
    "restore-draft": S.CANCELLED,
}
#: What its sender alone does.
OWN = ["withdraw", "revive"]


@pytest.fixture
def event(db):
    return make_call()


@pytest.fixture
def as_role(db):
    def sign_in_as(role):
        user = User.objects.create_user(f"a-made-up-{role.replace(' ', '-')}", is_staff=True)
        user.groups.set(Group.objects.filter(name=role))
        return sign_in(user)

    return sign_in_as


def page_of(abstract):
    return f"{LIST}{abstract.pk}/change/"


def step_of(abstract, name):
    return f"{LIST}{abstract.pk}/step/{name}/"


def now(row):
    return type(row).objects.get(pk=row.pk)


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


def listed(client, query="") -> list[str]:
    return [row.title for row in client.get(LIST + query).context["cl"].result_list]


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


def test_a_page_shows_authors_wishes_answers_and_every_mail(staff_client, client, event):
    rows = {
        "author-count": "2",
        **author_fields(1, name="Sam Placeholder", email="sam@example.org"),
    }
    abstract = send_abstract(client, event, **author_fields(0, name_kept_from="review"), **rows)
    client.post(abstract.authors.get(number=2).get_absolute_url() + "deny/")
    response = staff_client.get(page_of(abstract))
    page = response.content.decode()
    for words in ("Avery Example", "the reviewers", "says not to be an author", "sam@example.org"):
        assert words in page
    purposes = {mail.purpose for mail in response.context["mails"]}
    assert purposes == {"receipt", "co-author"}


def made_for(event, name):
    """An abstract with which the step is possible."""
    if name != "restore-draft":
        return make_abstract(event, state=STEPS[name])
    abstract = make_abstract(event, state=S.DRAFT)
    return WORKFLOW.perform("cancel", abstract, by=None)


def test_every_step_of_the_table_is_tried_here_but_the_senders_own():
    assert {*STEPS, *OWN} == {step.name for step in WORKFLOW.transitions}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_taken_by_those_who_arrange_events_alone(as_role, event, name, role):
    abstract = made_for(event, name)
    client = as_role(role)
    client.get(step_of(abstract, name))
    assert now(abstract).state == STEPS[name]
    client.post(step_of(abstract, name), {"reason": "A made-up reason."})
    assert (now(abstract).state == WORKFLOW[name].target) == (role in MAY)


@pytest.mark.parametrize("role", ROLES)
def test_lists_pages_and_balances_are_seen_by_those_who_arrange_events_alone(as_role, event, role):
    abstract = make_abstract(event)
    client = as_role(role)
    for path in (
        LIST,
        page_of(abstract),
        f"{LIST}balance/{event.pk}/",
        f"{LIST}add/?event={event.pk}",
    ):
        assert (client.get(path).status_code == 200) == (role in MAY), path


@pytest.mark.parametrize("name", ["let-in-late", "cancel"])
@pytest.mark.parametrize("reason", ["", "  "])
def test_a_grave_step_needs_a_reason(staff_client, event, name, reason):
    abstract = make_abstract(event, state=STEPS[name])
    assert staff_client.post(step_of(abstract, name), {"reason": reason}).status_code == 422
    assert now(abstract).state == STEPS[name]


def test_a_late_draft_that_is_let_in_takes_part_and_everybody_hears_of_it(staff_client, event):
    abstract = make_abstract(event, state=S.DRAFT)
    make_author(abstract)
    author = make_author(
        abstract, email="sam@example.org", email_digest=email_digest("sam@example.org")
    )
    staff_client.post(step_of(abstract, "let-in-late"), {"reason": "The line was down."})
    assert now(abstract).state == S.SUBMITTED
    assert set(Mail.objects.values_list("purpose", flat=True)) == {"let-in", "co-author"}
    assert now(author).told_at
    step = Step.objects.of(abstract)[0]
    assert (step.transition, step.reason, step.by.username) == (
        "let-in-late",
        "The line was down.",
        "staff",
    )


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize(
    "changes", [{"doubt": "trap", "held_at": timezone.now()}, {"state": "withdrawn"}]
)
def test_a_step_that_does_not_fit_changes_nothing_and_says_so(staff_client, event, name, changes):
    abstract = make_abstract(event, **changes)
    page = staff_client.post(step_of(abstract, name), {"reason": "A reason."})
    assert "Nothing was changed." in page.content.decode()
    assert (now(abstract).state, Mail.objects.count()) == (abstract.state, 0)


def test_a_late_draft_that_was_cancelled_is_not_let_in_by_undoing_that(staff_client, event):
    abstract = make_abstract(event, state=S.DRAFT)
    staff_client.post(step_of(abstract, "cancel"), {"reason": "Too late."})
    staff_client.post(step_of(abstract, "restore"))
    assert now(abstract).state == S.CANCELLED
    staff_client.post(step_of(abstract, "restore-draft"))
    assert now(abstract).state == S.DRAFT
    assert {mail.purpose for mail in Mail.objects.all()} == {"cancelled", "draft-again"}


@pytest.mark.parametrize("name", OWN)
def test_nobody_at_the_desk_takes_a_step_for_an_author(staff_client, event, name):
    abstract = make_abstract(event)
    assert staff_client.post(step_of(abstract, name)).status_code == 404


def test_the_history_is_in_words(staff_client, event):
    abstract = make_abstract(event)
    for name in ("withdraw", "revive"):
        WORKFLOW.perform(name, now(abstract), by=None)
    staff_client.post(step_of(abstract, "cancel"), {"reason": "A made-up reason."})
    names = [str(name) for name, _step in staff_client.get(page_of(abstract)).context["history"]]
    assert names == [
        "Cancel",
        "Taken back by its sender: it takes part again",
        "Withdrawn by its sender",
    ]


def test_a_page_shows_what_its_sender_changed(staff_client, event):
    abstract = make_abstract(event, title="First title", text="The first text.")
    abstract.versions.create(
        number=1, title="Earlier title", text="The first text.", written_at=abstract.received_at
    )
    Abstract.objects.update(version=2, changed_at=timezone.now())
    page = staff_client.get(page_of(abstract)).content.decode()
    assert "What its sender changed" in page
    marked = re.findall(r"<(del|ins)>.*?</span>(.*?)<span", page)
    assert marked == [("del", "Earlier"), ("ins", "First")]


def test_a_mail_to_a_co_author_can_be_told_by_its_reference(staff_client, event):
    abstract = make_abstract(event)
    author = make_author(abstract)
    queue_mail(
        purpose="co-author",
        about=author,
        recipient="sender",
        message=Message(f"Named: {author.reference}", "Text.", "Text."),
    )
    page = staff_client.get(page_of(abstract)).content.decode()
    assert page.count(author.reference) == 2


@pytest.mark.parametrize("many", [1, 20])
def test_a_page_costs_the_same_whoever_wrote_and_whatever_was_done(
    staff_client, event, many, django_assert_num_queries
):
    abstract = make_abstract(event, changed_at=timezone.now(), version=many + 1)
    for number in range(many):
        make_author(abstract, name=f"Example {number}")
        abstract.versions.create(
            number=number + 1, title=f"{number}", text="T.", written_at=timezone.now()
        )
        other = make_abstract(event)
        AlikePair.objects.create(earlier=abstract, later=other, likeness="title")
    letter = AuthorLetter.objects.create(event=event, subject="S", text="T", form_key=uuid.uuid4())
    words = Message("S", "T", "T")
    queue_mail(purpose=f"letter-{letter.pk}", about=abstract, recipient="sender", message=words)
    staff_client.get(page_of(abstract))
    with django_assert_num_queries(14):
        staff_client.get(page_of(abstract))


def record(client, event, **changes):
    fields = abstract_fields(event, form_key="", **changes)
    return client.post(f"{LIST}add/?event={event.pk}", fields, follow=True)


def test_an_abstract_that_came_by_e_mail_is_recorded_also_after_the_deadline(staff_client, event):
    past = timezone.now() - timedelta(days=40)
    type(event).objects.update(call_closes_on=past.date(), call_closes_time=past.time())
    page = record(staff_client, event).content.decode()
    abstract = Abstract.objects.get()
    assert (abstract.state, abstract.recorded_by.username) == (S.SUBMITTED, "staff")
    assert abstract.authors.get().name == "Avery Example"
    assert "by e-mail, and entered by the office" in page
    assert Mail.objects.get().purpose == "receipt"


def test_one_without_address_and_agreement_is_recorded_too(staff_client, event):
    page = record(staff_client, event, email="", agrees_to_processing="").content.decode()
    assert "Without an address nobody gets a receipt" in page
    assert Abstract.objects.get().email == ""
    assert not Mail.objects.exists()


def test_what_is_wrong_with_a_recorded_one_is_said_at_the_field(staff_client, event):
    response = record(staff_client, event, text="word " * 301)
    assert response.status_code == 422
    assert "this has 301" in response.content.decode()


def test_rows_are_changed_while_recording(staff_client, event):
    response = record(staff_client, event, **{"author-do": "add", "title": ""})
    assert (response.status_code, len(response.context["form"].rows)) == (200, 2)
    assert response.context["form"].errors == {}
    assert not Abstract.objects.exists()


def test_of_several_events_it_is_asked_for_which(staff_client, event):
    other = make_call(slug="other", edition="2028")
    page = staff_client.get(f"{LIST}add/").content.decode()
    assert f"?event={event.pk}" in page
    assert f"?event={other.pk}" in page


@pytest.mark.parametrize("typed", ["0", "x", "", "999999", "²", "9" * 40])
def test_an_event_that_there_is_none_is_asked_for_again(staff_client, event, typed):
    make_call(slug="other", edition="2028")
    assert "For which event?" in staff_client.get(f"{LIST}add/?event={typed}").content.decode()


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
    assert first.reference in staff_client.get(page_of(second)).content.decode()


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
