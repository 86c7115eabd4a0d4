from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from articles.actions import freeze_bylines
from articles.admin.articles import visibility
from articles.models import (
    Article,
    ImportedFile,
    ImportedItem,
    Kind,
    MenuEntry,
    OldAddress,
    Page,
    State,
    WordPressCategory,
)
from tests.factories import (
    make_article,
    make_first_menus,
    make_image,
    make_menu_entry,
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
        "related_pieces-TOTAL_FORMS": "0",
        "related_pieces-INITIAL_FORMS": "0",
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
    expected = 403 if model in {ImportedItem, ImportedFile} else 200
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
        ({"topics": "!!!"}, "topics"),
        ({"topics": "; ".join(["a topic"] * 20)}, "topics"),
        ({"topics": "a\x00b"}, "topics"),
        ({"summary_points": "a\x00b"}, "summary_points"),
        ({"kind": "rumour"}, "kind"),
        ({"published_at_0": "31 February", "published_at_1": "10:00"}, "published_at"),
        ({"state": "withdrawn"}, "state"),
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


@pytest.mark.parametrize("slug", ["articles", "staff", "my", "hy", "feeds-of-mine", ""])
def test_a_page_cannot_take_the_address_of_another_part(staff_client, slug):
    response = staff_client.post("/staff/articles/page/add/", {"title": "A page", "slug": slug})
    is_free = slug == "feeds-of-mine"
    assert Page.objects.filter(title="A page").exists() is is_free
    if not is_free:
        assert "slug" in errors(response)


def change(article, **changes):
    """The form of an article as it is, with changes."""
    moment = timezone.localtime(article.published_at) if article.published_at else None
    times = {"published_at_0": f"{moment:%Y-%m-%d}", "published_at_1": f"{moment:%H:%M:%S}"}
    rows = {"bylines-TOTAL_FORMS": "0", "bylines-INITIAL_FORMS": "0"}
    for number, byline in enumerate(article.bylines.all()):
        rows |= {
            "bylines-TOTAL_FORMS": str(number + 1),
            "bylines-INITIAL_FORMS": str(number + 1),
            f"bylines-{number}-id": str(byline.pk),
            f"bylines-{number}-article": str(article.pk),
            f"bylines-{number}-position": str(byline.position),
            f"bylines-{number}-person": str(byline.person_id or ""),
            f"bylines-{number}-role": byline.role,
            f"bylines-{number}-name": byline.name,
            f"bylines-{number}-title": byline.title,
            f"bylines-{number}-affiliation": byline.affiliation,
        }
    kept = {"title": article.title, "slug": article.slug, "state": article.state}
    return fields(**kept, **(times if moment else {}), **rows) | changes


def post(client, article, **changes):
    address = f"/staff/articles/article/{article.pk}/change/"
    return client.post(address, change(article, **changes))


@pytest.mark.parametrize("state", [State.RETRACTED, State.WITHDRAWN])
@pytest.mark.parametrize("before", [State.DRAFT, State.IN_REVIEW, State.READY])
def test_what_readers_never_saw_cannot_be_taken_back(staff_client, state, before):
    soon = timezone.now() + timedelta(hours=1 if before == State.READY else -1)
    article = make_article(state=before, published_at=soon)
    assert "state" in errors(post(staff_client, article, state=state))


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW])
def test_what_readers_saw_never_just_disappears(staff_client, state):
    assert "state" in errors(post(staff_client, make_article(), state=state))


@pytest.mark.parametrize("state", [State.RETRACTED, State.WITHDRAWN])
def test_a_public_piece_is_taken_back_and_restored(staff_client, state):
    article = make_article()
    for new in (state, State.READY):
        assert post(staff_client, article, state=new).status_code == 302
        article.refresh_from_db()
        assert article.state == new


def test_another_signer_brings_their_own_name(staff_client):
    wrong, right = make_person("Avery Example", title="Dean"), make_person("Sam Placeholder")
    article = make_article(byline=[wrong])
    freeze_bylines(article)
    response = post(staff_client, article, **{"bylines-0-person": str(right.pk)})
    assert response.status_code == 302
    byline = article.bylines.get()
    assert (byline.person, byline.name, byline.title) == (right, "Sam Placeholder", "")


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (Kind.ANALYSIS, "The second part"),
        (Kind.SIMULATION, "Simulation, not a report of events: The second part"),
    ],
)
def test_a_deleted_piece_leaves_its_place_in_a_series_announced(staff_client, kind, title):
    article = make_article(title="The second part", kind=kind)
    part = make_series().parts.create(number=2, article=article)
    staff_client.post(f"/staff/articles/article/{article.pk}/delete/", {"post": "yes"})
    part.refresh_from_db()
    assert (part.article, part.title) == (None, title)
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "hidden",
    [
        {"state": State.DRAFT},
        {"state": State.IN_REVIEW},
        {"state": State.WITHDRAWN},
        {"published_at": timezone.now() + timedelta(days=400)},
    ],
)
def test_a_deleted_piece_that_readers_could_not_see_stays_untold(staff_client, client, hidden):
    series = make_series(announced_on=timezone.localdate())
    series.parts.create(number=1, article=make_article(title="In the drawer", **hidden))
    series.parts.create(
        number=2, title="An announced part", article=make_article(title="Unsaid", **hidden)
    )
    for article in Article.objects.all():
        staff_client.post(f"/staff/articles/article/{article.pk}/delete/", {"post": "yes"})
    assert [part.title for part in series.parts.all()] == ["An announced part"]
    page = client.get(series.get_absolute_url()).content.decode()
    assert "In the drawer" not in page
    assert "Unsaid" not in page


def test_a_slug_that_still_leads_elsewhere_is_refused(staff_client):
    OldAddress.objects.create(path="/articles/a-made-up-title/", article=make_article())
    assert "slug" in errors(staff_client.post(ADD, fields()))


def test_a_renamed_page_keeps_its_old_address(staff_client, client):
    page = make_page(slug="first-name", is_public=True)
    address = f"/staff/articles/page/{page.pk}/change/"
    data = {"title": page.title, "slug": "second-name", "is_public": "on"}
    assert staff_client.post(address, data).status_code == 302
    assert client.get("/first-name/").headers["Location"] == "/second-name/"


def test_a_page_that_every_page_links_to_stays(staff_client):
    page, _ = Page.objects.get_or_create(slug="privacy", defaults={"title": "Privacy"})
    Page.objects.filter(pk=page.pk).update(is_public=True)
    data = {"title": "Our privacy notice", "slug": "elsewhere"}
    staff_client.post(f"/staff/articles/page/{page.pk}/change/", data)
    staff_client.post(f"/staff/articles/page/{page.pk}/delete/", {"post": "yes"})
    many = {"action": "delete_selected", "_selected_action": str(page.pk), "post": "yes"}
    staff_client.post("/staff/articles/page/", many)
    page.refresh_from_db()
    assert (page.title, page.slug, page.is_public) == ("Our privacy notice", "privacy", True)


@pytest.mark.parametrize(
    ("model", "make"), [("region", make_region), ("series", make_series), ("person", make_person)]
)
def test_the_slug_of_a_thing_with_an_address_is_fixed_once_made(staff_client, model, make):
    row = make()
    page = staff_client.get(f"/staff/articles/{model}/{row.pk}/change/")
    assert "slug" not in page.context["adminform"].form.fields


def test_a_topic_may_have_several_words(staff_client):
    staff_client.post(ADD, fields(topics="Peace process"))
    assert list(Article.objects.get().topics.names()) == ["Peace process"]


def test_a_picture_that_cannot_be_shown_is_said_to_be_left_out(staff_client):
    body = '<p>Words.</p><img src="https://elsewhere.example/x.png">'
    response = staff_client.post(ADD, fields(body=body), follow=True)
    assert Article.objects.get().body == "<p>Words.</p>"
    assert "1 picture was left out of the text." in response.content.decode()


@pytest.mark.parametrize(("state", "shown"), [(State.READY, True), (State.DRAFT, False)])
def test_only_what_is_on_the_site_can_be_viewed_there(staff_client, state, shown):
    article = make_article(state=state)
    page = staff_client.get(f"/staff/articles/article/{article.pk}/change/").content.decode()
    assert ("View on site" in page) is shown


def test_a_region_with_articles_is_not_deleted(staff_client):
    article = make_article(regions=["caucasus"])
    region = article.regions.get()
    staff_client.post(f"/staff/articles/region/{region.pk}/delete/", {"post": "yes"})
    assert list(article.regions.all()) == [region]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://old.example/2020/01/02/%D5%AD/", "/2020/01/02/\u056d/"),
        ("/2020/01/02/%d5%ad/", "/2020/01/02/\u056d/"),
        ("/?p=107", "/?p=107"),
    ],
)
def test_an_old_address_is_taken_as_it_was_copied(staff_client, typed, kept):
    article = make_article()
    data = {"path": typed, "article": str(article.pk)}
    response = staff_client.post("/staff/articles/oldaddress/add/", data)
    assert response.status_code == 302
    assert OldAddress.objects.get().path == kept


def test_a_second_region_of_a_name_is_refused(staff_client):
    make_region("caucasus")
    response = staff_client.post("/staff/articles/region/add/", {"name": "CAUCASUS", "slug": "x"})
    assert "There is a region of this name." in response.content.decode()


def test_refusals_are_sentences(staff_client):
    """Never a constraint's name."""
    responses = [
        staff_client.post(
            "/staff/articles/oldaddress/add/", {"path": "x", "article": str(make_article().pk)}
        ),
        staff_client.post("/staff/articles/region/add/", {"name": "\u200b", "slug": "x"}),
        staff_client.post(
            "/staff/articles/series/add/",
            {
                "title": "A series",
                "slug": "a-series",
                "parts-TOTAL_FORMS": "1",
                "parts-INITIAL_FORMS": "0",
                "parts-0-number": "0",
                "parts-0-title": "A part",
            },
        ),
    ]
    for response in responses:
        page = response.content.decode()
        assert response.status_code == 200
        assert "errorlist" in page
        assert "Constraint" not in page


def test_staff_choose_what_to_read_beside_a_piece(staff_client):
    other = make_article()
    chosen = {
        "related_pieces-TOTAL_FORMS": "1",
        "related_pieces-0-position": "1",
        "related_pieces-0-piece": other.pk,
    }
    staff_client.post(ADD, fields(**chosen))
    (row,) = Article.objects.get(slug="a-made-up-title").related_pieces.all()
    assert (row.position, row.piece) == (1, other)


# Menus

MENUS = "/staff/articles/menuentry/"


def menu_fields(**changes):
    return {"menu": "navigation", "label": "A label", "position": "10", "address": ""} | changes


def test_order_and_labels_are_changed_in_the_list(staff_client):
    MenuEntry.objects.all().delete()
    first, second = make_menu_entry("One", position=1), make_menu_entry("Two", position=2)
    rows = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "_save": "Save"}
    for number, (entry, position) in enumerate([(first, 2), (second, 1)]):
        rows |= {
            f"form-{number}-id": str(entry.pk),
            f"form-{number}-label": f"{entry.label}!",
            f"form-{number}-position": str(position),
        }
    assert staff_client.post(MENUS, rows).status_code == 302
    assert [str(entry) for entry in MenuEntry.objects.all()] == ["Two!", "One!"]


def test_the_list_of_menu_entries_says_what_readers_see(staff_client):
    MenuEntry.objects.all().delete()
    make_menu_entry(page=make_page(slug="imprint", is_public=False))
    make_menu_entry(address="/series/")
    page = staff_client.get(MENUS).content.decode()
    assert page.count("Nothing: its page is not public.") == 1
    assert page.count("Shown on every page.") == 1
    assert "/imprint/" in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"label": "–", "address": "/series/"}, "__all__"),
        ({"address": ""}, "__all__"),
        ({"address": "javascript:alert(1)"}, "__all__"),
        ({"address": "//elsewhere.example/"}, "__all__"),
        ({"address": "/no/such/thing/"}, "address"),
        ({"address": "/series/\x00"}, "address"),
        ({"address": "/series/", "menu": "side"}, "menu"),
        ({"address": "/series/", "position": "-1"}, "position"),
    ],
)
def test_a_menu_entry_is_refused_in_a_sentence(staff_client, changes, field):
    count = MenuEntry.objects.count()
    response = staff_client.post(f"{MENUS}add/", menu_fields(**changes))
    assert field in errors(response)
    assert "Constraint" not in response.content.decode()
    assert MenuEntry.objects.count() == count


def test_a_menu_entry_is_made_and_deleted(staff_client):
    page = make_page(slug="imprint", is_public=True)
    staff_client.post(f"{MENUS}add/", menu_fields(page=str(page.pk)))
    entry = MenuEntry.objects.get(page=page)
    assert ">A label</a>" in staff_client.get("/").content.decode()
    staff_client.post(f"{MENUS}{entry.pk}/delete/", {"post": "yes"})
    assert ">A label</a>" not in staff_client.get("/").content.decode()


@pytest.mark.parametrize(
    ("is_public", "sentence"),
    [
        (True, "Imprint (footer). They disappear while the page is not public."),
        (False, "Imprint (footer). They are not shown until the page is public."),
    ],
)
def test_a_page_says_which_menus_lead_to_it(staff_client, is_public, sentence):
    page = make_page(is_public=is_public)
    address = f"/staff/articles/page/{page.pk}/change/"
    assert "No menu leads here." in staff_client.get(address).content.decode()
    make_menu_entry("Imprint", page=page, menu="footer")
    assert sentence in staff_client.get(address).content.decode()


def test_a_page_that_error_pages_lead_to_says_why_it_stays(staff_client):
    make_first_menus()
    page = Page.objects.get(slug="privacy")
    sentence = "Privacy (footer). Error pages lead here too, so the page stays public."
    address = f"/staff/articles/page/{page.pk}/change/"
    assert sentence in staff_client.get(address).content.decode()


def test_a_page_that_a_menu_leads_to_can_be_hidden(staff_client):
    page = make_page(is_public=True)
    make_menu_entry("Imprint", page=page)
    staff_client.post(
        f"/staff/articles/page/{page.pk}/change/", {"title": page.title, "slug": page.slug}
    )
    assert ">Imprint</a>" not in staff_client.get("/").content.decode()
    assert MenuEntry.objects.filter(page=page).exists()


def test_a_piece_chosen_beside_itself_is_refused_at_its_field(staff_client):
    article = make_article()
    chosen = {
        "related_pieces-TOTAL_FORMS": "1",
        "related_pieces-0-position": "1",
        "related_pieces-0-piece": article.pk,
    }
    response = post(staff_client, article, **chosen)
    assert response.status_code == 200
    assert "A piece is not related to itself." in response.content.decode()
    assert not article.related_pieces.exists()


@pytest.mark.parametrize("state", [State.READY, State.RETRACTED, State.WITHDRAWN])
@pytest.mark.parametrize("day", ["", f"{timezone.localdate().year + 2}-01-01"])
def test_a_piece_that_readers_saw_does_not_vanish_by_its_date(staff_client, state, day):
    article = make_article(state=state)
    when = {"published_at_0": day, "published_at_1": day and "10:00"}
    assert "published_at" in errors(post(staff_client, article, state=State.READY, **when))


@pytest.mark.parametrize("year", ["0001", "0206", "1989", "9999"])
def test_a_mistyped_year_is_asked_about(staff_client, year):
    when = {"published_at_0": f"{year}-01-01", "published_at_1": "10:00"}
    assert "published_at" in errors(staff_client.post(ADD, fields(**when)))
