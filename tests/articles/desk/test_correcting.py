"""Publishing corrections at the desk, and mending their words."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.utils import timezone
from django.utils.html import strip_tags

from articles.models import Correction, State
from tests.factories import make_article, make_correction, make_superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected():
    """A piece with a correction."""
    article = make_article()
    make_correction(article)
    return article


@pytest.fixture
def page(corrected):
    return f"/staff/articles/article/{corrected.pk}/correct/"


NEW = {"kind": "clarification", "text": "The year is that of the report."}


def test_staff_see_what_readers_will_see_before_it_is_published(staff_client, corrected, page):
    response = staff_client.post(page, NEW)
    text = " ".join(strip_tags(response.content.decode()).split())
    today = f"{timezone.localdate():%-d %B %Y}"
    assert f"What readers will see Clarification, {today} The year is that of" in text
    assert corrected.corrections.count() == 1


def test_staff_publish_a_correction(staff_client, client, corrected, page, django_user_model):
    response = staff_client.post(page, NEW | {"publish": ""})
    assert (response.status_code, response.url) == (302, page)
    made = corrected.corrections.first()
    assert (made.kind, made.text) == tuple(NEW.values())
    assert made.by == django_user_model.objects.get(username="staff")
    assert LogEntry.objects.get().change_message == "Published a correction."


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "retraction"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"text": " "}, "text"),
        ({"text": "…"}, "__all__"),
        ({"text": "a\0b"}, "text"),
        ({"text": "a" * 2_001}, "text"),
    ],
)
def test_what_cannot_be_published_comes_back_as_it_was_typed(
    staff_client, corrected, page, changes, field
):
    sent = NEW | changes
    response = staff_client.post(page, sent | {"publish": ""})
    form = response.context["adminform"].form
    assert (response.status_code, list(form.errors)) == (200, [field])
    assert form["text"].value() == sent["text"]
    assert corrected.corrections.count() == 1


def test_for_a_piece_that_nobody_has_seen_there_is_no_form(staff_client):
    article = make_article(state=State.DRAFT)
    address = f"/staff/articles/article/{article.pk}/correct/"
    assert "Readers have not seen this piece." in staff_client.get(address).content.decode()
    response = staff_client.post(address, NEW | {"publish": ""})
    assert (response.status_code, Correction.objects.count()) == (200, 0)


def opened(client, address) -> dict[str, str]:
    """What is hidden in the form in which a correction is mended."""
    return {"_fingerprint": str(client.get(address).context["fingerprint"])}


def test_staff_mend_the_words_of_one(staff_client, corrected, page):
    correction = corrected.corrections.get()
    address = f"{page}{correction.pk}/"
    better = opened(staff_client, address) | {"text": "Better."}
    assert "(reworded on " in staff_client.post(address, better).content.decode()
    assert staff_client.post(address, better | {"publish": ""}).url == page
    correction.refresh_from_db()
    assert (correction.text, correction.kind) == ("Better.", "correction")
    assert correction.reworded_at is not None


def test_nobody_mends_over_the_words_of_somebody_else(staff_client, client, corrected, page):
    correction = corrected.corrections.get()
    address = f"{page}{correction.pk}/"
    stale = opened(staff_client, address)
    client.force_login(make_superuser("colleague"))
    client.post(address, opened(client, address) | {"text": "Theirs.", "publish": ""})
    response = staff_client.post(address, stale | {"text": "Mine.", "publish": ""})
    assert response.status_code == 409
    told = response.context["conflict"]
    assert told.sentence.startswith("colleague saved this at ")
    assert [(one.change.old, one.change.new) for one in told.differences] == [("Theirs.", "Mine.")]
    assert response.context["adminform"].form["text"].value() == "Mine."
    correction.refresh_from_db()
    assert correction.text == "Theirs."
    again = {"_fingerprint": str(response.context["fingerprint"]), "text": "Mine.", "publish": ""}
    assert staff_client.post(address, again).url == page
    correction.refresh_from_db()
    assert correction.text == "Mine."


def test_words_without_the_form_that_they_were_typed_in_are_not_published(
    staff_client, corrected, page
):
    address = f"{page}{corrected.corrections.get().pk}/"
    assert staff_client.post(address, {"text": "Mine.", "publish": ""}).status_code == 409


def test_a_correction_is_mended_with_its_own_piece_only(staff_client, corrected):
    other = f"/staff/articles/article/{make_article().pk}/correct/"
    assert staff_client.get(f"{other}{corrected.corrections.get().pk}/").status_code == 404


@pytest.mark.parametrize("address", ["0/correct/", f"{10**30}/correct/", f"{10**30}/correct/1/"])
def test_what_does_not_exist_is_not_corrected(staff_client, address):
    assert staff_client.get(f"/staff/articles/article/{address}").status_code == 404


@pytest.mark.parametrize("permissions", [[], ["add_correction"], ["change_correction"]])
def test_only_who_may_corrects_and_mends(client, corrected, page, django_user_model, permissions):
    user = django_user_model.objects.create_user("avery", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)
    answers = {
        "add_correction": client.post(page, NEW).status_code,
        "change_correction": client.get(f"{page}{corrected.corrections.get().pk}/").status_code,
    }
    assert answers == {name: 200 if name in permissions else 403 for name in answers}


def test_who_may_not_mend_is_not_offered_it(client, corrected, page, django_user_model):
    user = django_user_model.objects.create_user("avery", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="add_correction"))
    client.force_login(user)
    assert "Mend its words" not in client.get(page).content.decode()


def test_strangers_are_asked_to_sign_in(client, page):
    assert client.get(page).url.startswith("/staff/login/")


def test_the_page_asks_the_same_of_few_corrections_and_of_many(
    staff_client, corrected, page, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        staff_client.get(page)
    for number in range(30):
        make_correction(corrected, text=f"Number {number}.")
    with django_assert_max_num_queries(8):
        staff_client.get(page)
