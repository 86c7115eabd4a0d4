import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from articles.models import Article, State, Version
from articles.versions.content import content_of
from ccsis.media.actions import delete_image, replace_file, store_image
from ccsis.media.jobs import render_image, sweep_staged_files
from ccsis.media.models import Image
from ccsis.media.renditions import Rendition
from ccsis.media.uses import is_shown, uses_of
from tests.factories import encoded, make_article, make_image, make_page, make_person


def files() -> set[str]:
    """Names of all files below MEDIA_ROOT."""
    paths = root().rglob("*")
    return {str(path.relative_to(root())) for path in paths if path.is_file()}


def root() -> Path:
    return Path(default_storage.location)


@pytest.mark.django_db(transaction=True)
def test_row_file_and_job_come_together(jobs):
    image = make_image()
    assert files() == {image.file.name}
    assert jobs() == [("ccsis.media.jobs.render_image", {"image_id": image.pk})]


@pytest.mark.django_db(transaction=True)
def test_after_a_failed_transaction_nothing_is_in_place(jobs):
    with transaction.atomic():
        make_image()
        transaction.set_rollback(True)
    assert (Image.objects.count(), jobs()) == (0, [])
    assert all(name.startswith("staging/") for name in files())


@pytest.mark.django_db(transaction=True)
def test_the_job_settles_a_file_that_a_crash_left_staged(jobs):
    image = make_image()
    placed = root() / image.file.name
    staged = root() / "staging" / placed.name
    placed.rename(staged)
    render_image(image_id=image.pk)
    assert placed.exists()


@pytest.mark.django_db(transaction=True)
def test_what_was_staged_for_nothing_is_deleted_after_a_day(jobs):
    with transaction.atomic():
        make_image()
        transaction.set_rollback(True)
    crashed = store_image(encoded(colour="#ffffff"), alt="Its file was never put in place")
    (root() / crashed.file.name).rename(root() / "staging" / Path(crashed.file.name).name)
    before = files()
    sweep_staged_files.func(timestamp=0)
    assert files() == before
    for name in before:
        os.utime(root() / name, (0, 0))
    sweep_staged_files.func(timestamp=0)
    assert files() == {crashed.file.name}


@pytest.mark.django_db(transaction=True)
def test_the_job_renders_small_files_and_notes_when(jobs):
    image = store_image(encoded((1400, 900)), alt="A rectangle")
    render_image(image_id=image.pk)
    image.refresh_from_db()
    assert image.renditions_at is not None
    endings = {name.rsplit(".", 1)[1] for name in files()}
    assert endings == {"png", "avif", "webp"}
    before = files()
    render_image(image_id=image.pk)
    assert files() == before


@pytest.mark.django_db(transaction=True)
def test_the_job_does_nothing_when_the_image_is_gone(jobs):
    render_image(image_id=1)


@pytest.mark.django_db(transaction=True)
def test_replacing_keeps_the_image_and_changes_its_address(jobs):
    image = make_image()
    render_image(image_id=image.pk)
    replace_file(image, encoded((30, 30), "#000000"))
    new = Image.objects.get(pk=image.pk)
    assert new.file.name != image.file.name
    assert (new.width, new.height, new.renditions_at) == (30, 30, None)


@pytest.mark.django_db(transaction=True)
def test_deleting_takes_the_files_too(jobs):
    image = store_image(encoded((1400, 900)), alt="A rectangle")
    render_image(image_id=image.pk)
    delete_image(image)
    assert (Image.objects.count(), files()) == (0, set())


@pytest.mark.django_db(transaction=True)
def test_deleting_takes_small_files_of_widths_that_are_not_made_any_more(jobs):
    image = make_image()
    older = f"{image.file.name.removesuffix('.png')}/109w.webp"
    default_storage.save(older, ContentFile(b"rendered under other settings"))
    delete_image(image)
    assert files() == set()


@pytest.mark.django_db(transaction=True)
def test_deleting_an_image_whose_file_has_no_ending_deletes_nothing_else(jobs):
    image = make_image()
    default_storage.save("beside", ContentFile(b"of somebody else"))
    Image.objects.filter(pk=image.pk).update(file=default_storage.save("alone", ContentFile(b"x")))
    delete_image(Image.objects.get(pk=image.pk))
    assert "beside" in files()
    assert "alone" not in files()


@pytest.mark.django_db(transaction=True)
def test_deleting_keeps_a_file_that_another_image_has(jobs):
    one, other = make_image(), make_image()
    Image.objects.filter(pk=other.pk).update(file=one.file.name)
    delete_image(one)
    assert one.file.name in files()


@pytest.mark.django_db(transaction=True)
def test_two_images_with_the_same_picture_have_a_file_each(jobs):
    one, other = make_image(), make_image()
    article = make_article(body=f'<img src="{other.file.url}" alt="x">')
    replace_file(one, encoded((30, 20), "#000000"))
    article.refresh_from_db()
    assert article.body == f'<img src="{other.file.url}" alt="x">'
    assert files() == {Image.objects.get(pk=one.pk).file.name, other.file.name}


@pytest.mark.parametrize(
    "write", [delete_image, lambda image: replace_file(image, encoded((9, 9)))]
)
@pytest.mark.django_db(transaction=True)
def test_no_small_file_stays_of_a_picture_that_goes_while_they_are_made(jobs, monkeypatch, write):
    image = store_image(encoded((1400, 900)), alt="A rectangle")
    save, saved = Rendition.save, []

    def slow(rendition, pixels):
        save(rendition, pixels)
        saved.append(rendition.name)
        if len(saved) == 2:
            write(image)

    monkeypatch.setattr(Rendition, "save", slow)
    render_image(image_id=image.pk)
    assert len(saved) > 2
    assert files() == set(Image.objects.values_list("file", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_picture_that_goes_before_its_file_is_read_is_no_failure(jobs, monkeypatch):
    image = make_image()

    def too_late(_image):
        delete_image(image)
        raise FileNotFoundError

    monkeypatch.setattr("ccsis.media.jobs._render", too_late)
    render_image(image_id=image.pk)
    assert files() == set()


@pytest.mark.django_db(transaction=True)
def test_texts_that_showed_a_replaced_file_show_the_new_one(jobs):
    image, other = make_image(), store_image(encoded(colour="#ffffff"), alt="Another")
    body = (
        f'<figure><img alt="x" src="{image.file.url}" width="60" height="40" data-file="7"></figure>'
        f'<p>{image.file.name}</p><img src="{other.file.url}" alt="y">'
    )
    article, page = make_article(body=body), make_page(body=body)
    old = image.file.name
    replace_file(image, encoded((30, 20), "#000000"))
    image = Image.objects.get(pk=image.pk)
    for row in (article, page):
        row.refresh_from_db()
        assert (
            f'<img src="{image.file.url}" width="30" height="20" alt="x" data-file="7">' in row.body
        )
        assert f'<img src="{other.file.url}" alt="y">' in row.body
        assert f"<p>{old}</p>" in row.body


@pytest.mark.django_db(transaction=True)
def test_a_replaced_file_is_gone(jobs):
    image = make_image()
    old = image.file.name
    render_image(image_id=image.pk)
    replace_file(image, encoded((30, 20), "#000000"))
    assert files() == {Image.objects.get(pk=image.pk).file.name}
    assert old not in files()


@pytest.mark.django_db(transaction=True)
def test_replacing_a_file_by_itself_keeps_it(jobs):
    image = make_image()
    render_image(image_id=image.pk)
    (root() / image.file.name).unlink()
    before = len(jobs())
    replace_file(image, encoded())
    assert files() == {image.file.name}
    assert jobs()[before:] == [("ccsis.media.jobs.render_image", {"image_id": image.pk})]


def test_what_shows_an_image_is_known(db):
    image = make_image()
    shown = f'<p>x</p><img src="{image.file.url}" alt="x">'
    users = [
        make_article(picture=image),
        make_article(body=shown),
        make_page(body=shown),
        make_person(photo=image),
    ]
    make_article(), make_page(), make_person()
    assert {str(use.row) for use in uses_of(image)} == {str(row) for row in users}


def test_a_photograph_is_seen_once_its_person_has_signed_something_public(db):
    person = make_person(photo=make_image())
    assert [use.is_public for use in uses_of(person.photo)] == [False]
    make_article(byline=[person], state=State.DRAFT)
    assert [use.is_public for use in uses_of(person.photo)] == [False]
    make_article(byline=[person])
    assert [use.is_public for use in uses_of(person.photo)] == [True]


@pytest.mark.parametrize("state", Version.State)
def test_what_a_kept_version_shows_is_shown_also_where_readers_do_not_see_it(db, state):
    images = [store_image(encoded(colour=colour), alt=colour) for colour in ("#111111", "#222222")]
    article = make_article(picture=images[0], body=f'<img src="{images[1].file.url}" alt="x">')
    content = content_of(article)
    Article.objects.update(picture=None, body="")
    article.versions.create(
        number=1, content=content, published_at=article.published_at, state=state
    )
    is_seen = state == Version.State.SHOWN
    said = [("earlier version", is_seen)]
    for image in images:
        assert [(use.place, use.is_public) for use in uses_of(image)] == said
    assert Image.objects.filter(is_shown()).count() == 2
