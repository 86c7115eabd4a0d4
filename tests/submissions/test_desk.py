"""Contributions at the desk: asked, discussed, decided after the mail was seen, handed over to an article."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, OldAddress, Person, State
from articles.withholding.actions import withhold_name
from ccsis.accounts.roles import EDITOR
from ccsis.intake.personal import retention
from ccsis.mail.models import Mail
from ccsis.workflow.models import Step
from submissions.actions import accept, tell_published
from submissions.handoff import Wishes
from submissions.models import Contribution
from tests.careful import sign_in
from tests.contributions import forecast_fields, make_contribution, send_pitch, send_simulation
from tests.factories import make_article, make_person
from tests.sendings import key_for, make_call

pytestmark = pytest.mark.django_db

HOME = "/staff/"
LIST = "/staff/submissions/contribution/"


@pytest.fixture
def editor(db):
    user = User.objects.create_user("a-made-up-editor", is_staff=True)
    user.groups.set(Group.objects.filter(name=EDITOR))
    return user


@pytest.fixture
def desk(editor):
    return sign_in(editor)


def page_of(row):
    return f"{LIST}{row.pk}/change/"


def step_of(row, name):
    return f"{LIST}{row.pk}/step/{name}/"


def take(client, row, name, **typed):
    """Look at the mail, then send it as it was seen. Returns the answer and the mail as it was shown."""
    asked = client.post(step_of(row, name), typed)
    assert asked.status_code == 200, asked.context["form"].errors
    preview = asked.context["preview"]
    answer = client.post(step_of(row, name), typed | {"seen": preview.stamp})
    assert answer.status_code == 302, answer.context["form"].errors
    return preview


def listed(client, promise):
    return list(client.get(LIST, {"promise": promise}).context["cl"].queryset)


def now(row):
    return Contribution.objects.get(pk=row.pk)


def test_a_question_is_answered_on_the_private_page_and_the_promise_moves(client, desk):
    row = send_pitch(client)
    preview = take(desk, row, "ask", text="Which minutes?")
    assert "Which minutes?" in preview.text
    assert now(row).state == "asked"
    assert Mail.objects.filter(purpose="question").count() == 1
    page = client.get(row.get_absolute_url()).content.decode()
    assert "We have a question" in page
    assert "Which minutes?" in page
    link = f"{row.get_absolute_url()}write/"
    assert "Which minutes?" in client.get(link).content.decode()
    fields = {"form_key": key_for("contribution-reply"), "text": "Those of 1918."}
    for _ in range(2):
        assert client.post(link, fields).status_code == 302
    assert [exchange.text for exchange in row.exchanges.all()] == [
        "Which minutes?",
        "Those of 1918.",
    ]
    assert now(row).state == "discussed"
    assert "Those of 1918." in desk.get(page_of(row)).content.decode()


def test_the_days_for_which_a_question_waits_are_added_to_the_promise(client, desk):
    row = send_pitch(client)
    take(desk, row, "ask", text="Which minutes?")
    promised = now(row).promised_on
    Contribution.objects.update(asked_at=now(row).asked_at.replace(year=2020))
    waited = (now(row).received_at.date() - now(row).asked_at.date()).days
    fields = {"form_key": key_for("contribution-reply"), "text": "Those."}
    client.post(f"{row.get_absolute_url()}write/", fields)
    assert (now(row).promised_on - promised).days == waited


def test_going_on_without_an_answer_adds_the_days_too(desk):
    at = timezone.now() - timedelta(days=20)
    row = make_contribution(state="asked", asked_at=at, promised_on=at.date() + timedelta(days=3))
    desk.post(step_of(row, "stop-waiting"))
    assert now(row).promised_on == timezone.now().date() + timedelta(days=3)
    assert not now(row).is_late


def test_another_text_from_the_same_page_is_not_taken_for_the_first(client):
    row = make_contribution()
    link = f"{row.get_absolute_url()}write/"
    fields = {"form_key": key_for("contribution-reply"), "text": "One."}
    client.post(link, fields)
    refused = client.post(link, fields | {"text": "Two."})
    assert refused.status_code == 422
    assert "This is another text" in refused.content.decode()
    form = refused.context["form"]
    assert form["text"].value() == "Two."
    assert form.fresh_key != fields["form_key"]
    assert [exchange.text for exchange in row.exchanges.all()] == ["One."]


def test_nothing_is_written_to_what_is_held(client):
    row = make_contribution(doubt="trap", held_at=timezone.now())
    fields = {"form_key": key_for("contribution-reply"), "text": "One."}
    refused = client.post(f"{row.get_absolute_url()}write/", fields)
    assert refused.status_code == 409
    assert "One." in refused.content.decode()
    assert not row.exchanges.exists()


def test_what_is_written_after_the_decision_stands_on_the_home_page_until_it_is_noted(client, desk):
    row = send_pitch(client)
    take(desk, row, "accept", person="new", kind="analysis", text="Yes.")
    words = "their senders have written since"
    assert words not in desk.get(HOME).content.decode()
    fields = {"form_key": key_for("contribution-reply"), "text": "Change my title."}
    client.post(f"{row.get_absolute_url()}write/", fields)
    assert words in desk.get(HOME).content.decode()
    desk.post(step_of(row, "note"), {"reason": "Changed."})
    assert words not in desk.get(HOME).content.decode()


def test_accepting_makes_a_draft_of_which_nothing_is_typed_again(client, desk, editor):
    row = send_pitch(client)
    form = desk.get(step_of(row, "accept")).context["form"]
    typed = {"person": "new", "kind": "analysis", "text": form["text"].value()}
    preview = take(desk, row, "accept", **typed)
    assert "We would like to publish “Who signs the minutes”." in preview.text
    row = now(row)
    article = row.article
    assert (article.state, article.created_by, article.title) == (State.DRAFT, editor, row.title)
    assert article.body == (
        "<p>First a made-up committee meets.</p><p>Then it signs.<br>Twice.</p>"
    )
    assert [region.slug for region in article.regions.all()] == ["caucasus"]
    byline = article.bylines.get()
    assert (byline.name, byline.title) == ("Avery Example", "Made-up researcher")
    assert byline.person.biography == "A made-up person."
    assert article.title in desk.get(page_of(row)).content.decode()
    assert (
        row.reference in desk.get(f"/staff/articles/article/{article.pk}/change/").content.decode()
    )
    page = client.get(row.get_absolute_url()).content.decode()
    assert "It is being edited." in page


def test_a_person_of_that_name_can_be_the_one(client, desk):
    known = make_person(name="Avery Example", title="Earlier title")
    row = send_pitch(client)
    take(desk, row, "accept", person=str(known.pk), kind="commentary", text="Yes.")
    byline = now(row).article.bylines.get()
    assert (byline.person, byline.title) == (known, "Made-up researcher")
    assert Person.objects.filter(name="Avery Example").count() == 1


def test_a_name_that_was_withheld_meanwhile_is_not_printed(client, desk):
    row = send_pitch(client)
    known = make_person(name="Avery Example")
    withhold_name(known, by=None, shown_as="A contributor")
    form = desk.get(step_of(row, "accept")).context["form"]
    assert "Avery" not in f"{form['person']}{form['text'].value()}"
    take(desk, row, "accept", person="new", kind="analysis", text="Yes.")
    byline = now(row).article.bylines.get()
    assert (byline.person, byline.name, byline.title) == (known, "A contributor", "")


def test_an_accepted_simulation_has_its_steps_and_its_forecast_in_its_series(client, desk):
    row = send_simulation(client, **forecast_fields())
    series = row.series
    take(desk, row, "accept", person="new", series=str(series.pk), text="Yes.")
    article = now(row).article
    assert (article.kind, article.part.series) == ("simulation", series)
    assert list(article.steps.values_list("number", "date")) == [(1, "Day 1"), (2, "Day 2")]
    assert article.scenario.actors == ["The first port", "The second port"]
    assert article.forecast.likelihood == 30


def test_what_was_not_seen_is_not_sent(client, desk):
    row = send_pitch(client)
    assert 'value="Look at the mail"' in desk.get(step_of(row, "decline")).content.decode()
    seen = desk.post(step_of(row, "decline"), {"text": "No."}).context["preview"]
    again = desk.post(step_of(row, "decline"), {"text": "Not yet.", "seen": seen.stamp})
    assert again.status_code == 200
    assert "Not yet." in again.context["preview"].text
    assert now(row).state == "received"


def test_declined_but_try_the_conference_makes_an_abstract_draft_with_agreement(client, desk):
    event = make_call()
    row = send_pitch(client)
    preview = take(desk, row, "decline", text="No.", event=str(event.pk))
    assert "draft of an abstract" in preview.text
    link = f"{row.get_absolute_url()}conference/"
    assert "I agree, make the draft" in client.get(link).content.decode()
    first = client.post(link)
    assert client.post(link)["Location"] == first["Location"]
    page = client.get(first["Location"]).content.decode()
    assert "Your draft is saved, and not sent" in page
    assert "Without this agreement the abstract cannot be considered." in page
    form = client.post(
        f"{event.get_absolute_url()}abstract/", {"open_draft": first["Location"].split("/")[2]}
    ).context["form"]
    assert form["title"].value() == row.title
    assert form["author-0-name"].value() == "Avery Example"


def test_without_an_offer_there_is_no_abstract_to_be_made(client, desk):
    row = send_pitch(client)
    take(desk, row, "decline", text="No.")
    assert client.post(f"{row.get_absolute_url()}conference/")["Location"] == row.get_absolute_url()


def test_a_declining_is_taken_back(client, desk):
    row = send_pitch(client)
    take(desk, row, "decline", text="No.")
    desk.post(step_of(row, "reopen"), {"reason": "A slip."})
    assert (now(row).state, now(row).decided_at) == ("discussed", None)


def test_what_is_discussed_again_after_its_day_is_promised_anew(desk):
    row = make_contribution(state="declined", promised_on="2026-01-01")
    desk.post(step_of(row, "reopen"), {"reason": "A slip."})
    assert now(row).promised_on == timezone.now().date() + timedelta(days=14)


def test_another_conference_that_is_suggested_has_a_draft_of_its_own(client):
    row = make_contribution(state="declined", offered_event=make_call())
    first = client.post(f"{row.get_absolute_url()}conference/")["Location"]
    Contribution.objects.update(
        offered_event=make_call(slug="another", name="Another made-up conference")
    )
    assert client.post(f"{row.get_absolute_url()}conference/")["Location"] != first


def test_an_editor_is_chosen_and_finds_it_on_the_home_page(client, desk, editor):
    row = send_pitch(client)
    desk.post(step_of(row, "assign"), {"editor": str(editor.pk)})
    assert (now(row).assigned_to, now(row).state) == (editor, "discussed")
    page = desk.get(HOME).content.decode()
    assert "Contributions in your hands" in page
    assert page.count("Who signs the minutes") == 2


def test_notes_are_a_discussion_that_its_sender_does_not_see(client, desk):
    row = send_pitch(client)
    desk.post(step_of(row, "note"), {"reason": "Ask somebody who was there."})
    assert "Ask somebody who was there." in desk.get(page_of(row)).content.decode()
    assert "Ask somebody" not in client.get(row.get_absolute_url()).content.decode()
    assert Step.objects.of(row).get().transition == "note"


def test_what_is_late_is_told_to_its_sender_and_at_the_desk(client, desk):
    row = make_contribution(promised_on="2026-01-01")
    page = client.get(row.get_absolute_url()).content.decode()
    assert "We are late; you are free to offer it elsewhere." in page
    assert "days late" in desk.get(HOME).content.decode()
    assert "?promise=owed" in desk.get(HOME).content.decode()
    assert listed(desk, "owed") == listed(desk, "late") == [row]
    assert listed(desk, "week") == []


@time_machine.travel("2026-03-02T06:00Z", tick=False)
def test_nothing_is_late_while_it_is_still_the_promised_day_somewhere(desk):
    row = make_contribution(promised_on=date(2026, 3, 1))
    assert not row.is_late
    assert (listed(desk, "late"), listed(desk, "week")) == ([], [row])
    assert "0 days left" in desk.get(HOME).content.decode()


def test_similar_contributions_and_articles_are_named(client, desk):
    words = "minutes of committees are signed by secretaries before members read them again"
    article = make_article(title="Signed minutes of committees", body=f"<p>{words}</p>")
    earlier = make_contribution(title="Minutes of committees", outline=words)
    make_contribution(
        novelty="", title="A lake", outline="Water levels and gauges at an invented lake."
    )
    row = make_contribution(title="Committees and their minutes", outline=words)
    hits = desk.get(page_of(row)).context["similar"]
    assert {hit.title for hit in hits} == {article.title, earlier.title}
    assert all(hit.percent > 50 for hit in hits)


def test_the_article_that_was_made_of_it_is_not_called_similar(client, desk, editor):
    row = make_contribution(title="Committees and their minutes", outline="Minutes are signed.")
    article = accept(row, by=editor, text="Yes.", wishes=Wishes()).article
    Article.objects.filter(pk=article.pk).update(state=State.READY, published_at=timezone.now())
    assert desk.get(page_of(row)).context["similar"] == []


def test_a_pitch_that_came_by_e_mail_is_recorded_with_its_receipt(desk, client):
    add = f"{LIST}add/"
    assert "What is it?" in desk.get(add).content.decode()
    typed = {
        "form_key": key_for("pitch"),
        "title": "By mail",
        "outline": "Words.",
        "text_language": "en",
        "full_name": "Sam Placeholder",
        "email": "sam@example.org",
    }
    response = desk.post(f"{add}?kind=pitch", typed)
    assert response.status_code == 302, response.context["form"].errors
    row = Contribution.objects.get()
    assert (row.kind, row.recorded_by.username) == ("pitch", "a-made-up-editor")
    assert Mail.objects.get().purpose == "receipt"
    form = desk.get(f"{add}?kind=simulation")
    assert "Add another step" in form.content.decode()


def test_the_list_costs_the_same_for_few_and_for_many(desk):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            desk.get(LIST)
        return len(queries)

    make_contribution()
    desk.get(LIST)
    few = cost()
    for number in range(20):
        make_contribution(title=f"Pitch {number}", is_protected=number % 2)
    assert cost() == few


def test_released_and_due_its_sender_sees_it_and_is_told_once(client, desk):
    row = send_pitch(client)
    take(desk, row, "accept", person="new", kind="analysis", text="Yes.")
    assert tell_published() == 0
    Article.objects.update(state=State.READY, published_at=timezone.now())
    assert [tell_published(), tell_published()] == [1, 0]
    page = client.get(row.get_absolute_url()).content.decode()
    assert now(row).article.get_absolute_url() in page
    assert "Withdraw it" not in page
    assert Mail.objects.filter(purpose="published").count() == 1


def test_withdrawn_what_was_made_of_it_cannot_be_released(client, desk):
    row = send_pitch(client)
    take(desk, row, "accept", person="new", kind="analysis", text="Yes.")
    link = f"{row.get_absolute_url()}withdraw/"
    client.get(link)
    assert now(row).state == "accepted"
    client.post(link)
    assert now(row).state == "withdrawn"
    assert Article.objects.get().deleted_at is not None
    assert "put away" in desk.get(page_of(row)).content.decode()


def test_brought_back_what_was_withdrawn_says_so(client, desk, staff_client):
    row = make_contribution(state="accepted", article=make_article(state=State.DRAFT))
    client.post(f"{row.get_absolute_url()}withdraw/")
    page = staff_client.get(f"/staff/articles/article/{row.article_id}/change/").content.decode()
    assert "Its sender has withdrawn it: it must not be published." in page


@pytest.mark.parametrize("is_withdrawn", [True, False])
def test_erased_nothing_is_left_of_what_was_made_of_it(client, desk, is_withdrawn):
    row = send_pitch(client)
    take(desk, row, "accept", person="new", kind="analysis", text="Yes.")
    if is_withdrawn:
        client.post(f"{row.get_absolute_url()}withdraw/")
    client.post(f"{row.get_absolute_url()}erase/")
    row = now(row)
    assert (row.state, row.title, row.full_name, row.email) == ("withdrawn", "", "", "")
    assert row.exchanges.count() == 0
    assert not Article.objects.exists()
    assert not Person.objects.exists()


def test_erased_who_signs_other_pieces_stays_with_them(client, desk):
    known = make_person(name="Avery Example")
    make_article().bylines.create(person=known, name="Avery Example")
    row = send_pitch(client)
    take(desk, row, "accept", person=str(known.pk), kind="analysis", text="Yes.")
    client.post(f"{row.get_absolute_url()}erase/")
    assert Person.objects.get() == known
    assert Article.objects.count() == 1


def test_accepted_ones_are_kept_as_long_as_there_is_a_piece():
    old = timezone.now() - timedelta(days=3 * 365)
    make_contribution(state="accepted", received_at=old, article=make_article())
    assert retention.due()["submissions.Contribution"] == 0
    make_contribution(state="accepted", received_at=old)
    assert retention.due()["submissions.Contribution"] == 1


def test_an_acceptance_is_taken_back_with_a_mail_and_can_be_given_anew(client, desk):
    row = send_simulation(client)
    typed = {"person": "new", "series": str(row.series_id), "text": "Yes."}
    take(desk, row, "accept", **typed)
    article = now(row).article
    preview = take(desk, row, "revoke", text="We were too quick.")
    assert "We were too quick." in preview.text
    row = now(row)
    assert (row.state, row.article, row.decided_at) == ("discussed", None, None)
    article.refresh_from_db()
    assert article.deleted_at is not None
    assert not row.series.parts.exists()
    assert "We were too quick." in client.get(row.get_absolute_url()).content.decode()
    take(desk, row, "accept", **typed)
    assert now(row).article not in (None, article)


def test_the_draft_takes_no_address_that_leads_elsewhere(client, desk):
    OldAddress.objects.create(path="/articles/who-signs-the-minutes/", article=make_article())
    row = send_pitch(client)
    take(desk, row, "accept", person="new", kind="analysis", text="Yes.")
    assert now(row).article.slug == "who-signs-the-minutes-2"
