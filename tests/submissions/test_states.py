"""The table of states: every step from every state, held, erased and published, and who takes it."""

import itertools

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone

from ccsis.accounts.roles import EDITOR, PUBLISHER, ROLES
from ccsis.workflow.transitions import Refused
from submissions.models import ContributionState as S
from submissions.states import WORKFLOW
from tests.contributions import make_contribution
from tests.factories import make_article

pytestmark = pytest.mark.django_db

#: From which states each step is taken, and where it leads.
TABLE = {
    "discuss": ({S.RECEIVED}, S.DISCUSSED),
    "ask": ({S.RECEIVED, S.DISCUSSED}, S.ASKED),
    "answer": ({S.ASKED}, S.DISCUSSED),
    "stop-waiting": ({S.ASKED}, S.DISCUSSED),
    "accept": ({S.RECEIVED, S.DISCUSSED, S.ASKED}, S.ACCEPTED),
    "decline": ({S.RECEIVED, S.DISCUSSED, S.ASKED}, S.DECLINED),
    "reopen": ({S.DECLINED}, S.DISCUSSED),
    "revoke": ({S.ACCEPTED}, S.DISCUSSED),
    "withdraw": ({S.RECEIVED, S.DISCUSSED, S.ASKED, S.ACCEPTED}, S.WITHDRAWN),
}
DECIDING = {"accept", "decline", "reopen"}


def perform(name, row, by=None):
    times = {"decided_at": timezone.now()} if name in ("accept", "decline") else {}
    return WORKFLOW.perform(name, row, by=by, **times)


def test_the_table_here_is_the_whole_table():
    assert set(TABLE) == {step.name for step in WORKFLOW.transitions}


@pytest.mark.parametrize(("name", "state"), [*itertools.product(TABLE, S.values)])
def test_each_step_is_taken_from_its_states_alone(name, state):
    row = make_contribution(state=state)
    sources, target = TABLE[name]
    if state in sources:
        assert perform(name, row).state == target
    else:
        with pytest.raises(Refused):
            perform(name, row)
        row.refresh_from_db()
        assert row.state == state


@pytest.mark.parametrize("name", TABLE)
def test_nothing_is_done_with_what_is_held_or_erased(name):
    state = next(iter(TABLE[name][0]))
    for column in ("held_at", "erased_at"):
        empty = {"email": "", "title": "x"} if column == "erased_at" else {}
        row = make_contribution(state=state, **{column: timezone.now()}, **empty)
        with pytest.raises(Refused):
            perform(name, row)


@pytest.mark.parametrize("name", ["withdraw", "revoke"])
def test_what_readers_have_seen_is_not_taken_back(name):
    row = make_contribution(state=S.ACCEPTED, article=make_article())
    with pytest.raises(Refused):
        perform(name, row)


def test_nobody_is_asked_who_gave_no_address():
    with pytest.raises(Refused):
        perform("ask", make_contribution(email=""))
    with pytest.raises(Refused):
        perform("ask", make_contribution(is_protected=True, email=""))
    assert perform("ask", make_contribution(is_protected=True)).state == S.ASKED


@pytest.mark.parametrize(("name", "role"), [*itertools.product(TABLE, ROLES)])
def test_editors_and_publishers_alone_take_steps(name, role):
    user = User.objects.create_user("a-made-up-member", is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    row = make_contribution(state=next(iter(TABLE[name][0])))
    if role in (EDITOR, PUBLISHER):
        assert perform(name, row, by=user).state == TABLE[name][1]
    else:
        with pytest.raises(Refused):
            perform(name, row, by=user)
