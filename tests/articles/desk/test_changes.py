"""A released piece is changed while readers keep seeing the present version."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from articles.actions import freeze_bylines
from articles.models import Article, Kind, OldAddress, Person, State
from articles.models.articles import SLUGS
from articles.versions import changes
from articles.versions.content import content_of
from ccsis.workflow.models import Step
from ccsis.workflow.transitions import Refused
from tests.desk import ARTICLES, errors, page_of, save, step_of, take
from tests.factories import make_article, make_image, make_person, make_superuser, make_user


def staff():
    return get_user_model().objects.get(username="staff")


def begin(client, article, **data):
    """The pending change of a piece, begun at the desk."""
    client.post(f"{ARTICLES}{article.pk}/begin-change/", data)
    return Article.objects.filter(pending_of=article).first()


def publish(client, article, note="", **changed):
    """Change a piece and publish the change, as another person than who wrote it."""
    change = begin(client, article)
    save(client, change, **changed)
    Article.objects.filter(pk=change.pk).update(edited_by=None)
    return take(client, change, "publish", note=note)


@pytest.fixture
def article(db):
    return make_article(
        title="The first title",
        slug="a-piece",
        body="<p>First words.</p>",
        byline=[make_person("Avery Example")],
        regions=["caucasus"],
        topics=["water"],
        picture=make_image(),
    )


def test_a_change_begins_as_what_readers_see(staff_client, article):
    make_article().related_to.create(article=article, position=1)
    change = begin(staff_client, article)
    assert content_of(change) == content_of(article)
    assert (change.state, change.slug, change.edited_by) == (State.DRAFT, "a-piece", staff())


def test_readers_see_the_present_version_until_the_change_is_published(
    staff_client, client, article
):
    change = begin(staff_client, article)
    save(staff_client, change, title="The second title", body="<p>Second words.</p>")
    page = client.get("/articles/a-piece/").content.decode()
    assert ("The first title" in page, "The second title" in page) == (True, False)
    Article.objects.filter(pk=change.pk).update(edited_by=None)
    take(staff_client, change, "publish", note="Put right.")
    page = client.get("/articles/a-piece/").content.decode()
    assert "The second title" in page
    assert "Second words." in page
    assert "Put right." in page
    assert not Article.objects.filter(pending_of=article).exists()


def test_a_pending_change_is_found_by_nobody_outside(staff_client, client, article):
    change = begin(staff_client, article)
    save(staff_client, change, title="Unsaid", body="<p>Zorblax.</p>", topics="unheard-of")
    addresses = [
        "/",
        "/articles/",
        "/search/?q=Zorblax",
        "/feeds/atom.xml",
        "/sitemap-articles.xml",
    ]
    for address in [*addresses, "/topics/unheard-of/", "/articles/a-piece/"]:
        page = client.get(address).content.decode()
        assert "Unsaid" not in page
        assert "Zorblax.<" not in page


def test_what_readers_saw_is_kept_at_an_address_of_its_own(staff_client, client, article):
    publish(staff_client, article, title="The second title", note="Another title.")
    response = client.get("/articles/a-piece/versions/1/")
    page = response.content.decode()
    assert "The first title" in page
    assert "Avery Example" in page
    assert "This is version 1" in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<link rel="canonical" href="http://testserver/articles/a-piece/">' in page
    assert client.get("/articles/a-piece/versions/2/").headers["Location"] == "/articles/a-piece/"
    assert client.get("/articles/a-piece/versions/3/").status_code == 404
    assert client.get("/articles/a-piece/versions/0/").status_code == 404


def test_a_piece_that_never_changed_has_no_kept_version(client, article):
    assert client.get("/articles/a-piece/versions/1/").headers["Location"] == "/articles/a-piece/"
    assert client.get("/articles/a-piece/versions/2/").status_code == 404
    assert "Versions" not in client.get("/articles/a-piece/").content.decode()


def test_the_versions_of_a_withdrawn_piece_are_gone_with_it(staff_client, client, article):
    publish(staff_client, article, title="The second title")
    take(staff_client, article, "withdraw", reason_given="unsaid")
    assert client.get("/articles/a-piece/versions/1/").status_code == 410


def test_the_versions_cost_readers_no_query(
    staff_client, client, article, django_assert_num_queries
):
    for title in ("The second title", "The third title"):
        publish(staff_client, article, title=title)
    client.get("/")
    with django_assert_num_queries(4):
        client.get("/articles/a-piece/")


def test_any_version_is_restored_by_a_change(staff_client, client, article):
    publish(staff_client, article, title="The second title", body="<p>Second words.</p>")
    change = begin(staff_client, article, version="1")
    assert content_of(change) == article.versions.get(number=1).content
    assert (change.title, change.body) == ("The first title", "<p>First words.</p>")
    Article.objects.filter(pk=change.pk).update(edited_by=None)
    take(staff_client, change, "publish")
    assert "First words." in client.get("/articles/a-piece/").content.decode()
    assert [version.number for version in article.versions.all()] == [3, 2, 1]


def test_a_version_is_not_restored_over_a_change_that_was_begun(staff_client, article):
    publish(staff_client, article, title="The second title")
    change = begin(staff_client, article)
    with pytest.raises(Refused, match="A change of this piece has been begun"):
        changes.start_change(article, by=staff(), version=article.versions.get(number=1))
    assert begin(staff_client, article, version="1") == change
    assert change.title == "The second title"


@pytest.mark.parametrize("number", ["9", "x", "²"])
def test_an_unknown_version_is_not_restored(staff_client, article, number):
    response = staff_client.post(f"{ARTICLES}{article.pk}/begin-change/", {"version": number})
    assert response.status_code == 404


def test_what_was_deleted_meanwhile_is_left_out_of_a_restored_version(staff_client, article):
    other = make_article()
    article.related_pieces.create(piece=other, position=1)
    publish(staff_client, article, title="The second title")
    article.refresh_from_db()
    article.picture.delete()
    other.delete()
    article.regions.get().delete()
    change = begin(staff_client, article, version="1")
    assert (change.picture, list(change.regions.all())) == (None, [])
    assert not change.related_pieces.exists()


def test_a_dropped_change_leaves_everything_as_it_was(staff_client, article):
    before = content_of(article)
    change = begin(staff_client, article)
    save(staff_client, change, title="The second title")
    address = f"{ARTICLES}{change.pk}/drop-change/"
    assert "Drop this change?" in staff_client.get(address).content.decode()
    staff_client.post(address)
    article.refresh_from_db()
    assert content_of(article) == before
    assert not Article.objects.filter(pending_of=article).exists()


def test_a_piece_itself_is_not_dropped(staff_client, article):
    assert staff_client.post(f"{ARTICLES}{article.pk}/drop-change/").status_code == 404
    assert Article.objects.filter(pk=article.pk).exists()


def test_there_is_one_change_of_a_piece(staff_client, article):
    assert begin(staff_client, article) == begin(staff_client, article)


def test_a_change_is_begun_by_a_button_alone(staff_client, article):
    assert staff_client.get(f"{ARTICLES}{article.pk}/begin-change/").status_code == 405


def test_a_piece_in_writing_needs_no_change(staff_client):
    draft = make_article(state=State.DRAFT)
    assert begin(staff_client, draft) is None


def test_who_wrote_a_change_says_why_nobody_else_publishes_it(staff_client, article):
    change = begin(staff_client, article)
    save(staff_client, change, title="The second title")
    response = take(staff_client, change, "publish")
    assert list(response.context["form"].errors) == ["reason"]
    take(staff_client, change, "publish", reason="It cannot wait.")
    article.refresh_from_db()
    assert article.title == "The second title"
    step = Step.objects.of(article).get(transition="publish")
    assert (step.reason, step.is_of_part) == ("It cannot wait.", True)


def test_a_changed_slug_leaves_a_redirect(staff_client, client, article):
    publish(staff_client, article, slug="second-slug")
    assert OldAddress.objects.get().path == "/articles/a-piece/"
    assert client.get("/articles/a-piece/").headers["Location"] == "/articles/second-slug/"


def test_a_slug_that_comes_back_is_no_loop(staff_client, client, article):
    publish(staff_client, article, slug="second-slug")
    publish(staff_client, article, slug="a-piece")
    assert client.get("/articles/a-piece/").status_code == 200
    assert client.get("/articles/second-slug/").headers["Location"] == "/articles/a-piece/"


def test_the_address_of_another_piece_is_refused_at_its_field(staff_client, article):
    make_article(slug="taken")
    change = begin(staff_client, article)
    response = save(staff_client, change, slug="taken")
    assert list(errors(response)) == ["slug"]


def test_an_address_taken_meanwhile_is_refused_when_publishing(staff_client, article):
    change = begin(staff_client, article)
    save(staff_client, change, slug="taken")
    make_article(slug="taken")
    Article.objects.filter(pk=change.pk).update(edited_by=None)
    response = take(staff_client, change, "publish")
    assert response.status_code == 422
    assert "Another article has this address." in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_published_at_once_with_one_address_the_second_is_refused():
    pending = [changes.start_change(make_article(), by=None) for _ in range(2)]
    Article.objects.filter(pk__in=[change.pk for change in pending]).update(slug="the-same")

    def publish(change):
        try:
            return changes.publish_change(Article.objects.get(pk=change.pk), by=None).slug
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        told = sorted(threads.map(publish, pending))
    assert told == ["Another article has this address.", "the-same"]


def test_an_address_that_is_being_checked_is_held_until_the_commit(article):
    """Else somebody takes it in between, and the save breaks."""
    article.clean()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database "
            "WHERE locktype = 'advisory' AND classid = %s AND datname = current_database()",
            [SLUGS],
        )
        assert cursor.fetchone() == (1,)


def test_an_update_is_said_only_when_it_was_asked_for(staff_client, article):
    publish(staff_client, article, title="The second title")
    article.refresh_from_db()
    assert article.updated_at is None
    change = begin(staff_client, article)
    Article.objects.filter(pk=change.pk).update(edited_by=None)
    take(staff_client, change, "publish", is_update="on")
    article.refresh_from_db()
    assert article.updated_at == article.versions.first().published_at


def test_a_change_of_a_scheduled_piece_keeps_no_version(staff_client):
    article = make_article(published_at=timezone.now() + timedelta(hours=3))
    publish(staff_client, article, title="The second title")
    article.refresh_from_db()
    assert (article.title, article.versions.count()) == ("The second title", 0)


@pytest.mark.parametrize(
    ("fields", "explanation", "asked"),
    [
        ({}, "Readers see the changed text at once.", True),
        ({"state": State.WITHDRAWN}, "Readers cannot see the piece now.", True),
        (
            {"published_at": timezone.now() + timedelta(days=400)},
            "Readers have not seen the piece yet.",
            False,
        ),
    ],
)
def test_publishing_says_what_it_will_do_and_asks_no_more(staff_client, fields, explanation, asked):
    """A note on a version that is not kept would be lost."""
    change = changes.start_change(make_article(**fields), by=None)
    context = staff_client.get(step_of(change, "publish")).context
    assert context["explanation"].startswith(explanation)
    assert ("note" in context["form"].fields, "is_update" in context["form"].fields) == (
        asked,
        asked,
    )


def test_signers_stay_as_printed_and_new_ones_are_printed_as_they_are(staff_client, article):
    person = article.bylines.get().person
    article.bylines.update(name="Avery Example", title="Dean")
    person.title = "Rector"
    person.save()
    other = make_person("Sam Placeholder")
    change = begin(staff_client, article)
    change.bylines.create(person=other, position=2)
    Article.objects.filter(pk=change.pk).update(edited_by=None)
    take(staff_client, change, "publish")
    printed = article.bylines.order_by("position").values_list("name", "title")
    assert list(printed) == [("Avery Example", "Dean"), ("Sam Placeholder", "")]


def test_the_differences_are_shown_by_field(staff_client, article):
    change = begin(staff_client, article)
    save(staff_client, change, title="The second title", kind=Kind.COMMENTARY, topics="land")
    for pk in (article.pk, change.pk):
        page = staff_client.get(f"{ARTICLES}{pk}/differences/")
        shown = {str(row.label): row.html for row in page.context["differences"]}
        assert list(shown) == ["Title", "Kind", "Topics"]
        assert "<del>" in shown["Title"]
        assert "<ins>" in shown["Title"]
        assert "water" in shown["Topics"]


def test_another_address_is_one_of_the_differences(staff_client, article):
    save(staff_client, begin(staff_client, article), slug="second-slug")
    page = staff_client.get(f"{ARTICLES}{article.pk}/differences/")
    (address,) = page.context["differences"]
    assert str(address.label) == "Last part of the address"
    assert "second-slug" in address.html


@pytest.mark.parametrize("chosen", [{"from": "9"}, {"to": "x"}, {"from": "²"}, {}])
def test_differences_of_what_does_not_exist_are_not_shown(staff_client, article, chosen):
    assert staff_client.get(f"{ARTICLES}{article.pk}/differences/", chosen).status_code == 404


def test_two_versions_are_compared(staff_client, article):
    publish(staff_client, article, title="The second title")
    publish(staff_client, article, title="The third title")
    page = staff_client.get(f"{ARTICLES}{article.pk}/differences/", {"from": "1", "to": "3"})
    (title,) = [row.html for row in page.context["differences"] if row.label == "Title"]
    assert "first" in title
    assert "third" in title


def test_the_page_of_a_piece_leads_to_its_change_versions_and_steps(staff_client, article):
    publish(staff_client, article, title="The second title", note="Another title.")
    page = staff_client.get(page_of(article)).content.decode()
    assert "Another title." in page
    assert "Change: Publish" in page
    change = begin(staff_client, article)
    page = staff_client.get(page_of(article)).content.decode()
    assert page_of(change) in page


def test_a_withdrawn_piece_can_be_mended_before_it_comes_back(staff_client, client, article):
    take(staff_client, article, "withdraw", reason_given="errors")
    publish(staff_client, article, title="The second title")
    assert client.get("/articles/a-piece/").status_code == 410
    take(staff_client, article, "reinstate")
    assert "The second title" in client.get("/articles/a-piece/").content.decode()


@pytest.mark.parametrize("page", ["step/publish", "drop-change"])
def test_a_second_click_is_told_that_nothing_was_done(staff_client, article, page):
    """The first one has taken the row away."""
    change = begin(staff_client, article)
    changes.publish_change(change, by=None)
    response = staff_client.post(f"{ARTICLES}{change.pk}/{page}/", follow=True)
    assert response.redirect_chain == [(ARTICLES, 302)]
    assert "Nothing was done: this is not there any more." in response.content.decode()
    assert article.versions.count() == 2


@pytest.mark.parametrize(
    ("gone", "state"),
    [({"deleted_at": timezone.now()}, State.WITHDRAWN), ({"state": State.DRAFT}, State.READY)],
)
def test_a_change_is_not_published_over_what_is_deleted_or_rewritten(db, gone, state):
    article = make_article(title="The first title", state=state)
    change = changes.start_change(article, by=None)
    Article.objects.filter(pk=article.pk).update(**gone)
    with pytest.raises(Refused, match="is not possible now"):
        changes.publish_change(Article.objects.get(pk=change.pk), by=None)


def test_a_change_of_a_deleted_piece_is_at_the_desk_of_superusers_alone(client, article):
    change = changes.start_change(article, by=None)
    Article.objects.filter(pk=article.pk).update(deleted_at=timezone.now())
    client.force_login(make_user(groups=["publisher"]))
    assert change.title not in client.get("/staff/").content.decode()
    for page in (change.pk, article.pk):
        assert client.get(f"{ARTICLES}{page}/differences/").status_code == 404
        assert client.get(f"{ARTICLES}{page}/correct/").status_code == 404


def test_a_version_comes_back_though_a_signers_record_was_deleted(article):
    freeze_bylines(article)
    without = changes.start_change(article, by=None)
    without.bylines.all().delete()
    changes.publish_change(without, by=None)
    Person.objects.all().delete()
    change = changes.start_change(article, by=None, version=article.versions.get(number=1))
    connection.check_constraints()
    assert list(change.bylines.values_list("person", "name")) == [(None, "Avery Example")]


def test_two_people_do_not_publish_a_change_twice(staff_client, article):
    change = begin(staff_client, article)
    colleague = make_superuser("colleague")
    changes.publish_change(change, by=colleague)
    with pytest.raises(Refused, match="has been deleted meanwhile"):
        changes.publish_change(change, by=colleague)
    assert article.versions.count() == 2
