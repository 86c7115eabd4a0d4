"""The one function that performs transitions, shown with the workflow of articles."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from articles.models import State
from articles.states import WORKFLOW
from ccsis.workflow.models import Step
from ccsis.workflow.transitions import Refused
from tests.factories import make_article, make_superuser


def test_a_step_is_noted_with_who_when_and_why(db):
    user = make_superuser()
    article = WORKFLOW.perform("submit", make_article(state=State.DRAFT), by=user, reason="Please.")
    step = Step.objects.get()
    assert (step.transition, step.from_state, step.to_state) == ("submit", "draft", "in-review")
    assert (step.by, step.reason, step.row_pk) == (user, "Please.", article.pk)
    assert str(step) == "submit: draft → in-review"


def test_what_the_table_does_not_allow_is_refused_by_name(db):
    article = make_article(state=State.WITHDRAWN)
    with pytest.raises(Refused) as refusal:
        WORKFLOW.perform("submit", article, by=None)
    assert str(refusal.value) == "“Send to review” is not possible now: the state is “withdrawn”."
    assert not Step.objects.exists()


def test_who_lacks_the_permission_is_refused(db, django_user_model):
    stranger = django_user_model.objects.create_user("stranger", is_staff=True)
    with pytest.raises(Refused, match="You may not take this step: “Release”"):
        WORKFLOW.perform("release", make_article(state=State.DRAFT), by=stranger)


def test_the_state_that_counts_is_the_one_in_the_database(db):
    article = make_article(state=State.DRAFT)
    stale = type(article).objects.get(pk=article.pk)
    WORKFLOW.perform("submit", article, by=None)
    with pytest.raises(Refused):
        WORKFLOW.perform("submit", stale, by=None)


def test_a_step_of_a_row_that_is_gone_is_refused(db):
    article = make_article(state=State.DRAFT)
    type(article).objects.all().delete()
    with pytest.raises(Refused, match="it is no longer there"):
        WORKFLOW.perform("submit", article, by=None)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_refused(jobs):
    article = make_article(state=State.DRAFT)

    def submit(_):
        try:
            return WORKFLOW.perform("submit", article, by=None).state
        except Refused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(submit, range(2))) == ["in-review", "refused"]
    assert Step.objects.count() == 1


def test_only_steps_of_the_table_are_known(db):
    assert "release" in WORKFLOW
    assert "vanish" not in WORKFLOW
    with pytest.raises(KeyError):
        WORKFLOW["vanish"]
