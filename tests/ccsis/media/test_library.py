"""The library at the desk: what is found in it, who may do what, and what scripts are told."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Pillow

from articles.models import State
from articles.versions.changes import start_change
from articles.withholding.actions import withhold_name
from ccsis.accounts.roles import AUTHOR, EDITOR
from ccsis.media.actions import store_image
from ccsis.media.models import Image
from tests.careful import sign_in
from tests.factories import (
    encoded,
    make_article,
    make_image,
    make_page,
    make_person,
    make_user,
    picture_bytes,
)
from tests.sendings import make_event

LIBRARY = "/staff/media/image/"
SCRIPT = {"Accept": "application/json"}


def file(name="x.png", data=None):
    return {"file": SimpleUploadedFile(name, data or picture_bytes())}


def with_notes() -> bytes:
    """The same picture as another file: a camera noted something in it."""
    exif = Pillow.Exif()
    exif[0x010F] = "Maker"
    return picture_bytes(exif=exif)


def found(client, **params):
    return [str(row) for row in client.get(LIBRARY, params).context["cl"].result_list]


def in_text(image):
    return f'<figure><img src="{image.file.url}" alt="x"></figure>'


@pytest.fixture
def author(db):
    return sign_in(make_user(groups=[AUTHOR]))


@pytest.fixture
def editor(db):
    return sign_in(make_user(groups=[EDITOR]))


@pytest.mark.parametrize("column", ["alt", "caption", "credit", "source"])
def test_words_are_found_wherever_they_stand(staff_client, column):
    make_image(alt="Another")
    make_image(**({"alt": "Wanted"} | {column: "Wanted harbour"}))
    assert len(found(staff_client, q="harbour")) == 1


@pytest.mark.parametrize(
    ("params", "names"),
    [
        ({"described": "no"}, ["Undescribed"]),
        ({"described": "yes"}, ["Shown", "Unused"]),
        ({"described": "decorative"}, ["Decorative"]),
        ({"credited": "no"}, ["Decorative", "Undescribed", "Unused"]),
        ({"credited": "yes"}, ["Shown"]),
        ({"used": "no"}, ["Decorative", "Undescribed", "Unused"]),
        ({"used": "yes"}, ["Shown"]),
        ({"republished": "yes"}, ["Unused"]),
        ({"republished": "no"}, ["Decorative", "Shown", "Undescribed"]),
    ],
)
def test_the_library_is_narrowed(staff_client, params, names):
    shown = make_image(alt="Shown", credit="Avery Example")
    make_article(picture=shown)
    store_image(encoded(colour="#111111"), alt="Unused", may_be_republished=True)
    store_image(encoded(colour="#222222"), is_decorative=True, caption="Decorative")
    store_image(encoded(colour="#333333"), caption="Undescribed")
    assert sorted(found(staff_client, **params)) == names


def test_what_a_text_a_page_a_person_or_an_event_shows_is_not_unused(staff_client):
    colours = ["#111111", "#222222", "#333333", "#444444", "#555555"]
    images = [store_image(encoded(colour=colour), alt=colour) for colour in colours]
    make_article(body=in_text(images[0]))
    make_page(body=in_text(images[1]))
    make_person(photo=images[2])
    make_event(slug="shows", body=in_text(images[3]), call_text=in_text(images[4]))
    assert found(staff_client, used="no") == []
    assert sorted(found(staff_client, used="yes")) == colours


def test_the_page_of_a_picture_says_where_it_is_shown_and_what_is_public(staff_client):
    image = make_image()
    piece = make_article(title="A public piece", picture=image)
    make_article(title="A draft", body=in_text(image), state=State.DRAFT)
    page = staff_client.get(f"{LIBRARY}{image.pk}/change/").content.decode()
    link = f'<a href="/staff/articles/article/{piece.pk}/change/">A public piece</a>'
    assert f'{link} <span class="soft">Article, picture of the piece, public</span>' in page
    assert "A draft</a>" in page
    assert "Article, in the text, not public" in page


def test_an_author_is_not_told_of_the_drafts_of_others(author):
    image = make_image()
    make_article(title="A secret draft", body=in_text(image), state=State.DRAFT)
    page = author.get(f"{LIBRARY}{image.pk}/change/").content.decode()
    assert "A secret draft" not in page
    assert "1 place that is not public and not yours" in page


def test_before_a_file_is_replaced_the_public_pieces_are_named(staff_client):
    image = make_image()
    piece = make_article(title="A public piece", picture=image)
    start_change(piece, by=None)
    places = staff_client.get(f"{LIBRARY}{image.pk}/replace/").context["image"].places
    assert [len(places.public), len(places.others)] == [1, 1]
    assert "A public piece" in places.public[0]
    assert "in a change that is being written" in places.others[0]


@pytest.mark.django_db(transaction=True)
def test_a_replaced_file_keeps_the_page_and_changes_its_name(staff_client, jobs):
    image = make_image()
    new = SimpleUploadedFile("y.png", picture_bytes((20, 10), "#000000"))
    response = staff_client.post(f"{LIBRARY}{image.pk}/replace/", {"upload": new})
    assert response.headers["Location"] == f"{LIBRARY}{image.pk}/change/"
    changed = Image.objects.get()
    assert (changed.pk, changed.alt, changed.width) == (image.pk, image.alt, 20)
    assert changed.file.name != image.file.name
    assert not image.file.storage.exists(image.file.name)


@pytest.mark.django_db(transaction=True)
def test_a_script_that_replaces_a_file_is_told_where_to_go_on(staff_client, jobs):
    image = make_image()
    new = {"upload": SimpleUploadedFile("y.png", picture_bytes(colour="#000000"))}
    said = staff_client.post(f"{LIBRARY}{image.pk}/replace/", new, headers=SCRIPT)
    assert said.json() == {"id": image.pk, "page": f"{LIBRARY}{image.pk}/change/"}
    assert Image.objects.get().file.name != image.file.name


def test_a_script_is_told_why_a_file_replaces_nothing(staff_client):
    known = store_image(encoded(), alt="It is <there>")
    address = f"{LIBRARY}{make_image(alt='Another').pk}/replace/"
    new = {"upload": SimpleUploadedFile("y.png", picture_bytes())}
    said = staff_client.post(address, new, headers=SCRIPT)
    sentence = (
        "This file is another picture of the library: “It is <there>”. "
        "Show that one instead of this."
    )
    page = f"{LIBRARY}{known.pk}/change/"
    assert (said.status_code, said.json()) == (422, {"error": sentence, "page": page})
    said = staff_client.post(address, {"upload": ""}, headers=SCRIPT)
    assert said.json() == {"error": "This field is required.", "page": None}


def test_a_wrong_file_replaces_nothing(staff_client):
    image = make_image()
    new = SimpleUploadedFile("y.png", b"<html></html>")
    response = staff_client.post(f"{LIBRARY}{image.pk}/replace/", {"upload": new})
    assert response.status_code == 422
    assert Image.objects.get().file.name == image.file.name


def test_only_who_may_change_pictures_replaces_one(author):
    image = make_image()
    new = SimpleUploadedFile("y.png", picture_bytes(colour="#000000"))
    assert author.post(f"{LIBRARY}{image.pk}/replace/", {"upload": new}).status_code == 403
    assert Image.objects.get().file.name == image.file.name


def test_a_script_adds_a_picture_and_its_sender_describes_it_once(author):
    said = author.post(f"{LIBRARY}upload/", file())
    assert said.status_code == 201
    entry = said.json()
    assert (entry["width"], entry["height"], entry["mayDescribe"]) == (60, 40, True)
    address = f"{LIBRARY}{entry['id']}/describe/"
    refused = author.post(address, {"alt": ""})
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["alt"])
    words = {"alt": "A rectangle", "credit": "Avery Example"}
    assert author.post(address, words).json()["alt"] == "A rectangle"
    image = Image.objects.get()
    assert (image.alt, image.credit) == ("A rectangle", "Avery Example")
    assert author.post(address, {"alt": "Changed"}).status_code == 403


def test_an_author_does_not_describe_the_picture_of_another(author):
    image = make_image(alt="")
    assert author.post(f"{LIBRARY}{image.pk}/describe/", {"alt": "x"}).status_code == 403
    assert Image.objects.get().alt == ""


def test_an_editor_describes_any_picture(editor):
    image = make_image(alt="")
    assert editor.post(f"{LIBRARY}{image.pk}/describe/", {"alt": "x"}).status_code == 200
    assert Image.objects.get().alt == "x"


def test_a_picture_is_not_decorative_and_described_at_once(editor):
    image = make_image(alt="")
    said = editor.post(f"{LIBRARY}{image.pk}/describe/", {"alt": "x", "is_decorative": "on"})
    assert said.json()["errors"]["__all__"] == ["A decorative image has no alternative text."]


def test_a_withheld_name_is_not_written_into_a_description(editor):
    withhold_name(make_person("Avery Example"), by=None, shown_as="Name withheld")
    image = make_image(alt="")
    said = editor.post(f"{LIBRARY}{image.pk}/describe/", {"alt": "Avery Example at work"})
    assert (said.status_code, list(said.json()["errors"])) == (422, ["alt"])
    assert Image.objects.get().alt == ""


def test_the_same_file_again_is_the_same_picture(author):
    first = author.post(f"{LIBRARY}upload/", file()).json()
    again = author.post(f"{LIBRARY}upload/", file("other.png")).json()
    assert (again["id"], again["isKnown"]) == (first["id"], True)
    assert Image.objects.count() == 1


def test_the_form_refuses_a_picture_that_is_there_and_names_it(staff_client):
    image = store_image(encoded(), alt="It is <there>")
    link = f'<a href="{LIBRARY}{image.pk}/change/">“It is &lt;there&gt;”</a>'
    for data in (picture_bytes(), with_notes()):
        sent = {"alt": "Again", "upload": SimpleUploadedFile("x.png", data)}
        errors = staff_client.post(f"{LIBRARY}add/", sent).context["adminform"].form.errors
        assert errors["upload"] == [f"This picture is in the library already: {link}."]


def test_a_script_finds_a_picture_again_that_has_other_notes_of_the_camera(author):
    first = author.post(f"{LIBRARY}upload/", file()).json()
    again = author.post(f"{LIBRARY}upload/", file(data=with_notes())).json()
    assert (again["id"], again["isKnown"]) == (first["id"], True)


@pytest.mark.parametrize("data", [picture_bytes(), with_notes()], ids=["same", "other notes"])
def test_another_picture_of_the_library_is_not_the_new_file_of_one(staff_client, data):
    known = store_image(encoded(), alt="It is there", credit="Robin Specimen")
    image = store_image(encoded(colour="#000000"), alt="Another", credit="Avery Example")
    new = {"upload": SimpleUploadedFile("y.png", data)}
    response = staff_client.post(f"{LIBRARY}{image.pk}/replace/", new)
    assert response.status_code == 422
    assert (
        "This file is another picture of the library: "
        f'<a href="{LIBRARY}{known.pk}/change/">“It is there”</a>. '
        "Show that one instead of this."
    ) in response.content.decode()
    assert Image.objects.get(pk=image.pk).file.name == image.file.name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "passwd"),
        ("\u202egnp.exe", "gnp.exe"),
        ("<img src=x onerror=alert(1)>.png", "<img src=x onerror=alert(1)>.png"),
        ("x" * 300 + ".png", "x" * 80 + "…"),
    ],
)
def test_a_refused_file_is_named_in_the_sentence(author, name, shown):
    said = author.post(f"{LIBRARY}upload/", file(name, b"no picture"))
    assert said.status_code == 422
    assert said.headers["Content-Type"] == "application/json"
    assert said.json()["error"] == (
        f"“{shown}”: This is not a picture that can be used. "
        "Send a JPEG, PNG, WebP, AVIF or GIF file."
    )
    assert not Image.objects.exists()


def test_an_upload_without_a_file_is_refused(author):
    assert author.post(f"{LIBRARY}upload/", {}).status_code == 422


@pytest.mark.parametrize("address", ["upload/", "1/describe/"])
def test_what_writes_is_not_for_get(staff_client, address):
    assert staff_client.get(LIBRARY + address).status_code == 405


@pytest.mark.parametrize("address", ["choose/", "upload/", "1/describe/", "1/replace/"])
def test_staff_without_pictures_in_their_work_are_refused(db, address):
    make_image()
    client = sign_in(make_user())
    ask = client.get if address == "choose/" else client.post
    assert ask(LIBRARY + address).status_code in {403, 404}


@pytest.mark.parametrize("address", ["choose/", "upload/", "1/describe/", "1/replace/"])
def test_strangers_are_led_to_the_log_in(client, db, address):
    assert client.get(LIBRARY + address).status_code == 302


def test_pictures_to_choose_from_are_found_by_all_words_and_paged(author, monkeypatch):
    monkeypatch.setattr("ccsis.media.admin.endpoints.PAGE_SIZE", 2)
    for number in range(5):
        make_image(alt=f"Harbour {number}", credit="Avery" if number else "Robin")
    pages, query = [], "?q=harbour+avery"
    while query:
        said = author.get(f"{LIBRARY}choose/{query}").json()
        pages.append([entry["alt"] for entry in said["images"]])
        query = said["older"]
    assert pages == [["Harbour 4", "Harbour 3"], ["Harbour 2", "Harbour 1"]]


def test_choosing_costs_the_same_with_few_pictures_and_with_many(author):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            author.get(f"{LIBRARY}choose/")
        return len(captured)

    make_image()
    few = cost()
    for number in range(9):
        make_image(alt=f"Picture {number}")
    assert cost() == few


@pytest.mark.parametrize(
    ("x", "y", "classes"),
    [
        (50, 50, ""),
        (52, 48, ""),
        (53, 50, "focus-x-55 focus-y-50"),
        (0, 100, "focus-x-0 focus-y-100"),
    ],
)
def test_the_centre_of_interest_is_a_class(x, y, classes):
    assert Image(centre_x=x, centre_y=y).focus_class == classes


@pytest.mark.django_db(transaction=True)
def test_a_photograph_is_cropped_in_lists_and_a_drawing_is_not(client, jobs):
    photograph = store_image(encoded((90, 60), file_format="JPEG"), alt="x", centre_x=90)
    assert (photograph.is_shown_whole, make_image().is_shown_whole) == (False, True)
    make_article(picture=photograph)
    assert 'class="cover cover--picture cover--cropped focus-x-90 focus-y-50"' in (
        client.get("/").content.decode()
    )
