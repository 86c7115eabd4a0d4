"""A form whose connection broke is not received: half an address would look like a whole one."""

import io
from urllib.parse import urlencode

import pytest
from django.core.signals import request_started
from django.db import close_old_connections
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from ccsis.contact.models import Message
from ccsis.intake.models import Upload
from ccsis.wsgi import application
from events.models import Partner
from tests.ccsis.intake.uploads.files import pdf, upload
from tests.sendings import CONTACT, letter_fields, make_event, message_fields

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def _one_connection():
    """The one that the test's transaction is in is not closed for the request, as Django's client does."""
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)


def send(path: str, content_type: str, body: bytes, length: int) -> str:
    """As a web server hands it on; returns the status."""
    statuses = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(length),
    }
    response = application(environ, lambda status, headers: statuses.append(status))
    list(response)
    return statuses[0]


def cuts(body: bytes) -> list[int]:
    """Places all over a body, the last ones without a gap."""
    return [*range(0, len(body), max(1, len(body) // 10)), *range(len(body) - 8, len(body))]


def test_a_message_is_received_whole_or_not_at_all():
    body = urlencode(message_fields()).encode()
    assert {send(CONTACT, FORM, body[:end], len(body)) for end in cuts(body)} == {"400 Bad Request"}
    assert Message.objects.count() == 0
    assert send(CONTACT, FORM, body, len(body)) == "302 Found"
    assert Message.objects.get().email == message_fields()["email"]


def test_a_letter_with_a_file_is_received_whole_or_not_at_all():
    path = f"{make_event().get_absolute_url()}partners/"
    fields = letter_fields() | {"letter_file": upload()}
    body = encode_multipart(BOUNDARY, fields)
    answers = {send(path, MULTIPART_CONTENT, body[:end], len(body)) for end in cuts(body)}
    assert answers == {"400 Bad Request"}
    assert (Partner.objects.count(), Upload.objects.count()) == (0, 0)
    assert send(path, MULTIPART_CONTENT, body, len(body)) == "302 Found"
    assert Upload.objects.get().size == len(pdf())
