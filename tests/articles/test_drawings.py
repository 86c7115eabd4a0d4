"""Pictures are drawn by a job, shown once they are there, and gone once they are no longer true."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from PIL import Image

from articles import actions, drawings
from articles.deleting import delete_articles
from articles.drawing import pictures
from articles.jobs import draw_pictures, draw_region
from articles.models import Article, Drawing, Kind, State
from tests.desk import take
from tests.factories import make_article, make_region

pytestmark = pytest.mark.django_db(transaction=True)

LABEL = "Simulation, not a report of events"
BLANK = (b"<svg/>", b"PNG")


@pytest.fixture(autouse=True)
def _queue(jobs):
    pass


@pytest.fixture
def blank(monkeypatch):
    """Drawing without drawing: the files' contents tell the subject, and each call is noted."""
    calls = []

    def draw(subject):
        calls.append(subject)
        return subject.slug.encode(), subject.fingerprint.encode()

    monkeypatch.setattr(pictures, "draw", draw)
    return calls


def files() -> set[str]:
    root = Path(default_storage.location)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def size_of(path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.size


def drawn(**fields) -> Article:
    """A piece whose pictures the job has drawn."""
    article = make_article(**fields)
    draw_pictures(article_id=article.pk)
    return article


def save(article, **fields):
    """As the desk does."""
    for name, value in fields.items():
        setattr(article, name, value)
    with transaction.atomic():
        article.save()
        actions.renew_pictures([article])


def subject(article):
    return drawings.subject_of(Article.objects.with_cards().get(pk=article.pk))


def asked(jobs):
    return [arguments for name, arguments in jobs() if name == "articles.jobs.draw_pictures"]


def test_a_piece_is_drawn_from_its_words_without_a_name():
    article = make_article(
        title="A  lake",
        kind=Kind.SIMULATION,
        slug="a-lake",
        regions=["eurasia", "cis"],
        is_demo=True,
    )
    seen = subject(article)
    assert (seen.kind, seen.region, seen.slug) == ("simulation", "cis", "a-lake")
    assert (seen.card.title, seen.card.kind, seen.card.region) == ("A lake", "Simulation", "CIS")
    assert seen.card.labels == (LABEL, "Demonstration")
    assert seen.card.publisher == ("Caucasus Center", "for Strategic and International Studies")


def test_a_retracted_piece_says_so_in_its_picture():
    assert subject(make_article(state=State.RETRACTED)).card.labels == ("Retracted",)


def test_a_piece_without_a_region_can_be_drawn():
    seen = subject(make_article())
    assert (seen.region, seen.card.region) == ("", "")


def test_the_job_draws_both_pictures():
    article = drawn(regions=["caucasus"])
    drawing = Drawing.objects.get(article=article)
    assert files() == drawing.names
    assert Path(drawing.cover.path).read_bytes().startswith(b"<svg ")
    assert size_of(drawing.share.path) == (1200, 630)
    assert drawing.fingerprint == subject(article).fingerprint


def test_the_job_twice_draws_once(blank):
    article = drawn()
    draw_pictures(article_id=article.pk)
    assert len(blank) == 1


def test_the_job_draws_again_what_was_lost(blank):
    article = drawn()
    default_storage.delete(Drawing.objects.get().share.name)
    draw_pictures(article_id=article.pk)
    assert files() == Drawing.objects.get().names


def test_the_job_puts_in_place_what_a_crash_left_staged(blank):
    article = drawn()
    root, name = Path(default_storage.location), Drawing.objects.get().cover.name
    (root / name).rename(root / "staging" / Path(name).name)
    draw_pictures(article_id=article.pk)
    assert (len(blank), files()) == (1, Drawing.objects.get().names)


def test_the_job_does_nothing_for_a_piece_that_is_gone(blank):
    draw_pictures(article_id=1)
    assert (blank, files()) == ([], set())


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.WITHDRAWN])
def test_the_job_draws_nothing_that_is_not_released(blank, state):
    drawn(state=state)
    assert (blank, files()) == ([], set())


def test_what_changed_while_it_was_drawn_is_not_kept(monkeypatch):
    article = make_article()

    def draw(subject):
        Article.objects.update(title="Another title")
        return BLANK

    monkeypatch.setattr(pictures, "draw", draw)
    draw_pictures(article_id=article.pk)
    assert (Drawing.objects.count(), files()) == (0, set())


def test_after_a_failed_transaction_nothing_is_left(blank, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Drawing.objects, "update_or_create", fail)
    with pytest.raises(RuntimeError):
        drawn()
    assert (Drawing.objects.count(), files()) == (0, set())


def test_a_saved_piece_asks_for_its_pictures_once(blank, jobs):
    article = make_article()
    save(article)
    assert asked(jobs) == [{"article_id": article.pk}]
    draw_pictures(article_id=article.pk)
    save(article, standfirst="Another one.")
    assert len(asked(jobs)) == 1


def test_the_question_and_the_piece_come_together(jobs):
    with transaction.atomic():
        save(make_article())
        transaction.set_rollback(True)
    assert asked(jobs) == []


def test_a_new_title_takes_the_old_pictures_away_at_once(blank, jobs):
    article = drawn()
    save(article, title="Another title")
    assert (Drawing.objects.count(), files()) == (0, set())
    draw_pictures(article_id=article.pk)
    assert files() == Drawing.objects.get().names


def test_a_rollback_keeps_the_pictures(blank):
    article = drawn()
    with transaction.atomic():
        save(article, title="Another title")
        transaction.set_rollback(True)
    assert files() == Drawing.objects.get().names


@pytest.mark.parametrize("state", [State.DRAFT, State.WITHDRAWN])
def test_a_piece_that_is_taken_back_has_no_pictures(blank, jobs, state):
    article = drawn()
    save(article, state=state)
    assert (Drawing.objects.count(), files(), asked(jobs)) == (0, set(), [])


def test_a_deleted_piece_takes_its_files_with_it(blank):
    article, other = drawn(), drawn()
    delete_articles(Article.objects.filter(pk=article.pk))
    assert files() == Drawing.objects.get(article=other).names


def test_a_file_that_another_piece_has_too_stays(monkeypatch):
    monkeypatch.setattr(pictures, "draw", lambda subject: BLANK)
    article, other = drawn(), drawn()
    delete_articles([article])
    assert files() == Drawing.objects.get(article=other).names


def test_the_desk_asks_for_the_pictures_of_what_it_releases(staff_client, jobs):
    article = make_article(state=State.DRAFT)
    assert asked(jobs) == []
    take(staff_client, article, "release")
    assert asked(jobs) == [{"article_id": article.pk}]


def test_a_renamed_region_is_renamed_in_the_pictures_of_its_pieces(staff_client, jobs):
    region = make_region("cis")
    stale = make_article(regions=["cis"])
    make_article(regions=["eurasia"])
    data = {"name": "Another name", "slug": "cis", "description": ""}
    staff_client.post(f"/staff/articles/region/{region.pk}/change/", data)
    assert jobs() == [("articles.jobs.draw_region", {"region_id": region.pk})]
    draw_region(region_id=region.pk)
    assert jobs()[1:] == [("articles.jobs.draw_pictures", {"article_id": stale.pk})]


def test_loading_the_demonstration_asks_for_each_piece_but_the_generated_ones(jobs):
    for slug in ("caucasus", "central-asia", "cis", "eurasia", "middle-east", "worldwide"):
        make_region(slug)
    call_command("load_demo", articles=6, verbosity=0, stdout=io.StringIO())
    written = Article.objects.released().exclude(slug__startswith="generated-")
    assert {job["article_id"] for job in asked(jobs)} == set(written.values_list("pk", flat=True))


def test_removing_the_demonstration_removes_its_drawings(blank):
    for slug in ("caucasus", "central-asia", "cis", "eurasia", "middle-east", "worldwide"):
        make_region(slug)
    call_command("load_demo", verbosity=0, stdout=io.StringIO())
    for pk in Article.objects.values_list("pk", flat=True)[:3]:
        draw_pictures(article_id=pk)
    call_command("load_demo", remove=True, stdout=io.StringIO())
    assert [name for name in files() if not name.startswith("images/")] == []


def test_the_command_asks_for_what_is_missing_or_out_of_date(blank, jobs):
    fresh, stale, missing, lost = drawn(), drawn(), make_article(), drawn()
    make_article(state=State.DRAFT)
    Drawing.objects.filter(article=stale).update(fingerprint="of an earlier design")
    default_storage.delete(Drawing.objects.get(article=lost).cover.name)
    out = io.StringIO()
    call_command("draw_covers", stdout=out)
    wanted = {arguments["article_id"] for arguments in asked(jobs)}
    assert wanted == {stale.pk, missing.pk, lost.pk}
    assert fresh.pk not in wanted
    assert out.getvalue() == "3 pieces will be drawn.\n"
    assert Drawing.objects.filter(article=stale).exists()


def test_until_the_job_has_run_the_static_cover_is_shown(client):
    article = make_article(regions=["cis"])
    page = client.get(article.get_absolute_url()).content.decode()
    assert 'src="/static/img/covers/analysis-cis.svg"' in page


def test_then_the_drawn_one_is_shown_on_every_page(client):
    article = drawn(regions=["cis"])
    address = Drawing.objects.get().cover.url
    for page in (article.get_absolute_url(), "/"):
        html = client.get(page).content.decode()
        assert f'src="{address}"' in html
        assert "/static/img/covers/" not in html


def test_drawings_cost_a_page_no_query(client, django_assert_num_queries):
    for _ in range(3):
        make_article(regions=["cis"])
    with django_assert_num_queries(1):
        before = [getattr(piece, "drawing", None) for piece in Article.objects.with_cards()]
    for pk in Article.objects.values_list("pk", flat=True):
        draw_pictures(article_id=pk)
    with django_assert_num_queries(1):
        after = [piece.drawing.cover.url for piece in Article.objects.with_everything()]
    assert (before, len(set(after))) == ([None] * 3, 3)


def test_what_is_shown_until_then_is_light_and_of_the_right_size():
    file = settings.BASE_DIR / "static/img/share.png"
    assert file.stat().st_size <= 40_000
    assert size_of(file) == (1200, 630)


def test_web_workers_do_not_load_what_only_the_job_needs():
    code = (
        "import django, sys; django.setup();"
        "import ccsis.urls, articles.views, articles.jobs, articles.actions;"
        "print([name for name in ('numpy', 'contourpy', 'fontTools') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "ccsis.settings"},
    )
    assert done.stdout.strip() == "[]"
