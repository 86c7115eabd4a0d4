"""What readers' pages weigh on the way, and whom it spares."""

import gzip

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from ccsis.lib.compression import accepted, compressed
from tests.factories import make_article

TEXT = b"Words that come again. " * 40


def answered(response, accept="gzip, deflate, br"):
    request = RequestFactory().get("/", headers={"accept-encoding": accept})
    return compressed(lambda request: response)(request)


def test_a_page_is_sent_in_brotli_if_the_browser_takes_it():
    response = answered(HttpResponse(TEXT))
    assert response["Content-Encoding"] == "br"
    assert brotli.decompress(response.content) == TEXT
    assert response["Vary"] == "Accept-Encoding"


def test_else_in_gzip_and_always_in_the_same_bytes():
    first, second = (answered(HttpResponse(TEXT), "gzip, deflate") for _ in range(2))
    assert first["Content-Encoding"] == "gzip"
    assert gzip.decompress(first.content) == TEXT
    assert first.content == second.content


def test_else_as_it_is_and_caches_know_that_there_are_others():
    response = answered(HttpResponse(TEXT), "")
    assert response.content == TEXT
    assert "Content-Encoding" not in response
    assert response["Vary"] == "Accept-Encoding"


def test_a_short_answer_is_left_alone():
    assert answered(HttpResponse(b"ok")).content == b"ok"


def test_a_file_is_sent_as_it_is():
    response = answered(StreamingHttpResponse([TEXT]))
    assert b"".join(response.streaming_content) == TEXT
    assert not response.has_header("Content-Encoding")


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("gzip, deflate, br", {"gzip", "deflate", "br"}),
        ("BR ; q=1.0,gzip;q=0.5", {"br", "gzip"}),
        ("br;q=0, gzip;q=0.000, deflate;q=0.001", {"deflate"}),
        ("", {""}),
    ],
)
def test_what_a_browser_takes_is_read_from_its_header(header, names):
    assert accepted(header) == names


def test_readers_pages_are_compressed_and_the_desk_is_not(client, db):
    article = make_article(body="<p>Some words.</p>" * 50)
    for address in ["/", "/articles/", article.get_absolute_url(), "/sitemap.xml", "/feeds/atom/"]:
        response = client.get(address, headers={"accept-encoding": "br"})
        assert response.headers.get("Content-Encoding") == "br", address
    response = client.get("/staff/account/login/", headers={"accept-encoding": "br"})
    assert "Content-Encoding" not in response.headers


def test_a_head_request_is_told_the_length_of_what_a_get_would_send(client, db):
    headers = {"accept-encoding": "br"}
    get, head = client.get("/", headers=headers), client.head("/", headers=headers)
    assert head.content == b""
    assert head["Content-Length"] == get["Content-Length"] == str(len(get.content))


def test_a_feed_that_has_not_changed_is_not_sent_again_in_any_encoding(client, db):
    make_article()
    first = client.get("/feeds/atom/", headers={"accept-encoding": "br"})
    assert first["ETag"].startswith('W/"')
    for encoding in ("br", "gzip", ""):
        headers = {"accept-encoding": encoding, "if-none-match": first["ETag"]}
        again = client.get("/feeds/atom/", headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again["Vary"] == first["Vary"]


def test_what_is_compressed_already_is_left_alone():
    response = answered(HttpResponse(TEXT, headers={"Content-Encoding": "gzip"}))
    assert (response.content, response["Content-Encoding"]) == (TEXT, "gzip")
