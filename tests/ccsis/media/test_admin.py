import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ccsis.media.models import Image
from tests.factories import make_article, make_image, picture_bytes

FIELDS = {"alt": "A plain rectangle"}


@pytest.mark.django_db(transaction=True)
def test_staff_add_an_image(staff_client, jobs):
    upload = SimpleUploadedFile("Our family at home.JPG", picture_bytes(file_format="JPEG"))
    response = staff_client.post("/staff/media/image/add/", FIELDS | {"upload": upload})
    assert response.status_code == 302
    image = Image.objects.get()
    assert (image.alt, image.width) == ("A plain rectangle", 60)
    assert "family" not in image.file.name


def test_a_wrong_file_is_refused_at_its_field(staff_client):
    upload = SimpleUploadedFile("report.pdf", b"%PDF-1.7")
    response = staff_client.post("/staff/media/image/add/", FIELDS | {"upload": upload})
    assert "not a picture" in response.context["adminform"].form.errors["upload"][0]
    assert not Image.objects.exists()


def test_an_image_needs_words_for_those_who_cannot_see_it(staff_client):
    upload = SimpleUploadedFile("x.png", picture_bytes())
    response = staff_client.post("/staff/media/image/add/", FIELDS | {"alt": "", "upload": upload})
    assert "alt" in response.context["adminform"].form.errors


@pytest.mark.django_db(transaction=True)
def test_staff_replace_and_delete_an_image(staff_client, jobs):
    image = make_image()
    address = f"/staff/media/image/{image.pk}/"
    upload = SimpleUploadedFile("x.png", picture_bytes((20, 10), "#000000"))
    staff_client.post(f"{address}replace/", {"upload": upload})
    changed = Image.objects.get()
    assert (changed.pk, changed.width) == (image.pk, 20)
    assert changed.file.name != image.file.name
    staff_client.post(f"{address}delete/", {"post": "yes"})
    assert not Image.objects.exists()


def test_an_image_that_a_piece_shows_is_not_deleted_and_the_piece_is_named(staff_client):
    image = make_image()
    make_article(title="It shows the picture", body=f'<img src="{image.file.url}" alt="x">')
    address = f"/staff/media/image/{image.pk}/delete/"
    assert "It shows the picture" in staff_client.get(address).content.decode()
    staff_client.post(address, {"post": "yes"})
    assert Image.objects.exists()
