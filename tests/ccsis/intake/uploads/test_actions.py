import hashlib
import os
import stat
import threading
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ccsis.intake.models import Kind, Upload, Verdict
from ccsis.intake.uploads import storing
from ccsis.intake.uploads.actions import (
    OtherContent,
    claim,
    delete_uploads_of,
    kept_file,
    uploads_of,
)
from ccsis.intake.uploads.sweeping import Swept, give_up, sweep
from tests.ccsis.intake.uploads import files
from tests.ccsis.intake.uploads.rows import make_upload, stored
from tests.factories import make_person

CHECK = "ccsis.intake.uploads.jobs.check_upload"


def age(upload, **by):
    """Make a row and its file older."""
    moment = timezone.now() - timedelta(**by)
    Upload.objects.filter(pk=upload.pk).update(stored_at=moment)
    make_older(storing.path_of(upload.stored_name), moment)


def make_older(path, moment):
    os.utime(path, (moment.timestamp(), moment.timestamp()))


def test_a_file_is_stored_privately_under_a_name_that_tells_nothing(db, settings):
    upload = make_upload(name="Avery Example.pdf")
    path = storing.path_of(upload.stored_name)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.read_bytes() == files.pdf()
    assert not path.is_relative_to(settings.MEDIA_ROOT)
    assert "avery" not in upload.stored_name.lower()
    assert (upload.kind, upload.size) == (Kind.PDF, len(files.pdf()))
    assert upload.sha256 == hashlib.sha256(files.pdf()).hexdigest()


def test_the_database_does_not_tell_the_name(db):
    upload = make_upload(name="Avery Example.pdf")
    with connection.cursor() as cursor:
        cursor.execute("SELECT intake_upload::text FROM intake_upload")
        assert "Avery" not in cursor.fetchone()[0]
    assert Upload.objects.get().name == "Avery Example.pdf"
    assert "Avery" not in str(upload)


def test_no_address_leads_to_it(client, db):
    upload = make_upload()
    for address in ("/media/uploads/", "/media/private/uploads/", "/private/uploads/", "/uploads/"):
        assert client.get(address + upload.stored_name).status_code == 404


def test_a_file_that_is_not_taken_leaves_nothing(db, settings):
    with pytest.raises(ValidationError):
        make_upload(name="a.pdf", content=b"MZ")
    assert not Upload.objects.exists()
    assert not (Path(settings.PRIVATE_ROOT) / "uploads").exists()


@pytest.mark.django_db(transaction=True)
def test_after_a_failed_transaction_there_is_at_most_a_file(settings):
    with transaction.atomic():
        make_upload()
        transaction.set_rollback(True)
    assert not Upload.objects.exists()
    assert len(stored(settings)) == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_file_again_is_kept_once(settings):
    key = uuid4()
    assert make_upload(key) == make_upload(key) == kept_file(key, "letter")
    assert len(stored(settings)) == 1


@pytest.mark.django_db(transaction=True)
def test_another_file_replaces_what_was_kept(settings):
    key = uuid4()
    make_upload(key)
    new = make_upload(key, content=files.pdf() + b"\n")
    assert Upload.objects.get() == new
    assert stored(settings) == {new.stored_name}


@pytest.mark.django_db(transaction=True)
def test_parallel_sendings_of_a_form_write_one_file(settings):
    key, found = uuid4(), []

    def send():
        try:
            found.append(make_upload(key).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert found == [Upload.objects.get().pk] * 6
    assert len(stored(settings)) == 1


@pytest.mark.django_db(transaction=True)
def test_claiming_and_asking_for_the_check_go_together(jobs):
    upload, owner = make_upload(), make_person()
    assert jobs() == []
    claim(upload, owner)
    claim(upload, owner)
    assert jobs() == [(CHECK, {"upload_id": upload.pk})]
    assert list(uploads_of(owner)) == [upload]
    assert kept_file(upload.form_key, "letter") == upload


def test_a_file_has_one_owner(db):
    upload = make_upload(owner=make_person())
    with pytest.raises(OtherContent):
        claim(upload, make_person())


def test_the_same_form_with_another_file_is_refused_once_it_was_sent(db):
    key = uuid4()
    upload = make_upload(key, owner=make_person())
    assert make_upload(key) == upload
    with pytest.raises(OtherContent):
        make_upload(key, content=files.pdf() + b"\n")


@pytest.mark.django_db(transaction=True)
def test_erasure_takes_rows_and_files_of_one_owner_alone(jobs, settings):
    one, other = make_person(), make_person()
    make_upload(owner=one), make_upload(owner=one)
    left = make_upload(owner=other)
    assert delete_uploads_of(one) == 2
    assert list(Upload.objects.all()) == [left]
    assert stored(settings) == {left.stored_name}


@pytest.mark.django_db(transaction=True)
def test_a_deletion_that_fails_takes_no_file(jobs, settings):
    owner = make_person()
    upload = make_upload(owner=owner)
    with transaction.atomic():
        delete_uploads_of(owner)
        transaction.set_rollback(True)
    assert Upload.objects.get() == upload
    assert stored(settings) == {upload.stored_name}


@pytest.mark.django_db(transaction=True)
def test_what_is_left_for_a_day_is_swept(jobs, settings):
    waiting, old, sent = make_upload(), make_upload(), make_upload(owner=make_person())
    age(old, hours=25)
    age(sent, hours=25)
    for stem, hours in (("a" * 32, 25), ("b" * 32, 23)):
        storing.write(f"{stem}.pdf", [b"x"])
        make_older(storing.path_of(f"{stem}.pdf"), timezone.now() - timedelta(hours=hours))
    foreign = storing.path_of(f"{'a' * 32}.pdf").with_name("notes.txt")
    foreign.write_text("x")
    make_older(foreign, timezone.now() - timedelta(days=9))
    before = stored(settings)
    assert sweep(dry_run=True) == Swept(uploads=1, files=1)
    assert stored(settings) == before
    assert sweep() == Swept(uploads=1, files=1)
    assert set(Upload.objects.all()) == {waiting, sent}
    kept = {waiting.stored_name, sent.stored_name, f"{'b' * 32}.pdf", "notes.txt"}
    assert stored(settings) == kept
    assert sweep() == Swept(0, 0)


def test_what_cannot_be_checked_for_days_is_handed_out_with_a_warning(db):
    owner = make_person()
    old, new, waiting = make_upload(owner=owner), make_upload(owner=owner), make_upload()
    age(old, days=5)
    age(waiting, days=5)
    assert give_up() == 1
    old.refresh_from_db()
    assert (old.verdict, old.reasons) == (Verdict.SUSPICIOUS, ["not_checked"])
    new.refresh_from_db()
    assert new.verdict == Verdict.UNCHECKED


@pytest.mark.parametrize("name", ["../x.pdf", "/etc/passwd", "x", "a" * 32, f"{'a' * 32}.pdf\n"])
def test_only_stored_names_lead_to_files(name):
    with pytest.raises(ValueError):
        storing.path_of(name)


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"owner_model": "articles.person"}, "upload_owner_is_whole"),
        ({"owner_pk": 1}, "upload_owner_is_whole"),
        ({"size": 0}, "upload_is_not_empty"),
        ({"kind": "svg"}, "upload_kind_is_known"),
        ({"verdict": Verdict.CLEAN}, "upload_verdict_has_time_and_reasons"),
        ({"reasons": ["bomb"]}, "upload_verdict_has_time_and_reasons"),
        (
            {"verdict": Verdict.REFUSED, "checked_at": timezone.now()},
            "upload_verdict_has_time_and_reasons",
        ),
    ],
)
def test_the_database_refuses_what_cannot_be(db, changed, constraint):
    upload = make_upload()
    with pytest.raises(IntegrityError, match=constraint):
        Upload.objects.filter(pk=upload.pk).update(**changed)


def test_a_field_of_a_form_has_one_file(db):
    upload = make_upload()
    upload.pk, upload.stored_name = None, "x"
    with pytest.raises(IntegrityError, match="upload_one_per_field_of_a_form"):
        upload.save(force_insert=True)
