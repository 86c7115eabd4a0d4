"""Files of protected senders: encrypted on the disk under a key of their own, under a name that tells nothing."""

import base64
import hashlib
import io
import logging
import os
import subprocess
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from PIL import Image as Pillow

from ccsis.intake.models import Kind, Upload, Verdict
from ccsis.intake.uploads import storing
from ccsis.intake.uploads.actions import OtherContent, keep_as, kept_file
from ccsis.intake.uploads.jobs import check_upload
from ccsis.intake.uploads.sealed import open_file, secret_of
from ccsis.lib.sealing import Undecipherable
from tests.ccsis.intake.uploads import files
from tests.ccsis.intake.uploads.rows import make_upload, stored
from tests.factories import make_person, picture_bytes

pytestmark = pytest.mark.django_db(transaction=True)

OLD, NEW = (base64.urlsafe_b64encode(bytes([n]) * 32).decode() for n in (7, 8))
NAME, TEXT = "Canarycarla Example.pdf", b"% canarytext of a file\n"
CANARY = files.pdf() + TEXT


def sealed(key=None, **options) -> Upload:
    return make_upload(key, **{"name": NAME, "content": CANARY} | options, is_sealed=True)


def on_disk(settings) -> bytes:
    folder = Path(settings.PRIVATE_ROOT) / "uploads"
    return b"\n".join(path.read_bytes() for path in folder.iterdir())


def checked(name, content) -> Upload:
    upload = sealed(name=name, content=content, owner=make_person())
    check_upload(upload_id=upload.pk)
    upload.refresh_from_db()
    return upload


def facts(upload) -> tuple:
    return upload.verdict, upload.reasons


def test_neither_content_nor_name_is_found_on_the_disk_in_the_row_or_in_the_log(
    jobs, settings, caplog
):
    caplog.set_level(logging.DEBUG)
    upload = sealed(owner=make_person())
    check_upload(upload_id=upload.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT intake_upload::text FROM intake_upload")
        row = cursor.fetchone()[0]
    plain = hashlib.sha256(CANARY).hexdigest()
    for place in (row, on_disk(settings).decode(), " ".join(stored(settings)), caplog.text):
        assert [canary for canary in ("anary", plain, "Example") if canary in place] == []
    upload.refresh_from_db()
    assert open_file(upload) == (NAME, CANARY)


def test_a_row_tells_kind_and_size_alone():
    upload = sealed()
    assert (upload.name, upload.kind, upload.size) == ("file.pdf", Kind.PDF, len(CANARY))
    assert storing.OURS.fullmatch(upload.stored_name)
    assert len(upload.sha256) == 64


def test_each_file_has_a_key_of_its_own_and_equal_files_are_known_as_such():
    one, other = sealed(), sealed()
    assert secret_of(one).key != secret_of(other).key
    assert one.sha256 == other.sha256 != sealed(content=files.pdf()).sha256


def test_a_file_that_is_not_sealed_is_not_opened_this_way():
    with pytest.raises(Undecipherable):
        open_file(make_upload())


def test_without_the_key_or_with_another_file_in_its_place_nothing_is_opened(settings):
    settings.IDENTITY_KEYS = [OLD]
    upload, other = sealed(), sealed()
    paths = [storing.path_of(one.stored_name) for one in (upload, other)]
    paths[0].write_bytes(paths[1].read_bytes())
    with pytest.raises(Undecipherable):
        open_file(upload)
    settings.IDENTITY_KEYS = [NEW]
    with pytest.raises(Undecipherable):
        open_file(other)


def test_where_nothing_can_be_sealed_nothing_is_written(settings):
    settings.DEVELOPMENT, settings.IDENTITY_KEYS = False, []
    with pytest.raises(ImproperlyConfigured):
        sealed()
    assert not Upload.objects.exists()
    assert not (Path(settings.PRIVATE_ROOT) / "uploads").exists()


def test_the_same_file_again_is_kept_once(settings):
    key = uuid4()
    assert sealed(key) == sealed(key)
    assert len(stored(settings)) == 1


def test_the_same_file_is_known_after_the_key_was_changed(settings):
    settings.IDENTITY_KEYS = [OLD]
    key = uuid4()
    first = sealed(key)
    settings.IDENTITY_KEYS = [NEW, OLD]
    assert sealed(key) == first


def test_another_file_takes_the_place_of_the_first(settings):
    key = uuid4()
    sealed(key)
    new = sealed(key, content=files.pdf())
    assert Upload.objects.get() == new
    assert stored(settings) == {new.stored_name}


def test_a_file_whose_key_is_gone_gives_way_to_the_one_that_comes_again(settings):
    settings.IDENTITY_KEYS = [OLD]
    key = uuid4()
    sealed(key)
    settings.IDENTITY_KEYS = [NEW]
    assert open_file(sealed(key)) == (NAME, CANARY)


@pytest.mark.parametrize("is_sealed", [True, False])
def test_the_same_file_sealed_and_plain_is_not_the_same(settings, is_sealed):
    key = uuid4()
    make_upload(key, NAME, CANARY, is_sealed=not is_sealed)
    again = make_upload(key, NAME, CANARY, is_sealed=is_sealed)
    assert (Upload.objects.get(), again.is_sealed) == (again, is_sealed)
    assert stored(settings) == {again.stored_name}


def test_a_file_that_was_sent_stays_as_it_was_sent(jobs):
    key = uuid4()
    first = sealed(key, owner=make_person())
    assert sealed(key) == first
    for change in (
        lambda: sealed(key, content=files.pdf()),
        lambda: make_upload(key, NAME, CANARY),
        lambda: keep_as(key, "letter", is_sealed=False),
    ):
        with pytest.raises(OtherContent):
            change()
    assert keep_as(key, "letter", is_sealed=True) == kept_file(key, "letter") == first
    assert open_file(first) == (NAME, CANARY)


def test_what_was_kept_in_plain_is_sealed_and_its_plain_bytes_are_gone(settings):
    key = uuid4()
    plain = make_upload(key, NAME, CANARY)
    new = keep_as(key, "letter", is_sealed=True)
    assert Upload.objects.get() == new
    assert stored(settings) == {new.stored_name} != {plain.stored_name}
    assert TEXT not in on_disk(settings)
    assert open_file(new) == (NAME, CANARY)
    assert new == keep_as(key, "letter", is_sealed=True) == sealed(key)


def test_what_was_sealed_is_unsealed(settings):
    key = uuid4()
    sealed(key)
    new = keep_as(key, "letter", is_sealed=False)
    assert (new.name, new.sha256, new.sealed) == (NAME, hashlib.sha256(CANARY).hexdigest(), "")
    assert stored(settings) == {new.stored_name}
    assert on_disk(settings) == CANARY
    assert new == make_upload(key, NAME, CANARY)


def test_where_nothing_was_kept_nothing_is_turned():
    assert keep_as(uuid4(), "letter", is_sealed=True) is None


def test_a_clean_document_is_checked_and_stays_sealed(jobs, settings):
    # Made once: a second one would have another time in it.
    content = files.docx()
    upload = checked("letter.docx", content)
    assert facts(upload) == (Verdict.CLEAN, [])
    assert open_file(upload) == ("letter.docx", content)
    assert stored(settings) == {upload.stored_name}
    assert b"word/document.xml" not in on_disk(settings)


def test_a_suspicious_file_and_a_hostile_one_say_why(jobs):
    suspicious = files.pdf(files.with_opening("/JavaScript", JS="x"))
    found = facts(checked("a.pdf", suspicious))
    assert found == (Verdict.SUSPICIOUS, ["javascript", "opens_by_itself"])
    assert facts(checked("a.docx", files.bomb())) == (Verdict.REFUSED, ["bomb"])


def test_the_copy_of_a_picture_is_sealed_too(jobs, settings):
    upload = checked("Avery.jpg", files.photograph())
    name, content = open_file(upload)
    assert (name, facts(upload)) == ("Avery.jpg", (Verdict.CLEAN, []))
    assert stored(settings) == {upload.stored_name}
    assert b"\xff\xd8\xff" not in on_disk(settings)
    with Pillow.open(io.BytesIO(content)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((60, 40), {})


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="no files in memory")
def test_while_it_is_checked_its_bytes_are_in_memory_alone(jobs, settings, monkeypatch):
    places, run = [], subprocess.run

    def watched(command, **options):
        numbers = [options["stdin"].fileno(), *options["pass_fds"]]
        places.extend(os.readlink(f"/proc/self/fd/{number}") for number in numbers)
        done = run(command, **options)
        places.append(b"IHDR" in on_disk(settings))
        return done

    monkeypatch.setattr(subprocess, "run", watched)
    assert checked("a.png", picture_bytes()).verdict == Verdict.CLEAN
    assert places == ["/memfd:upload (deleted)"] * 2 + [False]


def test_a_check_without_the_key_is_tried_again(jobs, settings):
    settings.IDENTITY_KEYS = [OLD]
    upload = sealed(content=files.pdf(), owner=make_person())
    settings.IDENTITY_KEYS = [NEW]
    with pytest.raises(Undecipherable):
        check_upload(upload_id=upload.pk)
    settings.IDENTITY_KEYS = [NEW, OLD]
    check_upload(upload_id=upload.pk)
    upload.refresh_from_db()
    assert upload.verdict == Verdict.CLEAN


def test_a_sealed_file_that_is_lost_says_so(jobs):
    upload = sealed(owner=make_person())
    storing.remove([upload.stored_name])
    check_upload(upload_id=upload.pk)
    upload.refresh_from_db()
    assert facts(upload) == (Verdict.REFUSED, ["missing"])
    with pytest.raises(FileNotFoundError):
        open_file(upload)
