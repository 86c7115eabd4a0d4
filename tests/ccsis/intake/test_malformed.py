"""Requests that no browser sends: each is refused with 4xx, and nothing of it is stored."""

import json

import pytest

from ccsis.contact.models import Message
from ccsis.intake.models import Upload
from events.models import Partner
from tests.sendings import CONTACT, make_event, message_fields

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
BOUNDARY = "multipart/form-data; boundary=line"


def part(name: str, value: str, more: str = "") -> str:
    return f'--line\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}\r\n'


def encoded(**changes) -> str:
    from urllib.parse import urlencode

    return urlencode(message_fields(**changes))


def whole(end: str = "--line--\r\n") -> str:
    return "".join(part(name, value) for name, value in message_fields().items()) + end


#: By what is wrong with it: the type of the content, and a function that makes the body.
BODIES = {
    "nothing": (FORM, lambda: b""),
    "no form": (FORM, lambda: b"\x00\x01\x02\x03"),
    "NUL in a text": (FORM, lambda: encoded(message="a\x00b").encode()),
    "NUL in a name of a field": (FORM, lambda: b"mess%00age=x"),
    "a bell": (FORM, lambda: encoded(message="a\x07b").encode()),
    "an escape": (FORM, lambda: encoded(name="a\x1b[31mb").encode()),
    "a C1 control": (FORM, lambda: encoded(name="a\x9bb").encode()),
    "a delete": (FORM, lambda: encoded(name="a\x7fb").encode()),
    "an override of direction": (FORM, lambda: encoded(name="a\u202eb").encode()),
    "an isolate of direction": (FORM, lambda: encoded(name="a\u2066b").encode()),
    "broken UTF-8": (FORM, lambda: encoded().encode().replace(b"Avery", b"%FF%FE")),
    "a lone surrogate": (FORM, lambda: encoded().encode().replace(b"Avery", b"%ED%A0%80")),
    "overlong UTF-8": (FORM, lambda: encoded().encode().replace(b"Avery", b"%C0%AF")),
    "half an escape": (FORM, lambda: encoded().encode().replace(b"Avery", b"%F0%9F")),
    "10,000 fields": (FORM, lambda: b"&".join(b"f%d=1" % n for n in range(10_000))),
    "the same field 2,000 times": (FORM, lambda: b"&".join([b"message=x"] * 2_000)),
    "a name of a field of 100 kB": (FORM, lambda: b"x" * 100_000 + b"=1"),
    "a text of 6 MB": (FORM, lambda: b"message=" + b"x" * 6_000_000),
    "a text of 50,000 characters": (FORM, lambda: encoded(message="x" * 50_000).encode()),
    "a line break in a name": (FORM, lambda: encoded(name="a\r\nBcc: b@example.org").encode()),
    "a header in the address": (FORM, lambda: encoded(email="a@example.org\nBcc: b").encode()),
    "two addresses": (FORM, lambda: encoded(email="a@example.org,b@example.org").encode()),
    "a topic that there is not": (FORM, lambda: encoded(topic="'; DROP TABLE x").encode()),
    "a made-up key": (FORM, lambda: encoded(form_key="0" * 32).encode()),
    "a key of 100 kB": (FORM, lambda: encoded(form_key="x" * 100_000).encode()),
    "a key twice": (FORM, lambda: encoded().encode() + b"&form_key=x"),
    "JSON": ("application/json", lambda: json.dumps(message_fields()).encode()),
    "JSON said to be a form": (FORM, lambda: json.dumps(message_fields()).encode()),
    "XML": ("application/xml", lambda: b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
    "plain text": ("text/plain", lambda: encoded().encode()),
    "an unknown type": ("a made-up type", lambda: encoded().encode()),
    "no type": ("", lambda: encoded().encode()),
    "UTF-16": (f"{FORM}; charset=utf-16", lambda: encoded().encode("utf-16")),
    "parts without a boundary": ("multipart/form-data", lambda: whole().encode()),
    "parts with another boundary": ("multipart/form-data; boundary=x", lambda: whole().encode()),
    "an empty boundary": ("multipart/form-data; boundary=", lambda: whole().encode()),
    "a boundary of 300 letters": (f"multipart/form-data; boundary={'x' * 300}", lambda: b"x"),
    "a boundary that is no ASCII": ("multipart/form-data; boundary=é", lambda: whole().encode()),
    "a part without a name": (BOUNDARY, lambda: b"--line\r\n\r\nx\r\n--line--\r\n"),
    "a part without an end": (BOUNDARY, lambda: part("message", "x").encode()),
    "a part without its header's end": (BOUNDARY, lambda: b"--line\r\nContent-Disposition: form"),
    "base64 that is none": (
        BOUNDARY,
        lambda: (
            b'--line\r\nContent-Disposition: form-data; name="message"\r\n'
            b"Content-Transfer-Encoding: base64\r\n\r\n***\r\n--line--\r\n"
        ),
    ),
    "2,000 parts": (BOUNDARY, lambda: (part("message", "x") * 2_000 + "--line--\r\n").encode()),
    "200 files": (
        BOUNDARY,
        lambda: (part("f", "x", '; filename="a.pdf"') * 200 + "--line--\r\n").encode(),
    ),
    "a header of a part of 100 kB": (
        BOUNDARY,
        lambda: (part("message", "x", "; x=" + "y" * 100_000) + "--line--\r\n").encode(),
    ),
}


@pytest.fixture(params=["contact", "partners"])
def path(request):
    return CONTACT if request.param == "contact" else f"{make_event().get_absolute_url()}partners/"


@pytest.mark.parametrize("name", BODIES)
def test_a_malformed_body_is_refused_and_nothing_is_stored(client, path, name):
    content_type, make = BODIES[name]
    client.raise_request_exception = False
    response = client.generic("POST", path, make(), content_type=content_type)
    assert 400 <= response.status_code < 500, response.status_code
    assert (Message.objects.count(), Partner.objects.count(), Upload.objects.count()) == (0, 0, 0)


#: Headers that lie, or that only an attacker sends; none of them harms a good form or is believed.
HEADERS = {
    "a length that is no number": {"CONTENT_LENGTH": "ten"},
    "a negative length": {"CONTENT_LENGTH": "-1"},
    "a length of a petabyte": {"CONTENT_LENGTH": "1125899906842624"},
    "a host that is not ours": {"HTTP_HOST": "evil.example"},
    "a host with a path": {"HTTP_HOST": "testserver/evil"},
    "two hosts": {"HTTP_HOST": "testserver, evil.example"},
}


@pytest.mark.parametrize("name", HEADERS)
def test_a_lying_header_is_refused(client, name):
    client.raise_request_exception = False
    response = client.generic(
        "POST", CONTACT, encoded().encode(), content_type=FORM, **HEADERS[name]
    )
    assert 400 <= response.status_code < 500
    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    "path",
    [
        "/my/%00/",
        "/my/" + "a" * 5_000 + "/",
        "/my/m-0000-0000-" + "a" * 26 + "/../../etc/",
        "/my/%2e%2e/",
        "/my/m-0000-0000-%c0%af/",
        "/events/%00/partners/",
        "/contact/?x=%00",
        "/events/" + "é" * 300 + "/",
    ],
)
def test_a_malformed_address_is_refused(client, path):
    client.raise_request_exception = False
    assert 400 <= client.get(path).status_code < 500
    assert 400 <= client.post(path, message_fields()).status_code < 500
