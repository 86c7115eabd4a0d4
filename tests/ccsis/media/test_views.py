import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.factories import make_image


@pytest.mark.django_db(transaction=True)
def test_a_picture_is_served_for_ever(client, jobs):
    response = client.get(make_image().file.url)
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b"".join(response.streaming_content).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "name",
    [
        "images/missing.png",
        "staging/secret.png",
        "images/page.html",
        "images/drawing.svg",
        "images/../staging/secret.png",
        "images/../../manage.py",
        "images/%2e%2e/%2e%2e/x.png",
        "private/letter.pdf",
    ],
)
def test_nothing_else_is_handed_out(client, db, name):
    for existing in (
        "staging/secret.png",
        "images/page.html",
        "images/drawing.svg",
        "private/letter.pdf",
    ):
        default_storage.save(existing, ContentFile(b"x"))
    assert client.get(f"/media/{name}").status_code == 404
