"""A piece as the desk looks at it: what is saved, what is typed, how it is found, and its links."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from articles.models import Article, PreviewLink, State, Topic
from articles.previews.links import make_link, path_of
from articles.versions.changes import start_change
from ccsis.desk.models import UnsavedWork
from tests.careful import sign_in
from tests.desk import ADD, ARTICLES, fields, page_of, written
from tests.factories import (
    make_article,
    make_image,
    make_person,
    make_region,
    make_simulation,
    make_superuser,
    make_user,
)

pytestmark = pytest.mark.django_db
NEW = f"{ARTICLES}preview/"


def preview_of(article):
    return f"{ARTICLES}{article.pk}/preview/"


def links_of(article):
    return f"{ARTICLES}{article.pk}/links/"


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def draft(**changes):
    return make_article(**{"state": State.DRAFT, "published_at": None} | changes)


def author(article=None):
    user = make_user()
    for name in ("add_article", "change_article", "view_article", "add_previewlink"):
        user.user_permissions.add(Permission.objects.get(codename=name))
    if article:
        Article.objects.filter(pk=article.pk).update(created_by=user)
    return user


def test_it_shows_what_is_saved(staff_client):
    page = text(staff_client.get(preview_of(draft(title="As saved"))))
    assert "<h1>As saved</h1>" in page
    assert "Not published." in page


def test_it_shows_what_is_typed_and_stores_nothing(staff_client):
    article, person = draft(title="As saved"), make_person("Avery Example", title="Reader")
    picture, region = make_image(alt="Two shores"), make_region("cis")
    before = Article.objects.filter(pk=article.pk).values().get()
    typed = written(
        article,
        title="As <b>typed</b>",
        standfirst="What it finds now.",
        summary_points="One.\n\nTwo.",
        body="<h2>A part</h2><p>Said<foot-note>A source.</foot-note>.</p><script>x()</script>",
        kind="exclusive-report",
        regions=[region.pk],
        topics="law, a new topic",
        picture=str(picture.pk),
        republication_notice="Ask first.",
        **{
            "bylines-TOTAL_FORMS": "2",
            "bylines-0-position": "2",
            "bylines-0-name": "Robin Specimen",
            "bylines-0-role": "author",
            "bylines-1-position": "1",
            "bylines-1-person": str(person.pk),
            "bylines-1-role": "author",
            "bylines-2-position": "3",
            "bylines-2-name": "Not to stay",
            "bylines-2-DELETE": "on",
        },
    )
    page = text(staff_client.post(preview_of(article), typed))
    assert "<h1>As &lt;b&gt;typed&lt;/b&gt;</h1>" in page
    assert "<script" not in page
    shown = ["What it finds now.", "One.", "Two.", "A source.", "Exclusive report", "CIS"]
    shown += ["Two shores", "Ask first.", "law", "a new topic", "Reader", "Robin Specimen"]
    for words in shown:
        assert words in page, words
    assert page.index("Avery Example") < page.index("Robin Specimen")
    assert "Not to stay" not in page
    assert Article.objects.filter(pk=article.pk).values().get() == before
    assert (Topic.objects.count(), UnsavedWork.objects.count()) == (0, 0)


def test_a_new_piece_is_shown_before_it_is_saved(staff_client):
    page = text(staff_client.post(NEW, fields(title="Not yet saved", slug="")))
    assert "<h1>Not yet saved</h1>" in page
    assert "/articles/not-yet-saved/" in page
    assert not Article.objects.exists()


def test_an_empty_new_piece_has_a_page(staff_client):
    assert "(no title yet)" in text(staff_client.get(NEW))


def test_what_cannot_be_understood_does_no_harm(staff_client):
    article = draft(title="As saved")
    typed = written(
        article,
        title="A\x00 title " + "x" * 400,
        slug="not an address/",
        kind="nonsense",
        regions=["zz", "999999"],
        picture="zz",
        topics="!!!",
        published_at_0="2024-99-99",
        body="<p>Unclosed <em>words",
        **{
            "bylines-0-person": "99999999999999999999",
            "bylines-0-name": "Kim\x00 Specimen",
            "bylines-0-position": "first",
            "bylines-0-role": "king",
        },
    )
    page = text(staff_client.post(preview_of(article), typed))
    assert "<h1>A title xxx" in page
    assert "Analysis" in page
    assert "Kim Specimen" in page
    assert "<p>Unclosed <em>words</em></p>" in page


def test_a_simulation_is_shown_with_what_is_typed_of_it(staff_client):
    article = make_simulation(state=State.DRAFT, published_at=None)
    typed = written(
        article,
        **{
            "scenario-0-assumptions": "A typed assumption.",
            "scenario-0-actors": "One\nTwo",
            "steps-TOTAL_FORMS": "2",
            "steps-0-date": "The second day",
            "steps-0-text": "Then this.",
            "steps-0-number": "2",
            "steps-1-date": "The first day",
            "steps-1-text": "First that.",
            "steps-1-number": "1",
            "forecast-0-confirmed_if": "It rains.",
            "forecast-0-refuted_if": "It does not.",
            "forecast-0-due_on": "2030-01-02",
            "forecast-0-likelihood": "40",
        },
    )
    page = text(staff_client.post(preview_of(article), typed))
    assert "Simulation, not a report of events" in page
    for words in ("A typed assumption.", "Two", "It rains.", "2 January 2030", "40 %"):
        assert words in page, words
    assert page.index("The first day") < page.index("The second day")
    assert "The gauge falls silent." not in page


def test_a_change_keeps_what_readers_have_seen_of_its_piece(staff_client):
    piece = make_article(title="As known")
    change = start_change(piece, by=None)
    page = text(staff_client.post(preview_of(change), written(change, title="As changed")))
    day = piece.published_at.strftime("%-d %B %Y")
    assert "<h1>As changed</h1>" in page
    assert day in page
    assert "As known" in text(staff_client.get(piece.get_absolute_url()))


def test_it_may_stand_in_a_frame_of_ours_and_runs_nothing(staff_client):
    article = draft()
    for response in (
        staff_client.get(preview_of(article)),
        staff_client.post(preview_of(article), written(article)),
    ):
        policy = response["Content-Security-Policy"]
        assert "frame-ancestors 'self'" in policy
        assert "script-src 'none'" in policy
        assert response["X-Frame-Options"] == "SAMEORIGIN"
        assert response["Cache-Control"].startswith("no-store, private")
        assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"


def test_no_other_page_may_stand_in_a_frame_or_hold_one(staff_client, client):
    article = draft()
    form = staff_client.get(page_of(article))
    assert "frame-src 'self'" in form["Content-Security-Policy"]
    for response in (form, staff_client.get(links_of(article)), client.get("/")):
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "DENY"
    for address in ("/staff/", ARTICLES, links_of(article)):
        assert "frame-src" not in staff_client.get(address)["Content-Security-Policy"]


def test_nobody_else_looks_at_a_piece(db):
    article = draft()
    assert Client().get(preview_of(article)).status_code == 302
    stranger = sign_in(author())
    assert stranger.get(preview_of(article)).status_code == 404
    assert stranger.post(preview_of(article), fields()).status_code == 404
    assert stranger.get(links_of(article)).status_code == 404
    assert sign_in(make_user()).get(NEW).status_code == 403
    own = sign_in(author(article))
    assert own.get(preview_of(article)).status_code == 200
    assert own.post(NEW, fields()).status_code == 200


def test_without_a_token_nothing_is_shown(staff_client):
    article = draft()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_superuser("strict"))
    assert strict.post(preview_of(article), written(article)).status_code == 403


@pytest.mark.parametrize("several", [False, True])
def test_what_a_look_costs_does_not_grow_with_the_piece(
    staff_client, django_assert_max_num_queries, several
):
    people = [make_person(f"Person {number}") for number in range(5 if several else 1)]
    topics = ["a", "b", "c", "d"] if several else ["a"]
    article = draft(topics=topics, byline=people, regions=["cis", "caucasus"])
    typed = written(article)
    with django_assert_max_num_queries(26):
        text(staff_client.post(preview_of(article), typed))


def test_the_form_offers_a_look_without_a_script(staff_client):
    article = draft()
    form = text(staff_client.get(page_of(article)))
    assert f'formaction="{preview_of(article)}" formtarget="_blank"' in form
    assert f'formaction="{preview_of(article)}?as=found" formtarget="_blank"' in form
    assert f'href="{links_of(article)}"' in form
    assert f'formaction="{NEW}"' in text(staff_client.get(ADD))
    # Enter in a field saves: the first button of the form does.
    assert form.index('name="_save"') < form.index("formaction=")


def test_it_is_shown_how_a_piece_is_found_and_shared(staff_client):
    article = draft(title="A title " + "of many words " * 8, standfirst="")
    page = text(staff_client.get(f"{preview_of(article)}?as=found"))
    assert "testserver › articles › " in page
    assert "data:image/png;base64," in page
    assert "more than the 60 or so that are shown" in page
    assert "There is no standfirst" in page
    typed = written(article, title="A short title", standfirst="What it finds.")
    page = text(staff_client.post(f"{preview_of(article)}?as=found", typed))
    assert "A short title | CCSIS" in page
    assert "21 characters" in page
    assert "more than the" not in page


def test_the_page_of_a_released_piece_shows_it_too(staff_client):
    page = text(staff_client.get(page_of(make_article(title="Public by now"))))
    assert "Public by now | CCSIS" in page
    assert "/static/img/share.png" in page


def test_a_link_is_made_shown_again_and_revoked(staff_client, client):
    article = draft(title="Before its day")
    staff_client.post(links_of(article), {"days": "7"})
    link = PreviewLink.objects.get()
    address = f"http://testserver{path_of(link)}"
    page = text(staff_client.get(links_of(article)))
    assert f'value="{address}"' in page
    assert "by staff" in page
    assert client.get(path_of(link)).status_code == 200
    revoke = f"{links_of(article)}{link.pk}/revoke/"
    assert staff_client.get(revoke).status_code == 405
    staff_client.post(revoke)
    assert client.get(path_of(link)).status_code == 404
    page = text(staff_client.get(links_of(article)))
    assert "Revoked on" in page
    assert "/preview/1-" not in page


def test_another_number_of_days_is_refused_at_the_field(staff_client):
    article = draft()
    response = staff_client.post(links_of(article), {"days": "8"})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["days"]
    assert not PreviewLink.objects.exists()


def test_a_link_of_another_piece_is_not_revoked_here(staff_client):
    link = make_link(draft(), days=1, by=make_superuser())
    response = staff_client.post(f"{links_of(draft())}{link.pk}/revoke/")
    assert response.status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


def test_what_readers_can_read_gets_no_link(staff_client):
    article = make_article()
    page = text(staff_client.get(links_of(article)))
    assert "it needs no preview" in page
    staff_client.post(links_of(article), {"days": "1"})
    assert not PreviewLink.objects.exists()


def test_of_a_picture_or_a_region_that_there_is_not_the_stored_one_is_shown(staff_client):
    article = draft(picture=make_image(alt="A stored picture"), regions=["caucasus"])
    typed = fields(picture="999999", regions=["999999"])
    page = text(staff_client.post(preview_of(article), typed))
    assert "A stored picture" in page
    assert "/regions/caucasus/" in page


def test_the_list_of_links_costs_the_same_for_one_and_for_many(
    staff_client, django_assert_num_queries
):
    article, by = draft(), make_superuser()
    make_link(article, days=1, by=by)
    for more in (0, 6):
        for _ in range(more):
            make_link(article, days=1, by=by)
        with django_assert_num_queries(5):
            staff_client.get(links_of(article))
