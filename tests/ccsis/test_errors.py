import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db.utils import OperationalError

from articles.models import State
from articles.models.articles import ArticleQuerySet
from ccsis import views
from ccsis.lib.responses import too_many
from tests.factories import make_article


def test_an_unknown_address_says_so(client, db):
    assert client.get("/no/such/address/").status_code == 404


def test_a_wrong_host_is_a_bad_request(client, db):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_a_bad_request_says_so(rf, db):
    assert views.bad_request(rf.get("/"), SuspiciousOperation()).status_code == 400


def test_a_request_that_is_too_large_says_so(rf):
    assert views.bad_request(rf.post("/"), RequestDataTooBig()).status_code == 413


def test_a_form_without_its_token_is_refused_in_words(db):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/staff/account/login/", {"username": "x"})
    assert response.status_code == 403
    assert b"<title>" in response.content


def test_a_withdrawn_piece_is_gone(client, db):
    article = make_article(state=State.WITHDRAWN)
    assert client.get(article.get_absolute_url()).status_code == 410


def test_too_many_requests_says_when_to_come_back(rf):
    response = too_many(rf.get("/"), retry_after=90)
    assert (response.status_code, response.headers["Retry-After"]) == (429, "90")


@pytest.mark.parametrize(("error", "status"), [(OperationalError, 503), (ZeroDivisionError, 500)])
def test_a_failure_is_part_of_the_design(client, db, monkeypatch, error, status):
    def fail(request):
        raise error("private words that a person typed")

    monkeypatch.setattr(ArticleQuerySet, "published", fail)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == status
    assert b"private words" not in response.content
    assert b"<title>" in response.content


def test_when_the_database_is_away_readers_hear_when_to_come_back(client, db, monkeypatch):
    def fail(request):
        raise OperationalError

    monkeypatch.setattr(ArticleQuerySet, "published", fail)
    client.raise_request_exception = False
    assert client.get("/").headers["Retry-After"] == "30"
