import gzip

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


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_a_drawing_is_served_so_that_it_can_do_nothing(client, db, encoding):
    text = b"<svg>" + b"<path/>" * 100 + b"</svg>"
    default_storage.save("covers/drawn.svg", ContentFile(text))
    response = client.get("/media/covers/drawn.svg", headers={"Accept-Encoding": encoding})
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert (
        response.headers["Content-Security-Policy"]
        == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers.get("Content-Encoding", "") == encoding
    assert (gzip.decompress(response.content) if encoding else response.content) == text


@pytest.mark.parametrize(
    "name",
    [
        "images/missing.png",
        "staging/secret.png",
        "images/page.html",
        "images/drawing.svg",
        "covers/page.html",
        "share/drawing.svg",
        "drawing.svg",
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
        "covers/page.html",
        "share/drawing.svg",
        "drawing.svg",
        "private/letter.pdf",
    ):
        default_storage.save(existing, ContentFile(b"x"))
    assert client.get(f"/media/{name}").status_code == 404
