"""Files that are refused as a whole: one plain line, and nothing half done."""

import os
import tracemalloc
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import DatabaseError, connections

from articles.models import Article, ImportedFile, ImportedItem, OldAddress, Person
from articles.wordpress import importer, reader, writing
from articles.wordpress.reader import Export
from ccsis.media import staging
from ccsis.media.models import Image
from tests.articles.wordpress.wxr import (
    HEAD,
    SITE,
    TAIL,
    VERSION,
    attachment,
    export,
    import_items,
    item,
    meta,
    run,
    write,
)
from tests.factories import picture_bytes

pytestmark = pytest.mark.django_db

BOMB = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>'
EXTERNAL = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss>&a;</rss>'
)
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://old.example/rss.dtd"><rss></rss>'
DECLARED = "The file declares a document type or entities, which a WordPress export never does."
WEB_PAGE = "This is a web page (HTML), not a WordPress export."
CONTROL = "a character that XML forbids (such as NUL), a stray < or another encoding"


def refusal(path, *arguments) -> str:
    with pytest.raises(CommandError) as caught:
        run(path, *arguments)
    assert not any(model.objects.exists() for model in (Article, ImportedItem, OldAddress, Person))
    message = str(caught.value)
    assert message.endswith(" Nothing was imported.")
    assert "\n" not in message
    return message.removesuffix(" Nothing was imported.")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "{path} is empty."),
        (b" \n \n", "{path} is empty."),
        (
            b"\x1f\x8b\x08rest",
            "{path} is compressed (gzip). Unpack the export (an .xml file) from it first.",
        ),
        (
            b"PK\x03\x04rest",
            "{path} is a ZIP archive. Unpack the export (an .xml file) from it first.",
        ),
        ("<!DOCTYPE html><html><p>x</html>", WEB_PAGE),
        ("<!doctype html>\n<meta charset=utf-8><p>x", WEB_PAGE),
        ("\ufeff\n<!-- saved --><!DocType HTML><br>", WEB_PAGE),
        ("<HTML><br>", WEB_PAGE),
        ("<!doctype html><br>".encode("utf-16"), WEB_PAGE),
        ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html><br>', WEB_PAGE),
        ("<html><body>x</body></html>", WEB_PAGE),
        ("<list/>", "This is XML (“list”), but not a WordPress export."),
        (BOMB, DECLARED),
        (EXTERNAL, DECLARED),
        (DOCTYPE, DECLARED),
        (
            "just text",
            "The file is damaged at line 1, column 1: a mark is missing or stands where none belongs.",
        ),
        (
            "<?xml version='1.0' encoding='x-unknown'?><rss/>",
            "The file's encoding cannot be read (unknown encoding: x-unknown). Save it as UTF-8.",
        ),
        (
            "<rss version='2.0'><channel><title>x</title></channel></rss>",
            "This is a feed (RSS), but not a WordPress export: it has no wp:wxr_version.",
        ),
        (
            export(item(1), version=""),
            "This is a feed (RSS), but not a WordPress export: it has no wp:wxr_version.",
        ),
        (
            export(item(1), version="<wp:wxr_version>9.9</wp:wxr_version>"),
            "This export has version 9.9; versions 1.0, 1.1, 1.2 can be read.",
        ),
        (
            export(item(1), site=""),
            "The export does not say which site it comes from (wp:base_blog_url).",
        ),
    ],
)
def test_a_wrong_file_is_named_for_what_it_is(tmp_path, content, message):
    path = write(tmp_path, content)
    assert refusal(path) == message.format(path=path)


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path):
    missing = tmp_path / "missing.xml"
    assert refusal(missing) == f"{missing} cannot be read: No such file or directory."
    assert refusal(tmp_path) == f"{tmp_path} is a folder."
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert refusal(pipe) == f"{pipe} is not an ordinary file."


def test_an_unreadable_file_is_refused(tmp_path, monkeypatch):
    path = write(tmp_path, export(item(1)))

    def refuse(*args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert refusal(path) == f"{path} cannot be read: Permission denied."


def test_a_missing_media_folder_is_refused(tmp_path):
    path = write(tmp_path, export(item(1)))
    folder = tmp_path / "none"
    assert refusal(path, "--media", folder) == f"{folder} is not a folder with media."


@pytest.mark.parametrize("character", ["\x00", "\x0b", "&#0;"])
def test_a_forbidden_character_names_the_item_it_is_in(tmp_path, character):
    damaged = item(22, title="The second").replace("<wp:post_id>", f"{character}<wp:post_id>")
    message = refusal(write(tmp_path, export(item(21), damaged)))
    assert "in item 2 of the file (number 22, “The second”)." in message
    assert message.startswith("The file is damaged at line ")


def test_another_encoding_than_the_declared_one_names_the_item(tmp_path):
    content = export(item(1, title="Café")).encode("latin-1")
    assert CONTROL in refusal(write(tmp_path, content))
    assert "in item 1 of the file" in refusal(write(tmp_path, content))


def test_a_file_that_was_cut_off_names_the_last_item(tmp_path):
    content = export(item(1), item(2, title="Cut"))
    message = refusal(write(tmp_path, content[: content.index("<wp:post_id>2<")]))
    assert message.endswith("it ends too early, in item 2 of the file (number 2, “Cut”).")


def test_two_items_with_one_number_are_refused(tmp_path):
    message = refusal(write(tmp_path, export(item(5), item(6), item(5, title="Again"))))
    assert message == (
        "Two items have the number 5: items 1 and 3 of the file, the second is “Again”."
    )


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "9" * 30])
def test_an_item_without_a_usable_number_is_refused(tmp_path, number):
    content = export(item(1), item(2, title="Odd")).replace("_id>2<", f"_id>{number}<")
    message = refusal(write(tmp_path, content))
    assert message == "Item 2 of the file, “Odd”, has no usable number (wp:post_id)."


def test_an_endless_item_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "MAX_ITEM_BYTES", 1024 * 1024)
    endless = item(22, title="Endless", content="x" * 2 * 1024 * 1024)
    message = refusal(write(tmp_path, export(item(21), endless)))
    assert message.startswith("An item has more than 1 MB, near byte ")
    assert message.endswith(
        ", in item 2 of the file (number 22, “Endless”). No article is so long."
    )


def test_an_item_may_have_8_mb_and_what_precedes_it_does_not_count(tmp_path):
    assert reader.MAX_ITEM_BYTES == 8 * 1024 * 1024
    words = "word " * 1_000_000
    path = write(tmp_path, export(item(1, content=words), item(2, content=words)))
    with path.open("rb") as file:
        assert [len(found.content) for found in Export(file).items()] == [5_000_000] * 2


def test_a_failure_on_the_way_leaves_no_row_and_no_file(tmp_path, monkeypatch, settings):
    media = tmp_path / "uploads"
    media.mkdir()
    (media / "a.png").write_bytes(picture_bytes())
    path = write(tmp_path, export(attachment(8, "a.png"), item(1, meta("_thumbnail_id", 8))))

    def fail(*args):
        raise DatabaseError("no room\nleft")

    monkeypatch.setattr(writing.Writer, "remember", fail)
    assert refusal(path, "--media", media) == "The database refused: no room left."
    assert not Image.objects.exists()
    assert not ImportedFile.objects.exists()
    assert [p for p in settings.MEDIA_ROOT.rglob("*") if p.is_file()] == []


def test_an_interrupted_import_leaves_nothing(tmp_path, monkeypatch):
    def interrupt(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(writing.Writer, "remember", interrupt)
    assert refusal(write(tmp_path, export(item(1)))) == "Interrupted."


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_are_refused(tmp_path):
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [importer.LOCK])
        message = refusal(write(tmp_path, export(item(1))))
        assert message == "Another import is running. Wait until it has ended."
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
def test_a_file_that_cannot_be_moved_yet_does_not_undo_the_import(
    tmp_path, monkeypatch, settings, jobs
):
    media = tmp_path / "uploads"
    media.mkdir()
    (media / "a.png").write_bytes(picture_bytes())
    path = write(tmp_path, export(attachment(8, "a.png"), item(1, meta("_thumbnail_id", 8))))

    def fail(name):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(staging, "settle", fail)
    assert "1 imported" in run(path, "--media", media)
    image = Image.objects.get()
    assert (settings.MEDIA_ROOT / "staging" / Path(image.file.name).name).is_file()


def test_reading_takes_no_more_memory_for_a_longer_file(tmp_path):
    def peak(count):
        path = tmp_path / f"{count}.xml"
        with path.open("w") as file:
            file.write(HEAD.format(version=VERSION, site=SITE))
            file.writelines(item(n, content="word " * 2000) for n in range(1, count + 1))
            file.write(TAIL)
        tracemalloc.start()
        with path.open("rb") as file:
            assert sum(1 for _item in Export(file).items()) == count
        _now, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    assert peak(300) < peak(50) + 100_000


def test_the_exit_status_of_a_refusal_is_not_zero(tmp_path):
    with pytest.raises(CommandError) as caught:
        import_items(tmp_path, item(1), item(1))
    assert caught.value.returncode == 1
