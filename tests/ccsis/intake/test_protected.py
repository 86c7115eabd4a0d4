"""A form that protects its sender: what the machinery keeps of it is sealed, however often it is refused."""

import base64
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files import uploadhandler

from ccsis.intake.links import kinds
from ccsis.intake.models import Upload
from ccsis.intake.personal import erasure, export
from ccsis.intake.personal.registry import record_of
from ccsis.intake.uploads import storing
from ccsis.intake.uploads.sealed import open_file
from ccsis.lib.sealing import SealedField, seal
from ccsis.mail.models import Mail
from events.forms import PartnerForm
from events.models import Partner
from tests.ccsis.intake.uploads import files
from tests.sendings import letter_fields, make_event

pytestmark = pytest.mark.django_db(transaction=True)

OLD, NEW = (base64.urlsafe_b64encode(bytes([n]) * 32).decode() for n in (7, 8))
NAME = "Canarycarla.pdf"
HIDE = {"hide": "on"}
#: Of a form whose page had told of a file.
KEPT = {"letter_file-expected": "1"}


@pytest.fixture(autouse=True)
def _protecting(monkeypatch, jobs):
    """The letter of interest asks whether to protect its sender."""
    monkeypatch.setattr(PartnerForm, "is_sealed", property(lambda form: "hide" in form.data))


@pytest.fixture
def send(client):
    """Send a letter of an event again and again, in one form."""
    path, fields = f"{make_event().get_absolute_url()}partners/", letter_fields()

    def post(*, name=None, content=None, **changes):
        file = {"letter_file": files.upload(name, content)} if name else {}
        return client.post(path, fields | changes | file)

    return post


def codes(response) -> dict[str, list[str]]:
    errors = response.context["form"].errors.as_data()
    return {name: [error.code for error in found] for name, found in errors.items()}


def on_disk(settings) -> list[bytes]:
    return [path.read_bytes() for path in (Path(settings.PRIVATE_ROOT) / "uploads").iterdir()]


def test_its_file_is_sealed_and_the_page_and_the_receipt_do_not_tell_its_name(send):
    refused = send(name=NAME, email="no", **HIDE)
    assert "We have “file.pdf”" in refused.content.decode()
    assert send(**HIDE, **KEPT).status_code == 302
    upload = Upload.objects.get()
    assert (upload.owner_pk, open_file(upload)) == (Partner.objects.get().pk, (NAME, files.pdf()))
    assert "file.pdf" in Mail.objects.get().text
    assert "Canarycarla" not in refused.content.decode() + Mail.objects.get().text


def test_a_file_that_was_kept_in_plain_is_sealed_when_protection_is_asked_for(send, settings):
    send(name=NAME, email="no")
    assert on_disk(settings) == [files.pdf()]
    assert send(**HIDE, **KEPT).status_code == 302
    assert open_file(Upload.objects.get()) == (NAME, files.pdf())
    [left] = on_disk(settings)
    assert b"PDF" not in left


def test_also_where_the_form_is_refused_again_or_another_file_is_not_taken(send, settings):
    send(name=NAME, email="no")
    send(name="a.exe", email="no", **HIDE)
    assert open_file(Upload.objects.get()) == (NAME, files.pdf())
    [left] = on_disk(settings)
    assert b"PDF" not in left


def test_a_sealed_file_is_unsealed_when_protection_is_not_asked_for_any_more(send, settings):
    send(name=NAME, email="no", **HIDE)
    assert send(**KEPT).status_code == 302
    assert (Upload.objects.get().name, on_disk(settings)) == (NAME, [files.pdf()])


@pytest.mark.parametrize(
    ("first", "trouble"),
    [({}, "lost"), ({}, "full"), (HIDE, "lost"), (HIDE, "full"), (HIDE, "keyless")],
)
def test_a_file_that_cannot_be_turned_is_deleted_and_asked_for_again(
    send, settings, first, trouble
):
    settings.IDENTITY_KEYS = [OLD]
    send(name=NAME, email="no", **first)
    if trouble == "lost":
        storing.remove([Upload.objects.get().stored_name])
    if trouble == "full":
        settings.PRIVATE_ROOM = 10**18
    if trouble == "keyless":
        settings.IDENTITY_KEYS = [NEW]
    answer = send(**({} if first else HIDE), **KEPT)
    assert (answer.status_code, codes(answer)) == (422, {"letter_file": ["file_lost"]})
    assert "The file is not here any more. Choose it again." in answer.content.decode()
    assert not Upload.objects.exists()
    assert on_disk(settings) == []
    assert not Partner.objects.exists()


def test_where_nothing_can_be_sealed_nothing_is_received_or_kept(send, settings):
    """Its page was opened while there was a key."""
    settings.DEVELOPMENT, settings.IDENTITY_KEYS = False, []
    answer = send(name=NAME, **HIDE)
    assert (answer.status_code, codes(answer)) == (503, {"__all__": ["unprotected"]})
    assert 'value="Demonstration Institute"' in answer.content.decode()
    assert "The file is not here any more. Choose it again." in answer.content.decode()
    assert not Upload.objects.exists()
    assert not Partner.objects.exists()


def test_the_same_form_again_gives_the_first_receipt(send):
    answers = [send(name=NAME, **HIDE), send(name=NAME, **HIDE), send(**HIDE, **KEPT)]
    assert len({answer["Location"] for answer in answers}) == 1
    assert (Partner.objects.count(), Upload.objects.count()) == (1, 1)


def test_also_after_the_key_was_changed(send, settings):
    settings.IDENTITY_KEYS = [OLD]
    first = send(name=NAME, **HIDE)
    settings.IDENTITY_KEYS = [NEW, OLD]
    assert send(name=NAME, **HIDE)["Location"] == first["Location"]
    assert Partner.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"name": NAME},
        {"name": NAME, "organisation": "Another", **HIDE},
        {"name": NAME, "content": files.pdf() + b"\n", **HIDE},
    ],
)
def test_something_else_in_the_same_form_is_refused(send, changes):
    send(name=NAME, **HIDE)
    answer = send(**changes)
    assert (answer.status_code, codes(answer)) == (422, {"__all__": ["other_content"]})
    assert (Partner.objects.count(), Upload.objects.count()) == (1, 1)
    assert open_file(Upload.objects.get()) == (NAME, files.pdf())


def test_nobody_with_the_secret_of_the_site_alone_can_guess_what_was_sent(send, settings):
    send(**HIDE)
    noted = Partner.objects.get().content_digest
    settings.IDENTITY_KEYS = [NEW]
    Partner.objects.all().delete()
    send(**HIDE)
    assert Partner.objects.get().content_digest != noted


def test_a_large_file_is_never_written_to_the_folder_for_temporary_files(send, monkeypatch):
    monkeypatch.setattr(
        uploadhandler.TemporaryFileUploadHandler, "new_file", lambda *a, **k: pytest.fail("written")
    )
    large = files.pdf()[:20] + bytes(6 * 1024 * 1024) + files.pdf()
    assert send(name=NAME, content=large, **HIDE).status_code == 302
    assert open_file(Upload.objects.get()) == (NAME, large)


def test_the_download_tells_neither_name_nor_checksum(send):
    send(name=NAME, **HIDE)
    told = export.of(Partner.objects.get())
    size = len(files.pdf())
    assert told["files"] == [{"name": "file.pdf", "bytes": size, "sha256": "(protected)"}]


def sealed_columns():
    return [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedField)
    ]


@pytest.mark.parametrize(("model", "name"), sealed_columns(), ids=str)
def test_no_sealed_field_is_opened_in_a_download_and_each_is_erased(model, name):
    row = model(pk=0, **{name: seal("Canarycarla")})
    assert export._plain(row, name) == "(protected)"
    assert export._plain(model(), name) == ""
    assert name in record_of(model).fields
    assert erasure._empty(row, name) == ""
    if model in kinds().values():
        assert "Canarycarla" not in str(row.exported())
