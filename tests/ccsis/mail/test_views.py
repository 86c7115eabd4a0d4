"""The mails of a copy for development, which are read in the browser."""

import pytest

from ccsis.intake.models import LinkRequest
from ccsis.lib.mailservers import SMTPServer
from ccsis.mail import delivery
from tests.ccsis.mail.outbox import make_mail, saying

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(settings, monkeypatch):
    settings.SITE_URL = "http://localhost:8000"
    monkeypatch.setattr(LinkRequest, "mail_links", lambda request: {"page": "/my/token/"})
    mail = make_mail(message=saying("Open [[link:page]] <b>now</b>"))
    delivery.deliver(mail.pk)
    return mail


def pages(mail) -> list[str]:
    return ["/mail/", f"/mail/{mail.message_id}/", f"/mail/{mail.message_id}/html/"]


def test_the_latest_mails_come_first(client, mail, settings):
    other = make_mail(email="sam@example.org")
    delivery.deliver(other.pk)
    shown = client.get("/mail/").context["mails"]
    assert [name for name, _ in shown] == [str(other.message_id), str(mail.message_id)]


def test_its_page_shows_its_headers(client, mail):
    page = client.get(f"/mail/{mail.message_id}/").content.decode()
    for name, value in (("To", "avery.example@example.org"), ("Auto-Submitted", "auto-generated")):
        assert f"<dt>{name}</dt><dd>{value}</dd>" in page


def test_the_links_of_a_mail_are_followed_from_its_page(client, mail):
    page = client.get(f"/mail/{mail.message_id}/").content.decode()
    assert '<a href="http://localhost:8000/my/token/"' in page
    assert "&lt;b&gt;now&lt;/b&gt;" in page


def test_its_html_is_shown_by_itself_and_loads_nothing(client, mail):
    response = client.get(f"/mail/{mail.message_id}/html/")
    assert "<b>now</b>" in response.content.decode()
    policy = dict(
        part.strip().partition(" ")[::2] for part in response["Content-Security-Policy"].split(";")
    )
    none = ("default-src", "base-uri", "form-action", "frame-ancestors")
    assert policy == dict.fromkeys(none, "'none'") | {
        "style-src": "'unsafe-inline'",
        "sandbox": "",
    }


def test_nothing_is_kept_by_the_browser(client, mail):
    assert {client.get(page)["Cache-Control"] for page in pages(mail)} == {"no-store"}


def test_without_mails_the_list_says_so(client):
    assert "None yet." in client.get("/mail/").content.decode()


def test_there_is_no_such_page_outside_development(client, mail, settings):
    settings.DEVELOPMENT = False
    assert [client.get(page).status_code for page in pages(mail)] == [404] * 3


def test_nor_where_a_mail_server_is_set(client, mail, settings):
    settings.MAIL_SERVER = SMTPServer("mail.example", 25)
    assert [client.get(page).status_code for page in pages(mail)] == [404] * 3


@pytest.mark.parametrize(
    "name", ["5f0b4a1e-3c1d-4e8a-9b55-0d3f6a7c2e10", "..", "..%2f..%2fsecret_key"]
)
def test_a_mail_that_is_not_there_is_not_found(client, mail, name):
    assert client.get(f"/mail/{name}/").status_code == 404
