"""The steps of a piece as staff take them, each on its page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from articles import releasing
from articles.models import Article, State
from articles.states import WORKFLOW
from articles.versions.changes import start_change
from ccsis.audit.models import Entry
from ccsis.workflow.models import Step
from ccsis.workflow.transitions import Refused
from tests.desk import save, step_of, take
from tests.factories import make_article, make_person, make_superuser


def staff():
    return get_user_model().objects.get(username="staff")


def again(article):
    article.refresh_from_db()
    return article


def hours(number):
    return timezone.now() + timedelta(hours=number)


def test_a_piece_is_written_reviewed_and_released(staff_client, client):
    article = make_article(
        state=State.DRAFT, published_at=None, byline=[make_person("Avery Example")]
    )
    save(staff_client, article, title="Another title", _then="submit")
    take(staff_client, article, "submit")
    assert again(article).state == State.IN_REVIEW
    colleague = make_superuser("colleague")
    client.force_login(colleague)
    assert take(client, article, "release").status_code == 302
    assert again(article).is_public
    assert article.bylines.get().name == "Avery Example"
    steps = Step.objects.of(article).values_list("transition", "from_state", "to_state", "by")
    assert list(steps) == [
        ("release", "in-review", "ready", colleague.pk),
        ("submit", "draft", "in-review", staff().pk),
    ]


def test_saving_leads_on_to_the_step_that_was_asked_for(staff_client):
    article = make_article(state=State.DRAFT)
    response = save(staff_client, article, _then="submit")
    assert response.headers["Location"] == step_of(article, "submit")
    assert save(staff_client, article, _then="withdraw").headers["Location"] != step_of(
        article, "withdraw"
    )


def test_who_edited_a_text_last_says_why_nobody_else_releases_it(staff_client):
    article = make_article(state=State.DRAFT, edited_by=staff())
    response = take(staff_client, article, "release")
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["reason"]
    assert '<a href="#id_reason">' in response.content.decode()
    assert again(article).state == State.DRAFT
    take(staff_client, article, "release", reason="The others are at the conference.")
    assert again(article).state == State.READY
    assert Step.objects.of(article).first().reason == "The others are at the conference."


def test_the_rule_of_the_second_person_holds_without_the_form(staff_client):
    article = make_article(state=State.DRAFT, edited_by=staff())
    with pytest.raises(Refused, match="Somebody else releases it"):
        releasing.release(article, by=staff(), reason=" ")


def test_a_text_that_changed_after_it_was_read_is_not_released(staff_client):
    article = make_article(state=State.IN_REVIEW)
    seen = staff_client.get(step_of(article, "release")).context["form"].initial["seen"]
    Article.objects.get(pk=article.pk).save()
    response = staff_client.post(step_of(article, "release"), {"seen": seen, "when": "now"})
    assert response.status_code == 422
    assert "Read it again first." in response.content.decode()
    assert again(article).state == State.IN_REVIEW


def test_a_scheduled_piece_is_public_at_its_time_without_anybody(
    staff_client, client, time_machine
):
    article = make_article(state=State.DRAFT, published_at=None)
    time_machine.move_to("2026-10-24 23:30:00+00:00", tick=False)
    # In Europe clocks go back in the hour between.
    answers = {"at_0": "2026-10-25", "at_1": "02:30:00"}
    assert take(staff_client, article, "release", **answers).status_code == 302
    for instant, status in [("02:29:59", 404), ("02:30:00", 200)]:
        time_machine.move_to(f"2026-10-25 {instant}+00:00", tick=False)
        assert client.get(article.get_absolute_url()).status_code == status


def test_a_piece_ends_at_its_time(staff_client, client, time_machine):
    article = make_article()
    ends = timezone.now() + timedelta(hours=2)
    answers = {"until_0": f"{ends:%Y-%m-%d}", "until_1": f"{ends:%H:%M:%S}"}
    assert take(staff_client, article, "set-end", **answers).status_code == 302
    assert client.get(article.get_absolute_url()).status_code == 200
    time_machine.move_to(ends, tick=False)
    gone = client.get(article.get_absolute_url())
    assert gone.status_code == 410
    assert "withdrawn" not in gone.content.decode().lower()
    assert article.title not in client.get("/articles/").content.decode()


def test_a_piece_is_not_taken_back_by_an_end_that_is_over(staff_client):
    """Nobody would be given a reason, and the audit log would not have it."""
    article = make_article(published_at=hours(-99))
    ended = {"until_0": f"{hours(-30):%Y-%m-%d}", "until_1": "10:00"}
    form = take(staff_client, article, "set-end", **ended).context["form"]
    assert form.errors == {"until": ["This time is over. To take the piece back now, withdraw it."]}
    with pytest.raises(Refused, match="has already come"):
        releasing.set_end(article, by=None, until=hours(-30))
    assert again(article).is_public


@pytest.mark.parametrize("name", ["release", "set-end"])
def test_an_end_before_the_beginning_is_refused_at_its_field(staff_client, name):
    article = make_article(state=State.DRAFT if name == "release" else State.READY)
    answers = {"until_0": "2001-01-01", "until_1": "10:00"}
    response = take(staff_client, article, name, **answers)
    assert list(response.context["form"].errors) == ["until"]


@pytest.mark.parametrize(
    ("name", "fields"),
    [("release", {"state": State.DRAFT}), ("reschedule", {"published_at": hours(24 * 400)})],
)
def test_a_piece_is_not_released_for_a_time_that_is_over(staff_client, client, name, fields):
    """Readers would be told that it is gone, and its title, though it was never there."""
    article = make_article(**fields)
    answers = {"at_0": "2020-01-02", "at_1": "10:00", "until_0": "2020-01-03", "until_1": "10:00"}
    answers |= {"when": "given"}
    response = take(staff_client, article, name, **answers)
    assert "has already come. Change or empty it first." in response.content.decode()
    assert client.get(article.get_absolute_url()).status_code == 404


def test_a_withdrawn_piece_tells_readers_why(staff_client, client):
    article = make_article(title="A plain title")
    answers = {"reason_given": "author", "note": "They say so."}
    take(staff_client, article, "withdraw", **answers)
    response = client.get(article.get_absolute_url())
    page = response.content.decode()
    assert response.status_code == 410
    assert "A plain title" in page
    assert "At the request of its author." in page
    assert "They say so." in page


def test_a_withdrawn_piece_can_hide_its_title(staff_client, client):
    article = make_article(title="Somebody who must not be named")
    take(staff_client, article, "withdraw", reason_given="unsaid", hides_title="on")
    response = client.get(article.get_absolute_url())
    assert response.status_code == 410
    assert "Somebody" not in response.content.decode()


def test_a_withdrawal_needs_a_reason_for_readers(staff_client):
    article = make_article()
    response = take(staff_client, article, "withdraw")
    assert list(response.context["form"].errors) == ["reason_given"]
    assert again(article).state == State.READY


def test_a_withdrawn_piece_comes_back_without_a_mark(staff_client, client):
    article = make_article()
    take(staff_client, article, "withdraw", reason_given="errors", note="Wrong.")
    take(staff_client, article, "reinstate")
    assert (again(article).state, article.withdrawal_note) == (State.READY, "")
    assert client.get(article.get_absolute_url()).status_code == 200


def test_a_retracted_piece_stays_readable_with_the_reason(staff_client, client):
    article = make_article(title="A plain title")
    response = take(staff_client, article, "retract")
    assert list(response.context["form"].errors) == ["text"]
    take(staff_client, article, "retract", text="Its main table was wrong.")
    assert again(article).state == State.RETRACTED
    page = client.get(article.get_absolute_url()).content.decode()
    assert "A plain title" in page
    assert "Its main table was wrong." in page


def test_a_retracted_piece_is_readable_also_when_it_had_ended(staff_client, client):
    article = make_article(published_at=hours(-9), unpublish_at=hours(-1))
    take(staff_client, article, "retract", text="Its main table was wrong.")
    assert "Its main table was wrong." in client.get(article.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", ["withdraw", "retract", "reinstate"])
@pytest.mark.parametrize(
    "hidden",
    [
        {"state": State.DRAFT},
        {"state": State.IN_REVIEW},
        {"state": State.READY, "published_at": hours(24 * 400)},
    ],
)
def test_what_readers_never_saw_is_not_taken_back(db, name, hidden):
    with pytest.raises(Refused):
        WORKFLOW.perform(name, make_article(**hidden), by=None)


@pytest.mark.parametrize("name", ["submit", "send-back", "recall", "release", "publish"])
@pytest.mark.parametrize("state", [State.READY, State.RETRACTED, State.WITHDRAWN])
def test_what_readers_saw_never_just_disappears(db, name, state):
    with pytest.raises(Refused):
        WORKFLOW.perform(name, make_article(state=state), by=None)


@pytest.mark.parametrize("name", ["submit", "release", "withdraw", "retract", "reinstate"])
def test_nothing_is_done_with_a_deleted_piece(db, name):
    for state in State:
        article = make_article(state=state, deleted_at=hours(-1))
        with pytest.raises(Refused):
            WORKFLOW.perform(name, article, by=None)
        article.delete()


def test_a_scheduled_piece_is_taken_back_and_rescheduled(staff_client):
    article = make_article(published_at=hours(5))
    take(staff_client, article, "reschedule", at_0="2027-01-02", at_1="10:00")
    assert f"{again(article).published_at:%Y-%m-%d %H:%M}" == "2027-01-02 10:00"
    take(staff_client, article, "recall")
    assert again(article).state == State.DRAFT


def test_a_piece_that_is_being_changed_is_not_taken_back_to_draft(staff_client):
    """Its text would be in two forms, and publishing the one would overwrite the other."""
    article = make_article(published_at=hours(5))
    start_change(article, by=None)
    response = take(staff_client, article, "recall")
    assert "Publish or drop it first." in response.content.decode()
    assert again(article).state == State.READY


def test_a_step_that_came_too_late_changes_nothing(staff_client):
    article = make_article(state=State.DRAFT)
    Article.objects.update(state=State.WITHDRAWN)
    response = staff_client.post(step_of(article, "submit"), follow=True)
    assert "is not possible now, or you may not do it. Nothing was changed." in (
        response.content.decode()
    )
    assert again(article).state == State.WITHDRAWN


def test_an_unknown_step_does_not_exist(staff_client):
    article = make_article()
    assert staff_client.get(step_of(article, "vanish")).status_code == 404
    assert staff_client.get(step_of(Article(pk=0), "release")).status_code == 404


@pytest.mark.parametrize("state", [State.READY, State.RETRACTED, State.WITHDRAWN])
def test_a_released_piece_is_not_changed_in_the_form(staff_client, state):
    article = make_article(state=state)
    response = save(staff_client, article, title="Another title")
    assert response.status_code == 409
    assert "Another title" in response.content.decode()
    assert again(article).title != "Another title"


# Deleting


def test_what_readers_see_is_withdrawn_before_it_is_deleted(staff_client):
    article = make_article()
    take(staff_client, article, "delete")
    assert again(article).deleted_at is None
    take(staff_client, article, "withdraw", reason_given="unsaid")
    take(staff_client, article, "delete")
    assert again(article).deleted_at is not None


def test_a_deleted_piece_is_nowhere_and_can_be_brought_back(staff_client, client):
    article = make_article(state=State.DRAFT, title="In the drawer")
    take(staff_client, article, "delete")
    assert "In the drawer" not in staff_client.get("/staff/articles/article/").content.decode()
    listed = staff_client.get("/staff/articles/article/", {"standing": "deleted"})
    assert "In the drawer" in listed.content.decode()
    take(staff_client, article, "undelete")
    assert again(article).deleted_at is None
    assert "In the drawer" in staff_client.get("/staff/articles/article/").content.decode()


def test_a_scheduled_piece_comes_back_as_a_draft(staff_client, client, time_machine):
    """After its time it would be public at once, though nobody releases it."""
    article = make_article(published_at=hours(5))
    take(staff_client, article, "delete")
    time_machine.move_to(hours(24 * 3), tick=False)
    take(staff_client, article, "undelete")
    assert again(article).state == State.DRAFT
    assert client.get(article.get_absolute_url()).status_code == 404


def test_the_pages_by_which_the_admin_deletes_are_closed(staff_client):
    article = make_article(state=State.DRAFT)
    address = f"/staff/articles/article/{article.pk}/delete/"
    assert staff_client.post(address, {"post": "yes"}).status_code == 403
    assert Article.objects.exists()


# What is written down for good


@pytest.mark.parametrize(
    ("fields", "step", "action"),
    [
        (
            {"published_at": hours(-9), "unpublish_at": hours(-1)},
            lambda one: releasing.set_end(one, by=None, until=None),
            "end-changed",
        ),
        ({}, lambda one: releasing.set_end(one, by=None, until=hours(400)), "end-changed"),
        (
            {"published_at": hours(24 * 400)},
            lambda one: releasing.reschedule(one, by=None, at=hours(24 * 500), until=None),
            "rescheduled",
        ),
        ({"published_at": hours(24 * 400)}, lambda one: releasing.recall(one, by=None), "recalled"),
    ],
)
def test_what_changes_when_readers_see_a_piece_is_in_the_audit_log(db, fields, step, action):
    article = make_article(**fields)
    step(article)
    entry = Entry.objects.get()
    assert (entry.action, entry.subject_pk) == (action, article.pk)


# The date of what is released late


def test_a_time_that_has_passed_is_kept_only_when_that_is_chosen(staff_client):
    at = {"published_at": datetime(2025, 6, 3, 8, tzinfo=UTC)}
    now, then = (make_article(state=State.DRAFT, **at) for _ in range(2))
    form = staff_client.get(step_of(now, "release")).context["form"]
    assert form.initial["when"] == "now"
    assert "readers would see the earlier date" in str(form["when"].help_text)
    assert "3 June 2025, 08:00 UTC" in str(form["when"].help_text)
    prefilled = {"at_0": "2025-06-03", "at_1": "08:00:00"}
    take(staff_client, now, "release", when="now", **prefilled)
    take(staff_client, then, "release", when="given", **prefilled)
    assert timezone.now() - again(now).published_at < timedelta(minutes=10)
    assert again(then).published_at == at["published_at"]


def test_who_types_another_time_does_not_release_now(staff_client):
    article = make_article(state=State.DRAFT, published_at=datetime(2025, 6, 3, 8, tzinfo=UTC))
    answers = {"when": "now", "at_0": "2027-01-02", "at_1": "10:00"}
    response = take(staff_client, article, "release", **answers)
    assert list(response.context["form"].errors) == ["when"]
    assert again(article).state == State.DRAFT


@pytest.mark.parametrize("published_at", [None, hours(24 * 400)])
def test_without_a_time_that_has_passed_nothing_more_is_asked(staff_client, published_at):
    article = make_article(state=State.DRAFT, published_at=published_at)
    assert "when" not in staff_client.get(step_of(article, "release")).context["form"].fields
