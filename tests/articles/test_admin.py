from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from articles.admin.articles import visibility
from articles.models import Article, ImportedItem, Kind, OldAddress, Page, State, WordPressCategory
from tests.factories import (
    make_article,
    make_image,
    make_page,
    make_person,
    make_region,
    make_series,
)

ADD = "/staff/articles/article/add/"


def fields(**changes):
    return {
        "title": "A made-up title",
        "slug": "a-made-up-title",
        "kind": "analysis",
        "language": "en",
        "state": "draft",
        "body": "<p>Words.</p>",
        "bylines-TOTAL_FORMS": "0",
        "bylines-INITIAL_FORMS": "0",
    } | changes


def errors(response):
    return response.context["adminform"].form.errors


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda m: m._meta.label)
def test_every_list_and_form_of_the_admin_opens(staff_client, model):
    for row in (make_article, make_image, make_page, make_person, make_region, make_series):
        row()
    WordPressCategory.objects.create(slug="x", name="X")
    ImportedItem.objects.create(site="old.example", number=1, source_hash="a", result_hash="b")
    base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert staff_client.get(reverse(f"{base}_changelist"), {"q": "made"}).status_code == 200
    row = model.objects.first()
    if row:
        assert staff_client.get(reverse(f"{base}_change", args=[row.pk])).status_code == 200
    expected = 403 if model is ImportedItem else 200
    assert staff_client.get(reverse(f"{base}_add")).status_code == expected


def test_strangers_are_asked_to_sign_in(client, db):
    response = client.get("/staff/")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/staff/login/?next=/staff/",
    )


def test_staff_write_a_piece(staff_client):
    person, region = make_person("Avery Example", title="Lecturer"), make_region()
    response = staff_client.post(
        ADD,
        fields(
            state="ready",
            published_at_0="2024-05-01",
            published_at_1="10:00",
            regions=[region.pk],
            topics="water, law",
            summary_points="First.\r\n\r\n  Second. \r\n",
            **{
                "bylines-TOTAL_FORMS": "1",
                "bylines-0-position": "1",
                "bylines-0-person": str(person.pk),
                "bylines-0-role": "author",
            },
        ),
    )
    assert response.status_code == 302, errors(response)
    article = Article.objects.get()
    assert article.summary_points == ["First.", "Second."]
    assert sorted(article.topics.names()) == ["law", "water"]
    assert article.bylines.get().name == "Avery Example"
    assert article.is_public


def test_hostile_markup_is_removed_when_saving(staff_client):
    staff_client.post(ADD, fields(body='<p onclick="x()">Words.</p><script>x()</script>'))
    assert Article.objects.get().body == "<p>Words.</p>"


def test_an_exclusive_report_gets_its_notice(staff_client):
    staff_client.post(ADD, fields(kind=Kind.EXCLUSIVE_REPORT))
    assert "may be republished only with credit" in Article.objects.get().republication_notice


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "   "}, "title"),
        ({"slug": "a slug"}, "slug"),
        ({"kind": "rumour"}, "kind"),
        ({"published_at_0": "31 February", "published_at_1": "10:00"}, "published_at"),
        ({"state": "withdrawn"}, "__all__"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_kept(staff_client, changes, field):
    response = staff_client.post(ADD, fields(standfirst="Typed by hand", **changes))
    assert response.status_code == 200
    assert field in errors(response)
    assert "Typed by hand" in response.content.decode()
    assert not Article.objects.exists()


def test_a_slug_that_is_taken_is_refused(staff_client):
    make_article(slug="a-made-up-title")
    assert "slug" in errors(staff_client.post(ADD, fields()))


def test_two_bylines_at_one_position_are_refused(staff_client):
    people = [make_person(), make_person("Sam Placeholder")]
    rows = {"bylines-TOTAL_FORMS": "2"}
    for number, person in enumerate(people):
        rows |= {
            f"bylines-{number}-position": "1",
            f"bylines-{number}-person": str(person.pk),
            f"bylines-{number}-role": "author",
        }
    response = staff_client.post(ADD, fields(**rows))
    assert response.status_code == 200
    assert not Article.objects.exists()


def test_a_changed_slug_leaves_a_redirect(staff_client, client):
    article = make_article(slug="first-slug")
    address = f"/staff/articles/article/{article.pk}/change/"
    moment = timezone.localtime(article.published_at)
    staff_client.post(
        address,
        fields(
            slug="second-slug",
            state="ready",
            published_at_0=f"{moment:%Y-%m-%d}",
            published_at_1=f"{moment:%H:%M:%S}",
        ),
    )
    assert OldAddress.objects.get().path == "/articles/first-slug/"
    assert client.get("/articles/first-slug/").headers["Location"] == "/articles/second-slug/"


@pytest.mark.parametrize(
    ("state", "hours", "sentence"),
    [
        (State.READY, -1, "Public since "),
        (State.READY, 1, "Will be public on "),
        (State.READY, None, "Ready, but without a publication time: nobody outside can see it."),
        (State.DRAFT, None, "Draft: nobody outside can see it."),
        (State.DRAFT, 1, "Has a date ("),
        (State.WITHDRAWN, -1, "Withdrawn: readers are told that it is gone."),
    ],
)
def test_one_sentence_says_what_readers_see(db, state, hours, sentence):
    when = None if hours is None else timezone.now() + timedelta(hours=hours)
    assert visibility(make_article(state=state, published_at=when)).startswith(sentence)


def test_the_list_of_articles_costs_the_same_with_few_rows_and_with_many(
    staff_client, django_assert_max_num_queries
):
    def queries():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            staff_client.get("/staff/articles/article/")
        return len(captured)

    make_article(byline=[make_person()])
    few = queries()
    for _ in range(30):
        make_article(byline=[make_person()], regions=["caucasus"])
    assert queries() == few


@pytest.mark.parametrize("slug", ["articles", "staff", "feeds-of-mine", ""])
def test_a_page_cannot_take_the_address_of_another_part(staff_client, slug):
    response = staff_client.post("/staff/articles/page/add/", {"title": "A page", "slug": slug})
    is_free = slug == "feeds-of-mine"
    assert Page.objects.filter(title="A page").exists() is is_free
    if not is_free:
        assert "slug" in errors(response)
