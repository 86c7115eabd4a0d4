"""No title of a piece comes to readers before the piece, by the words of a link."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.checks.coming import titles_to_come
from articles.checks.facts import Facts
from articles.checks.subjects import Subject
from articles.models import State
from articles.releasing import release, reschedule
from articles.versions.changes import publish_change, start_change
from ccsis.workflow.transitions import Refused
from tests.factories import make_article, make_superuser

pytestmark = pytest.mark.django_db
TITLE = "Water & roads"
SOON, LATER = (timezone.now() + timedelta(days=days) for days in (1, 2))


def linking(piece, words="water &amp;\n<em>roads</em>"):
    return f'<p>See <a href="article:{piece.pk}#x">{words}</a>.</p>'


def found(body, **values):
    subject = Subject(body=body, **values)
    return [finding.text for finding in titles_to_come(subject, Facts([subject]))]


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.DRAFT, "published_at": None},
        {"state": State.IN_REVIEW, "published_at": SOON},
        {"published_at": LATER},
        {"state": State.WITHDRAWN, "hides_title": True},
    ],
)
def test_of_a_piece_that_readers_do_not_know(fields):
    piece = make_article(title=TITLE, **fields)
    (text,) = found(linking(piece), published_at=SOON)
    assert text.startswith("The words of a link are the title of a piece that readers cannot see")
    assert found(linking(piece, "a coming piece"), published_at=SOON) == []


@pytest.mark.parametrize("fields", [{}, {"state": State.WITHDRAWN}, {"published_at": SOON}])
def test_not_of_one_that_readers_know_by_then(fields):
    assert found(linking(make_article(title=TITLE, **fields)), published_at=SOON) == []


def test_it_blocks_a_release_until_the_other_piece_is_there():
    coming = make_article(title=TITLE, published_at=LATER)
    fields = {"state": State.IN_REVIEW, "published_at": None}
    article = make_article(body=linking(coming), **fields)
    editor = make_superuser()
    with pytest.raises(Refused, match="Write other words"):
        release(article, by=editor, at=SOON)
    assert release(article, by=editor, at=LATER).published_at == LATER


def test_another_time_does_not_bring_a_title_before_its_piece():
    coming = make_article(title=TITLE, published_at=SOON)
    article = make_article(body=linking(coming), published_at=LATER)
    editor = make_superuser()
    with pytest.raises(Refused, match="Write other words"):
        reschedule(article, by=editor, at=None, until=None)
    with pytest.raises(Refused, match="comes before that"):
        reschedule(coming, by=editor, at=LATER + timedelta(days=1), until=None)
    assert reschedule(coming, by=editor, at=LATER, until=None).published_at == LATER


def test_other_words_for_a_piece_leave_it_free_to_come_later():
    coming = make_article(title=TITLE, published_at=SOON)
    make_article(body=linking(coming, "a coming piece"), published_at=SOON)
    assert reschedule(coming, by=make_superuser(), at=LATER, until=None).published_at == LATER


def test_a_change_is_read_when_its_piece_is():
    coming = make_article(title=TITLE, published_at=SOON)
    piece = make_article(published_at=LATER)
    change = start_change(piece, by=None)
    change.body = linking(coming)
    change.save()
    assert linking(coming) == publish_change(change, by=None).body


def test_many_links_are_asked_for_at_once(django_assert_num_queries):
    body = "".join(linking(make_article(title=TITLE, published_at=LATER)) for _ in range(5))
    with django_assert_num_queries(1):
        assert len(found(body)) == 5
