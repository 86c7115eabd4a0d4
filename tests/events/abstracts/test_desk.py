"""An abstract at the desk: its page, and its steps."""

import re
import uuid

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone

from ccsis.accounts.roles import EVENT_MANAGER, PUBLISHER, ROLES
from ccsis.lib.encryption import email_digest
from ccsis.mail.actions import queue_mail
from ccsis.mail.models import Mail
from ccsis.mail.rendering import Message
from ccsis.workflow.models import Step
from events.abstracts.states import WORKFLOW
from events.models import Abstract, AbstractState, AlikePair, AuthorLetter
from tests.careful import sign_in
from tests.sendings import (
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
