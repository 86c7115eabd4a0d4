import base64
import io

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import connection

from ccsis.intake.models import Upload
from ccsis.intake.uploads.sealed import open_file
from ccsis.lib import rotation
from ccsis.lib.keyring import Keyring
from tests.ccsis.accounts.people import make_enrolled
from tests.ccsis.intake.uploads import files
from tests.ccsis.intake.uploads.rows import make_upload

OLD, NEW = (base64.urlsafe_b64encode(bytes([n]) * 32).decode() for n in (1, 2))


@pytest.fixture
def old(db, settings):
    """Three uploads and two second factors under the old key; the new one is put in front."""
    settings.FIELD_KEYS = [OLD]
    for number in range(3):
        make_upload(name=f"{number}.pdf")
    make_enrolled()
    settings.FIELD_KEYS = [NEW, OLD]


def said(*arguments) -> list[str]:
    out = io.StringIO()
    call_command("rotate_field_keys", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_what_is_sealed_is_put_under_the_first_key_of_its_own(db, settings):
    settings.IDENTITY_KEYS = [OLD]
    upload = make_upload(name="Avery Example.pdf", is_sealed=True)
    settings.IDENTITY_KEYS = [NEW, OLD]
    assert "intake.Upload.sealed: 1 encrypted anew, 0 under the first key already" in said()
    settings.IDENTITY_KEYS = [NEW]
    upload.refresh_from_db()
    assert open_file(upload) == ("Avery Example.pdf", files.pdf())
    assert "intake.Upload.sealed: 0 encrypted anew, 1 under the first key already" in said()


def test_what_is_sealed_under_a_key_that_is_gone_is_told(db, settings):
    settings.IDENTITY_KEYS = [OLD]
    upload = make_upload(is_sealed=True)
    errors = io.StringIO()
    for keys, is_development in (([NEW], True), ([], False)):
        settings.IDENTITY_KEYS, settings.DEVELOPMENT = keys, is_development
        with pytest.raises(CommandError, match="1 value is under none of the keys"):
            call_command("rotate_field_keys", stdout=io.StringIO(), stderr=errors)
    assert errors.getvalue() == f"intake.Upload.sealed of {upload.pk}: no key opens it\n" * 2


def names() -> list[str]:
    return [upload.name for upload in Upload.objects.order_by("pk")]


def raw() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM intake_upload ORDER BY id")
        return [name for (name,) in cursor.fetchall()]


def test_everything_is_readable_under_the_new_key_alone(old, settings):
    lines = said()
    assert "intake.Upload.name: 3 encrypted anew, 0 under the first key already" in lines
    assert lines[-1] == "mfa.Authenticator.data: 2 encrypted anew, 0 under the first key already"
    settings.FIELD_KEYS = [NEW]
    assert names() == ["0.pdf", "1.pdf", "2.pdf"]
    codes = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap()
    assert len(codes.generate_codes()) == 10


def test_a_dry_run_counts_and_changes_nothing(old):
    before = raw()
    assert "intake.Upload.name: 3 to be encrypted anew, 0 under the first key already" in said(
        "--dry-run"
    )
    assert raw() == before


def test_what_is_done_is_not_done_again(old):
    said()
    before = raw()
    assert "intake.Upload.name: 0 encrypted anew, 3 under the first key already" in said()
    assert raw() == before


def test_it_goes_on_where_it_was_stopped(old, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 1)
    rotated = []

    def renewed(keyring, token):
        if rotated:
            raise KeyboardInterrupt
        rotated.append(token)
        return keyring.rotate(token)

    with monkeypatch.context() as stopping:
        stopping.setattr(Keyring, "renewed", renewed)
        with pytest.raises(KeyboardInterrupt):
            said()
    assert "intake.Upload.name: 2 encrypted anew, 1 under the first key already" in said()
    assert names() == ["0.pdf", "1.pdf", "2.pdf"]


def test_what_no_key_opens_is_told_and_stops_nothing(old):
    first = Upload.objects.order_by("pk").first().pk
    with connection.cursor() as cursor:
        cursor.execute("UPDATE intake_upload SET name = 'gAAAAAnonsense' WHERE id = %s", [first])
    errors = io.StringIO()
    with pytest.raises(CommandError, match="1 value is under none of the keys"):
        call_command("rotate_field_keys", stdout=io.StringIO(), stderr=errors)
    assert errors.getvalue() == f"intake.Upload.name of {first}: no key opens it\n"
    assert rotation.rotate_column(Upload, "name").current == 2
    assert raw()[0] == "gAAAAAnonsense"
