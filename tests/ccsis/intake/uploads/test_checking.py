"""The check as the worker runs it: in a process of its own."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from PIL import Image as Pillow

from ccsis.intake.models import Upload, Verdict
from ccsis.intake.uploads import checking, storing
from ccsis.intake.uploads.inspection import limits
from ccsis.intake.uploads.jobs import check_upload, sweep_uploads
from ccsis.lib import programs
from tests.ccsis.intake.uploads import files
from tests.ccsis.intake.uploads.rows import make_upload, stored
from tests.factories import make_person

pytestmark = pytest.mark.django_db(transaction=True)


def checked(name, content) -> Upload:
    upload = make_upload(name=name, content=content, owner=make_person())
    check_upload(upload_id=upload.pk)
    upload.refresh_from_db()
    return upload


def facts(upload) -> tuple:
    return upload.verdict, upload.reasons


def content_of(upload) -> bytes:
    return storing.path_of(upload.stored_name).read_bytes()


def test_a_clean_document_stays_as_it_was_sent(jobs):
    sent = files.docx()
    upload = checked("letter.docx", sent)
    assert facts(upload) == (Verdict.CLEAN, [])
    assert content_of(upload) == sent
    assert upload.checked_at is not None


def test_a_picture_is_kept_only_as_a_copy_without_what_the_camera_noted(jobs, settings):
    upload = checked("logo.jpg", files.photograph() + files.docx())
    assert facts(upload) == (Verdict.CLEAN, [])
    assert stored(settings) == {upload.stored_name}
    with Pillow.open(io.BytesIO(content_of(upload))) as picture:
        assert (picture.size, dict(picture.getexif())) == ((60, 40), {})
    assert b"word/document.xml" not in content_of(upload)
    assert oct(storing.path_of(upload.stored_name).stat().st_mode)[-3:] == "600"


def test_a_suspicious_file_says_why(jobs):
    upload = checked("a.pdf", files.pdf(files.with_opening("/JavaScript", JS="x")))
    assert facts(upload) == (Verdict.SUSPICIOUS, ["javascript", "opens_by_itself"])


def test_a_hostile_file_is_refused(jobs):
    assert facts(checked("a.docx", files.bomb())) == (Verdict.REFUSED, ["bomb"])


def test_a_damaged_picture_leaves_no_copy(jobs, settings):
    upload = checked("a.png", files.png_of(30_000, 30_000))
    assert facts(upload) == (Verdict.REFUSED, ["too_many_pixels"])
    assert stored(settings) == {upload.stored_name}


def test_a_check_happens_once_and_of_what_is_there(jobs):
    upload = checked("logo.png", files.picture_bytes())
    before = Upload.objects.get()
    check_upload(upload_id=upload.pk)
    check_upload(upload_id=upload.pk + 1)
    assert Upload.objects.get().checked_at == before.checked_at


def test_a_file_that_was_deleted_meanwhile_stays_deleted(jobs, settings):
    upload = make_upload(name="a.png", content=files.picture_bytes(), owner=make_person())
    Upload.objects.all().delete()
    checking.check(upload)
    assert not Upload.objects.exists()
    assert stored(settings) == {upload.stored_name}


def test_a_row_whose_file_is_lost_says_so(jobs):
    upload = make_upload(owner=make_person())
    storing.remove([upload.stored_name])
    check_upload(upload_id=upload.pk)
    upload.refresh_from_db()
    assert facts(upload) == (Verdict.REFUSED, ["missing"])


@pytest.mark.parametrize(
    "code",
    ["import time; time.sleep(60)", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"],
)
def test_a_process_that_hangs_or_is_killed_leaves_a_suspicious_file(jobs, monkeypatch, code):
    run_instead(monkeypatch, code)
    monkeypatch.setattr(checking, "LONGEST", 0.3)
    assert facts(checked("a.docx", files.docx())) == (Verdict.SUSPICIOUS, ["too_costly"])


def test_a_process_that_cannot_run_is_no_verdict(jobs, monkeypatch):
    run_instead(monkeypatch, "import sys; sys.exit(1)")
    upload = make_upload(owner=make_person())
    with pytest.raises(RuntimeError):
        check_upload(upload_id=upload.pk)
    upload.refresh_from_db()
    assert upload.verdict == Verdict.UNCHECKED


def test_memory_time_and_output_of_the_process_are_limited():
    code = (
        "import resource; from ccsis.intake.uploads.inspection import limits; limits.set_all()\n"
        "print([resource.getrlimit(kind)[0] <= most for kind, most in limits.LIMITS.items()])\n"
        "try: bytearray(2 * 1024 ** 3)\n"
        "except MemoryError: print('no more')"
    )
    assert said_by(code) == f"{[True] * len(limits.LIMITS)}\nno more\n"


def test_the_process_knows_nothing_of_the_site(monkeypatch):
    for name in ("SECRET_KEY", "DATABASE_URL", "FIELD_KEYS", "IDENTITY_KEYS"):
        monkeypatch.setenv(name, "secret")
    assert programs.environment().keys() <= {
        "LD_LIBRARY_PATH",
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONIOENCODING",
    }
    code = (
        "import sys, ccsis.intake.uploads.inspection.__main__ as m; "
        "from ccsis.intake.uploads.inspection import documents, pdfs, pictures; "
        "print([n for n in sys.modules if n.split('.')[0] in {'django', 'psycopg'}])"
    )
    assert said_by(code) == "[]\n"


def said_by(code: str) -> str:
    """By a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=django_settings.BASE_DIR,
        env=programs.environment(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_the_sweep_runs_by_itself(db, settings):
    (Path(settings.PRIVATE_ROOT) / "uploads").mkdir(parents=True)
    old = storing.path_of(f"{'a' * 32}.pdf")
    old.write_text("x")
    os.utime(old, (0, 0))
    sweep_uploads(timestamp=0)
    assert not old.exists()


def run_instead(monkeypatch, code: str) -> None:
    run = subprocess.run
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda command, **options: run([sys.executable, "-c", code], **options),
    )
