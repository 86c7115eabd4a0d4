import pytest
from django.contrib import admin
from django.urls import reverse

from articles.models import (
    ImportedFile,
    ImportedItem,
    MenuEntry,
    OldAddress,
    Page,
    WordPressCategory,
)
from ccsis.audit.models import Entry
from ccsis.intake.models import Upload
from ccsis.mail.models import Mail
from submissions.models import Call
from tests.careful import shown_rows
from tests.desk import errors
from tests.factories import (
    make_article,
    make_image,
    make_menu_entry,
    make_page,
    make_person,
    make_region,
    make_series,
)


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
    expected = 403 if model in {Call, Entry, ImportedItem, ImportedFile, Mail, Upload} else 200
    assert staff_client.get(reverse(f"{base}_add")).status_code == expected


def test_strangers_are_asked_to_sign_in(client, db):
    response = client.get("/staff/")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/staff/login/?next=/staff/",
    )


@pytest.mark.parametrize("slug", ["articles", "staff", "my", "hy", "feeds-of-mine", ""])
def test_a_page_cannot_take_the_address_of_another_part(staff_client, slug):
    response = staff_client.post("/staff/articles/page/add/", {"title": "A page", "slug": slug})
    is_free = slug == "feeds-of-mine"
    assert Page.objects.filter(title="A page").exists() is is_free
    if not is_free:
        assert "slug" in errors(response)


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


@pytest.mark.parametrize(("model", "make"), [("region", make_region), ("person", make_person)])
def test_the_slug_of_a_thing_with_an_address_is_fixed_once_made(staff_client, model, make):
    row = make()
    page = staff_client.get(f"/staff/articles/{model}/{row.pk}/change/")
    assert "slug" not in page.context["adminform"].form.fields


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


# Menus

MENUS = "/staff/articles/menuentry/"


def menu_fields(**changes):
    return {"menu": "navigation", "label": "A label", "position": "10", "address": ""} | changes


def test_order_and_labels_are_changed_in_the_list(staff_client):
    MenuEntry.objects.all().delete()
    make_menu_entry("One", position=1), make_menu_entry("Two", position=2)
    rows = shown_rows(staff_client, MENUS)
    typed = {"form-0-label": "One!", "form-0-position": "2", "form-1-label": "Two!"}
    response = staff_client.post(MENUS, rows | typed | {"form-1-position": "1", "_save": "Save"})
    assert response.status_code == 302
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
