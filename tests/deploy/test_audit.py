"""What the audit decides, and what it only tells."""

import pytest

from deploy import audit, weight
from deploy.terminal import Failure

PAGE = audit.Page("home", "/")
BEST = dict.fromkeys(audit.CATEGORIES, 100.0) | {"findings": []}


@pytest.fixture
def visits(monkeypatch):
    """Have Lighthouse answer these, one after the other."""

    def visits(*answers):
        monkeypatch.setattr(audit, "PAGES", [PAGE])
        left = iter(answers)
        monkeypatch.setattr(audit, "_scores", lambda *_: next(left))

    return visits


def judged():
    return audit.judge_pages("http://localhost", "chromium", None)


def test_the_median_of_five_visits_counts(visits, capsys):
    worse = BEST | {"seo": 50.0, "findings": ["seo: a finding"]}
    visits(worse, worse, BEST, BEST, BEST)
    assert judged() == []
    assert capsys.readouterr().out.splitlines()[1:] == [
        "home                             100             100             100             100",
        "    seo: a finding",
    ]


@pytest.mark.parametrize("name", ["accessibility", "best-practices", "seo"])
def test_less_than_100_fails(visits, name):
    visits(*[BEST | {name: 99.0}] * 5)
    assert judged() == [f"home: {name}"]


def test_performance_never_decides(visits):
    visits(*[BEST | {"performance": 10.0}] * 5)
    assert judged() == []


def test_a_lost_visit_is_made_again_but_not_for_ever(visits):
    visits(None, None, *[BEST] * 5)
    assert judged() == []
    visits(None, None, None)
    with pytest.raises(Failure, match="could not visit /;"):
        judged()


def test_what_took_points_is_told():
    parts = [{"id": name, "weight": 1} for name in ("good", "bad", "unknown")]
    categories = {name: {"score": 0.5, "auditRefs": []} for name in audit.CATEGORIES}
    categories["seo"] = {"score": 0.5, "auditRefs": [*parts, {"id": "told", "weight": 0}]}
    audits = {
        "good": {"score": 1, "title": "Good"},
        "bad": {"score": 0, "title": "Bad", "displayValue": "2 links"},
        "unknown": {"score": None, "title": "Unknown"},
        "told": {"score": 0, "title": "Told"},
    }
    found = audit._read({"categories": categories, "audits": audits})
    assert (found["seo"], found["findings"]) == (50, ["seo: Bad 2 links"])


@pytest.fixture
def weighed(monkeypatch):
    """Have one article load these."""

    def weighed(*loads):
        monkeypatch.setattr(audit, "english_articles", lambda origin: ["/articles/one/"])
        answer = [("http://localhost/articles/one/", 390, list(loads))]
        monkeypatch.setattr(weight, "of", lambda *_: answer)
        return audit.weigh_articles("http://localhost", "chromium")

    return weighed


def load(size=10_000, path="/static/fonts/text-latin.0123.woff2"):
    return weight.Load(path, size)


def test_sixty_thousand_bytes_in_six_requests_pass(weighed, capsys):
    assert weighed(*[load()] * 6) == []
    assert capsys.readouterr().out.split()[-5:] == ["/articles/one/", "390", "6", "60,000", "0"]


@pytest.mark.parametrize("loads", [[load()] * 5 + [load(10_001)], [load(1)] * 7])
def test_one_more_byte_or_request_does_not(weighed, loads):
    (failure,) = weighed(*loads)
    assert failure.startswith("/articles/one/ at 390 px: text-latin.0123.woff2 ")


def test_the_letters_of_a_foreign_name_are_told_beside_it(weighed, capsys):
    letters = load(5_000, "/static/fonts/text-latin-turkic.0123.woff2")
    assert weighed(*[load()] * 6, letters) == []
    assert capsys.readouterr().out.split()[-1] == "5,000"
