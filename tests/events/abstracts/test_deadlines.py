"""What counts and what does not: judged when it arrives, by the database's clock alone."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.http import QueryDict
from django.utils import timezone

from ccsis.intake.drafts import stamp_of
from ccsis.intake.links import token_of
from ccsis.intake.models import Draft
from ccsis.intake.personal import retention
from ccsis.lib import arrivals
from ccsis.lib.deadlines import GRACE
from ccsis.mail.models import Mail
from events.abstracts import wishes
from events.models import Abstract, AbstractState, Event, Phase
from tests.sendings import abstract_fields, author_fields, key_for, make_call, send_abstract

pytestmark = pytest.mark.django_db

S = AbstractState
SECOND = timedelta(seconds=1)
#: From the deadline, and what becomes of what arrives then.
MOMENTS = [
    (-SECOND, S.SUBMITTED, "in time"),
    (timedelta(0), S.SUBMITTED, "in time"),
    (SECOND, S.SUBMITTED, "just after the deadline; it counts as in time"),
    (GRACE, S.SUBMITTED, "just after the deadline; it counts as in time"),
    (GRACE + SECOND, S.DRAFT, "too late; it was kept as a draft and does not count"),
]


@pytest.fixture
def database_clock(monkeypatch):
    """Set it to an instant."""

    def set_to(moment):
        monkeypatch.setattr(arrivals, "database_now", lambda: moment)
        for module in ("events.abstracts.states", "events.abstracts.wishes"):
            monkeypatch.setattr(f"{module}.database_now", lambda: moment)

    return set_to


@pytest.fixture
def event(db):
    return Event.objects.get(pk=make_call().pk)


def path_of(event):
    return f"{event.get_absolute_url()}abstract/"


@pytest.mark.parametrize(("distance", "state", "words"), MOMENTS)
def test_what_counts_around_the_deadline(client, event, database_clock, distance, state, words):
    fields = abstract_fields(event)
    database_clock(event.deadline.at + distance)
    client.post(path_of(event), fields)
    abstract = Abstract.objects.get()
    assert (abstract.state, abstract.timeliness) == (state, words)
    assert abs(abstract.received_at - (event.deadline.at + distance)) < SECOND
    page = client.get(abstract.get_absolute_url()).content.decode()
    assert words in page
    assert words in Mail.objects.get(purpose="receipt").text


@pytest.mark.parametrize("minutes", [-10, 10])
@pytest.mark.parametrize("closes_in", [-20, -12, 5, 20])
def test_an_application_with_a_wrong_clock_judges_as_one_with_a_right_one(
    client, minutes, closes_in
):
    """The deadline is so many minutes away by the database; its clock cannot be set from here."""
    event = make_call()
    end = arrivals.database_now() + timedelta(minutes=closes_in)
    Event.objects.update(call_closes_on=end.date(), call_closes_time=end.time())
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        response = client.post(path_of(event), abstract_fields(event, form_key=key_for("abstract")))
    assert response.status_code == 302
    assert Abstract.objects.get().state == (S.SUBMITTED if closes_in > -15 else S.DRAFT)


def test_a_day_without_a_time_ends_anywhere_on_earth(client, database_clock):
    make_call(call_closes_on=date(2027, 3, 1), call_closes_time=None, time_zone="Asia/Tbilisi")
    event = Event.objects.get()
    assert event.deadline.at == datetime(2027, 3, 2, 11, 59, 59, tzinfo=UTC)
    page = client.get(event.get_absolute_url()).content.decode()
    assert "1 March 2027, 23:59" in page
    assert "2 March 2027, 15:59" in page
    assert "UTC+4" in page


@pytest.mark.parametrize(
    ("day", "hour", "instant", "offset"),
    [
        (date(2027, 3, 27), time(12), datetime(2027, 3, 27, 11, tzinfo=UTC), "UTC+1"),
        (date(2027, 3, 28), time(12), datetime(2027, 3, 28, 10, tzinfo=UTC), "UTC+2"),
        (date(2027, 10, 30), time(12), datetime(2027, 10, 30, 10, tzinfo=UTC), "UTC+2"),
        (date(2027, 10, 31), time(12), datetime(2027, 10, 31, 11, tzinfo=UTC), "UTC+1"),
    ],
)
def test_a_deadline_follows_the_summer_time_of_its_zone(
    client, database_clock, day, hour, instant, offset
):
    make_call(call_closes_on=day, call_closes_time=hour, time_zone="Europe/Berlin")
    event = Event.objects.get()
    assert (event.deadline.at, event.deadline.offset) == (instant, offset)
    database_clock(instant + GRACE)
    assert send_abstract(client, event).state == S.SUBMITTED
    database_clock(instant + GRACE + SECOND)
    assert send_abstract(client, event).state == S.DRAFT


def test_time_that_a_request_waits_does_not_count_against_it(rf, monkeypatch):
    request = rf.get("/")
    request.began = 100.0
    monkeypatch.setattr("time.monotonic", lambda: 130.0)
    now = arrivals.database_now()
    assert timedelta(seconds=29) < now - arrivals.arrived_at(request) < timedelta(seconds=31)


def test_a_request_that_is_sent_for_an_hour_did_not_arrive_when_it_began(rf, monkeypatch):
    monkeypatch.setattr("time.monotonic", lambda: 3_700.0)
    request = rf.post("/")
    request.began = 100.0
    now = arrivals.database_now()
    assert now - arrivals.arrived_at(request) < timedelta(minutes=6)


@pytest.mark.parametrize(
    ("changes", "phase"),
    [
        ({"call_opens_on": None, "call_closes_on": None, "call_closes_time": None}, Phase.NONE),
        ({"call_opens_on": date(2099, 1, 1), "call_closes_on": date(2099, 2, 1)}, Phase.BEFORE),
        ({"is_archived": True}, Phase.OVER),
    ],
)
def test_a_call_that_takes_nothing_gives_back_what_was_typed(client, event, changes, phase):
    fields = abstract_fields(event)
    Event.objects.update(**changes)
    response = client.post(path_of(event), fields)
    assert response.status_code == 409
    assert "asks how clauses are worded" in response.content.decode()
    assert response.context["call"].phase == phase
    assert not Abstract.objects.exists()


def test_two_weeks_after_the_end_nothing_is_kept_any_more(client, event, database_clock):
    database_clock(event.deadline.counted_until + timedelta(days=14) + SECOND)
    response = client.post(path_of(event), abstract_fields(event))
    assert (response.status_code, Abstract.objects.count()) == (409, 0)


@pytest.mark.parametrize(
    ("distance", "phase", "shows_form", "words"),
    [
        (timedelta(days=-3), Phase.OPEN, True, "Closes in 3 days"),
        (timedelta(hours=-2), Phase.OPEN, True, "Closes in less than a day"),
        (SECOND, Phase.GRACE, True, "Is your abstract ready? Then send it now."),
        (GRACE + SECOND, Phase.LATE, False, "A form that is still open"),
        (timedelta(days=20), Phase.OVER, False, "The call for abstracts is closed"),
    ],
)
def test_each_phase_says_what_to_do_next(
    client, event, database_clock, distance, phase, shows_form, words
):
    database_clock(event.deadline.at + distance)
    for path in (event.get_absolute_url(), f"{event.get_absolute_url()}call/"):
        response = client.get(path)
        assert response.context["call"].phase == phase
        assert words in response.content.decode()
    form = client.get(path_of(event)).content.decode()
    assert ("<textarea" in form) == shows_form


def test_a_late_draft_is_no_submission_until_staff_let_it_in(
    client, staff_client, event, database_clock
):
    fields = abstract_fields(
        event, **{"author-count": "2", **author_fields(1, name="Sam", email="sam@example.org")}
    )
    database_clock(event.deadline.counted_until + SECOND)
    client.post(path_of(event), fields)
    abstract = Abstract.objects.get()
    assert Abstract.objects.counted().count() == 0
    assert set(Mail.objects.values_list("purpose", flat=True)) == {"receipt"}
    assert client.get(abstract.get_absolute_url() + "change/").status_code == 302


def wished(client, event, **changes) -> Draft:
    """A draft that is to be sent at the deadline."""
    fields = abstract_fields(event, is_sent_when_due="on", save_draft="1") | changes
    client.post(path_of(event), fields)
    return Draft.objects.order_by("-pk")[0]


def test_a_draft_is_sent_at_the_deadline_as_its_author_wished(client, event, database_clock):
    draft = wished(client, event)
    database_clock(event.deadline.counted_until)
    assert wishes.send_due() == 0
    database_clock(event.deadline.counted_until + SECOND)
    assert (wishes.send_due(), wishes.send_due()) == (1, 0)
    abstract = Abstract.objects.get()
    assert (abstract.state, abstract.form_key) == (S.SUBMITTED, draft.form_key)
    assert abstract.authors.get().name == "Avery Example"
    assert "your draft was sent at the deadline" in Mail.objects.get(purpose="receipt").text
    assert not Draft.objects.exists()


def test_a_draft_without_the_wish_is_not_sent(client, event, database_clock):
    client.post(path_of(event), abstract_fields(event, save_draft="1"))
    database_clock(event.deadline.counted_until + SECOND)
    assert (wishes.send_due(), Draft.objects.count()) == (0, 1)


def test_the_latest_draft_that_was_complete_is_sent(client, event, database_clock):
    draft = wished(client, event)
    fields = abstract_fields(event, is_sent_when_due="on", save_draft="1", draft=token_of(draft))
    fields["draft_seen"] = stamp_of(draft)
    client.post(path_of(event), fields | {"title": "Wording, again"})
    client.post(path_of(event), fields | {"title": ""})
    assert Draft.objects.get().lines_lacking == ["Title: This is needed."]
    database_clock(event.deadline.counted_until + SECOND)
    wishes.send_due()
    assert Abstract.objects.get().title == "Wording, again"


def test_a_draft_that_was_completed_too_late_is_not_sent(client, event, database_clock):
    database_clock(event.deadline.counted_until + SECOND)
    wished(client, event)
    assert (wishes.send_due(), Draft.objects.count()) == (0, 1)


def test_who_wished_for_an_incomplete_draft_is_told(client, event, database_clock):
    draft = wished(client, event, text="word " * 301)
    assert draft.lines_lacking == ["Abstract: At most 300 words are possible; this has 301."]
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "At most 300 words are possible; this has 301." in page
    database_clock(event.deadline.counted_until + SECOND)
    assert wishes.send_due() == 0
    mail = Mail.objects.get()
    assert (mail.purpose, mail.about) == ("draft-not-sent", draft)
    assert mail.about.mail_address("sender") == "avery@example.org"
    assert Draft.objects.get().typed == draft.typed
    assert wishes.send_due() == 0
    assert Mail.objects.count() == 1


def test_a_draft_that_was_sent_by_hand_is_not_sent_again(client, event, database_clock):
    draft = wished(client, event)
    send_abstract(client, event, draft=token_of(draft))
    database_clock(event.deadline.counted_until + SECOND)
    assert (wishes.send_due(), Abstract.objects.count()) == (0, 1)


def test_a_draft_whose_page_was_sent_with_something_else_stops_no_other(
    client, event, database_clock
):
    key = key_for("abstract")
    draft = wished(client, event, form_key=key)
    other = wished(client, event, title="Another", email="other@example.org")
    Draft.objects.update(form_slug="kept")
    send_abstract(client, event, form_key=key, title="Something else")
    Draft.objects.update(form_slug="abstract")
    database_clock(event.deadline.counted_until + SECOND)
    assert (wishes.send_due(), wishes.send_due()) == (1, 0)
    assert list(Draft.objects.all()) == [draft]
    assert not Draft.objects.filter(pk=other.pk).exists()


def test_a_draft_that_fails_by_a_fault_is_tried_again(client, event, database_clock, monkeypatch):
    wished(client, event)
    database_clock(event.deadline.counted_until + SECOND)
    with monkeypatch.context() as broken:
        broken.setattr(wishes, "receive", lambda row: 1 / 0)
        assert wishes.send_due() == 0
    assert wishes.send_due() == 1


def test_what_counted_as_in_time_stays_so_when_the_deadline_moves(client, event):
    abstract = send_abstract(client, event)
    earlier = timezone.now() - timedelta(days=3)
    Event.objects.update(call_closes_on=earlier.date(), call_closes_time=earlier.time())
    assert Abstract.objects.get().timeliness == "in time"
    assert "It came in: in time" in " ".join(
        client.get(abstract.get_absolute_url()).content.decode().split()
    )


def test_a_draft_for_an_event_that_there_is_none_is_no_error(client, event):
    response = client.post("/events/nowhere/abstract/", abstract_fields(event, save_draft="1"))
    assert (response.status_code, Draft.objects.count()) == (404, 0)


def test_a_late_one_that_was_let_in_says_so(client, staff_client, event, database_clock):
    fields = abstract_fields(event)
    database_clock(event.deadline.counted_until + SECOND)
    client.post(path_of(event), fields)
    abstract = Abstract.objects.get()
    step = f"/staff/events/abstract/{abstract.pk}/step/let-in-late/"
    staff_client.post(step, {"reason": "A made-up reason."})
    assert Abstract.objects.get().timeliness == "too late, and let in by the office"


def test_a_later_deadline_sends_the_drafts_that_came_since(client, event, database_clock):
    database_clock(event.deadline.counted_until + SECOND)
    wishes.send_due()
    later = event.deadline.at + timedelta(days=7)
    Event.objects.update(call_closes_on=later.date(), call_closes_time=later.time())
    wished(client, event)
    event = Event.objects.get()
    database_clock(event.deadline.counted_until + SECOND)
    assert wishes.send_due() == 1


def test_of_two_editions_only_the_drafts_of_the_one_that_closed_are_sent(
    client, event, database_clock
):
    other = Event.objects.get(
        pk=make_call(edition="2028", slug="other", closes_in=timedelta(days=90)).pk
    )
    wished(client, event)
    wished(client, other, topic_choice=str(other.topics.first().pk))
    database_clock(event.deadline.counted_until + SECOND)
    assert wishes.send_due() == 1
    assert Abstract.objects.get().event == event


def test_a_draft_that_waits_for_a_far_deadline_is_kept_until_then(client, database_clock):
    event = Event.objects.get(pk=make_call(closes_in=timedelta(days=90)).pk)
    draft, other = wished(client, event), wished(client, event, is_sent_when_due="")
    later = timezone.now() + timedelta(days=89)
    with time_machine.travel(later):
        retention.erase_what_is_due()
        assert list(Draft.objects.all()) == [draft]
        assert client.get(draft.get_absolute_url()).status_code == 200
        assert client.get(other.get_absolute_url()).status_code == 404
    database_clock(event.deadline.counted_until + SECOND)
    assert wishes.send_due() == 1


def test_a_deadline_that_is_put_off_keeps_the_drafts_that_wait_for_it(client, event):
    draft = wished(client, event)
    later = timezone.now() + timedelta(days=200)
    Event.objects.update(call_closes_on=later.date(), call_closes_time=later.time())
    with time_machine.travel(later - timedelta(days=1)):
        retention.erase_what_is_due()
        assert client.get(draft.get_absolute_url()).status_code == 200


def test_a_draft_that_could_not_be_sent_is_kept_for_another_month(client, database_clock):
    event = Event.objects.get(pk=make_call(closes_in=timedelta(days=90)).pk)
    draft = wished(client, event, title="")
    with time_machine.travel(event.deadline.counted_until + SECOND):
        database_clock(timezone.now())
        wishes.send_due()
    with time_machine.travel(event.deadline.at + timedelta(days=29)):
        retention.erase_what_is_due()
        assert client.get(draft.get_absolute_url()).status_code == 200
    with time_machine.travel(event.deadline.at + timedelta(days=31)):
        retention.erase_what_is_due()
    assert not Draft.objects.exists()


def test_what_is_saved_after_the_deadline_does_not_replace_what_was_complete_in_time(
    client, event, database_clock
):
    """While the worker that sends drafts is down, say."""
    draft = wished(client, event)
    database_clock(event.deadline.counted_until + SECOND)
    opened = client.post(path_of(event), {"open_draft": token_of(draft)}).content.decode()
    assert 'name="is_sent_when_due"' in opened
    wished(client, event, title="Too late", draft=token_of(draft), draft_seen=stamp_of(draft))
    assert Draft.objects.get().is_sent_when_due
    assert wishes.send_due() == 1
    assert Abstract.objects.get().title == "Wording that can be watched"


def test_after_the_deadline_or_without_one_no_draft_is_promised_to_be_sent(
    client, event, database_clock
):
    assert 'name="is_sent_when_due"' in client.get(path_of(event)).content.decode()
    database_clock(event.deadline.counted_until + SECOND)
    draft = wished(client, event)
    assert not draft.is_sent_when_due
    assert "sent for you" not in client.get(draft.get_absolute_url()).content.decode()
    Event.objects.update(call_closes_on=None, call_closes_time=None)
    assert not wished(client, event).is_sent_when_due
    assert 'name="is_sent_when_due"' not in client.get(path_of(event)).content.decode()


def test_a_draft_that_arrived_in_time_and_was_stored_just_after_is_sent(
    client, event, database_clock
):
    database_clock(event.deadline.counted_until + SECOND)
    assert wishes.send_due() == 0
    database_clock(event.deadline.counted_until)
    wished(client, event)
    database_clock(event.deadline.counted_until + 60 * SECOND)
    assert (wishes.send_due(), wishes.send_due()) == (1, 0)


def test_a_call_that_the_office_closed_sends_no_draft_and_says_so(client, event, database_clock):
    draft = wished(client, event)
    Event.objects.update(is_archived=True)
    assert (wishes.send_due(), wishes.send_due()) == (0, 0)
    assert "closed the call" in Mail.objects.get(purpose="draft-not-sent").text
    assert not Abstract.objects.exists()
    assert not Draft.objects.get(pk=draft.pk).is_sent_when_due


FIVE_SCRIPTS = ["слово ", "բառ ", "söz ", "word ", "სიტყვა "]


@pytest.mark.parametrize("word", FIVE_SCRIPTS)
def test_three_hundred_words_pass_and_one_more_does_not_in_form_and_draft(client, event, word):
    assert send_abstract(client, event, text=word * 300).words == 300
    refused = client.post(path_of(event), abstract_fields(event, text=word * 301))
    assert refused.status_code == 422
    assert "At most 300 words are possible; this has 301." in refused.content.decode()
    draft = wished(client, event, text=word * 300)
    assert (draft.lines_lacking, bool(draft.ready)) == ([], True)
    too_long = wished(client, event, text=word * 301)
    assert (len(too_long.lines_lacking), too_long.ready) == (1, "")
    assert QueryDict(too_long.typed)["text"] == word * 301
