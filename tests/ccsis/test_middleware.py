from unittest.mock import Mock

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError
from django.test import Client

from tests.factories import make_article


def test_healthz_answers_without_the_database(client, settings):
    settings.ALLOWED_HOSTS = ["example.org"]
    response = client.get("/healthz", headers={"host": "10.0.0.1"})
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_readyz_says_ready_when_the_database_has_all_tables(client, db):
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ready\n")


def test_readyz_says_so_when_a_migration_is_missing(client, db):
    MigrationRecorder(connection).record_unapplied("articles", "0002_first_regions_and_pages")
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"migrations pending\n")


def test_readyz_says_so_when_the_database_is_away(client, db, monkeypatch):
    def refuse(self):
        raise OperationalError("connection refused")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", refuse)
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"database unavailable\n")


def test_public_pages_carry_a_policy_without_nonce_or_inline_code(client, db):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "nonce" not in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy + ";"


def test_every_page_carries_the_security_headers(client, db):
    headers = client.get("/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_reading_sets_no_cookie_and_varies_on_none(client, db):
    article = make_article()
    for address in ["/", "/articles/", article.get_absolute_url(), "/about/", "/nothing-here/"]:
        response = client.get(address)
        assert not response.cookies, address
        assert "Cookie" not in response.headers.get("Vary", ""), address


def test_the_admin_carries_a_policy_with_this_requests_nonce(staff_client):
    policies = {
        staff_client.get("/staff/articles/article/add/").headers["Content-Security-Policy"]
        for _ in range(2)
    }
    assert len(policies) == 2
    assert all("'nonce-" in policy and "unsafe" not in policy for policy in policies)


@pytest.mark.parametrize(
    "address", ["/?kind=%00", "/articles/%00/", "/staff/account/login/?next=%00"]
)
def test_no_address_with_a_null_character_reaches_the_database(client, db, address):
    assert client.get(address).status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options", "trace"])
@pytest.mark.parametrize(
    "address", ["/", "/articles/", "/about/", "/robots.txt", "/media/images/x.png"]
)
def test_a_page_for_reading_answers_other_methods_with_405(db, method, address):
    strict = Client(enforce_csrf_checks=True)
    response = getattr(strict, method)(address)
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")


def test_a_static_document_carries_the_security_headers_too(client, db):
    response = client.get("/static/img/mark.svg")
    response.close()
    headers = response.headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["css/base.css", "fonts/text-latin.woff2", "img/apple-touch-icon.png"]
)
def test_a_part_of_a_page_carries_only_what_concerns_it(client, db, path):
    response = client.get(f"/static/{path}")
    response.close()
    assert set(response.headers) - {"Content-Type", "Content-Length", "Last-Modified", "ETag"} == {
        "Cache-Control",
        "Cross-Origin-Resource-Policy",
        "X-Content-Type-Options",
    }


@pytest.mark.parametrize("address", ["/", "/staff/account/login/", "/no/such/address/"])
def test_a_body_larger_than_any_form_is_refused_unread(client, db, address):
    body = Mock()
    response = client.post(address, CONTENT_LENGTH=str(10**9), **{"wsgi.input": body})
    assert body.mock_calls == []
    assert response.status_code == 413
    assert b"larger than any form here accepts" in response.content


def test_the_largest_body_is_let_through(client, db, settings):
    settings.LARGEST_REQUEST = 1000
    typed = {"login": "x" * 700, "password": "x"}
    assert client.post("/staff/account/login/", typed).status_code == 422
    settings.LARGEST_REQUEST = 700
    assert client.post("/staff/account/login/", typed).status_code == 413
