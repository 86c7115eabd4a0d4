from uuid import uuid4

import pytest
from django import forms
from django.core.exceptions import ValidationError

from ccsis.intake.models import Kind, Upload
from ccsis.intake.uploads import kinds
from ccsis.intake.uploads.actions import claim
from ccsis.intake.uploads.fields import UploadField, keep_files, show_kept
from tests.ccsis.intake.uploads import files
from tests.factories import make_person, picture_bytes

GIF = picture_bytes(file_format="GIF")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PROGRAM = b"MZ" + bytes(2000)
MACROS = files.docx({"word/vbaProject.bin": b"x"})

TAKEN = {
    "a.docx": (files.docx(), Kind.DOCX),
    "a.odt": (files.odt(), Kind.ODT),
    "a.PDF": (files.pdf(), Kind.PDF),
    "a.jpg": (files.photograph(), Kind.JPEG),
    "a.jpeg": (files.photograph(), Kind.JPEG),
    "a.png": (picture_bytes(), Kind.PNG),
    "a.webp": (files.webp(), Kind.WEBP),
    "x" * 250 + ".pdf": (files.pdf(), Kind.PDF),
    "\u202eteltel.pdf": (files.pdf(), Kind.PDF),
}
REFUSED = [
    ("a.docm", MACROS, "wrong_kind"),
    ("a.svg", SVG, "wrong_kind"),
    ("a.html", b"<html>", "wrong_kind"),
    ("a.zip", files.docx(), "wrong_kind"),
    ("a.exe", PROGRAM, "wrong_kind"),
    ("a.gif", GIF, "wrong_kind"),
    ("a.pdf.exe", PROGRAM, "wrong_kind"),
    ("annex-\u202efdp.exe", PROGRAM, "wrong_kind"),
    ("a.pdf\x00.exe", PROGRAM, "wrong_kind"),
    ("letter", files.pdf(), "wrong_kind"),
    ("a.png", SVG, "wrong_content"),
    ("a.png", GIF, "wrong_content"),
    ("a.png", picture_bytes(file_format="JPEG"), "wrong_content"),
    ("a.jpg", b"<html>", "wrong_content"),
    ("a.pdf", PROGRAM, "wrong_content"),
    ("a.pdf", b"<script>x</script>" + files.pdf(), "wrong_content"),
    ("a.pdf", files.docx(), "wrong_content"),
    ("a.docx", files.zipped({"payload.exe": PROGRAM}), "wrong_content"),
    ("a.docx", files.odt(), "wrong_content"),
    ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(2000), "wrong_content"),
    ("a.docx", files.zipped({"_rels/.rels": "", "xl/workbook.xml": ""}), "wrong_content"),
    ("a.odt", files.docx(), "wrong_content"),
    ("a.odt", files.odt(kind=f"{files.ODT_TYPE}-template"), "wrong_content"),
    ("a.docx", MACROS, "macros"),
    ("a.docx", files.docx()[:300], "damaged"),
    ("a.pdf", files.pdf()[:-20], "damaged"),
    ("a.png", picture_bytes()[:-12], "damaged"),
    ("a.pdf", b"", "empty"),
    ("a.pdf", b"%PDF-" + bytes(kinds.MAX_BYTES), "too_large"),
]


class LetterForm(forms.Form):
    name = forms.CharField()
    letter = UploadField()
    logo = UploadField(required=False)


def form_with(typed=None, form_key=None, **chosen):
    form = LetterForm(typed or {}, chosen)
    show_kept(form, form_key or uuid4())
    return form


@pytest.mark.parametrize(("name", "content", "kind"), [(n, *row) for n, row in TAKEN.items()])
def test_a_file_is_taken(name, content, kind):
    assert UploadField().clean(files.upload(name, content)).size == len(content)
    assert kinds.kind_of(name.lower(), files.upload(name, content)) == kind


@pytest.mark.parametrize(("name", "content", "code"), REFUSED)
def test_a_file_is_refused_with_a_sentence(name, content, code):
    with pytest.raises(ValidationError) as refusal:
        UploadField().clean(files.upload(name, content))
    assert refusal.value.code == code
    assert str(refusal.value.messages[0]).endswith(".")
    assert "%(" not in refusal.value.messages[0]


def test_the_field_names_kinds_and_size():
    html = str(LetterForm()["letter"])
    assert 'accept=".docx,.odt,.pdf,.jpg,.jpeg,.png,.webp"' in html
    assert LetterForm()["letter"].help_text == "DOCX, ODT, PDF, JPEG, PNG or WebP, up to 10 MB."
    assert " required" in html


def test_a_file_is_kept_when_another_field_refuses_the_form(db):
    key = uuid4()
    form = form_with(form_key=key, letter=files.upload("Our letter.pdf"))
    assert not form.is_valid()
    assert list(keep_files(form, key)) == ["letter"]
    html = str(form["letter"])
    assert "We have “Our letter.pdf” (" in html
    assert 'id="id_letter_kept"' in html
    assert 'aria-describedby="id_letter_helptext id_letter_kept"' in html
    assert " required" not in html
    again = form_with({"name": "x"}, key)
    assert again.is_valid()
    assert again.cleaned_data["letter"] == Upload.objects.get()
    assert keep_files(again, key) == {"letter": Upload.objects.get()}


def test_the_same_form_after_it_was_sent_needs_no_file_again(db):
    key = uuid4()
    form = form_with({"name": "x"}, key, letter=files.upload())
    assert form.is_valid()
    claim(keep_files(form, key)["letter"], make_person())
    again = form_with({"name": "x"}, key)
    assert again.is_valid()
    assert keep_files(again, key) == {"letter": Upload.objects.get()}


def test_a_file_that_is_refused_itself_is_not_kept(db):
    key = uuid4()
    form = form_with({"name": "x"}, key, letter=files.upload("a.exe"))
    assert not form.is_valid()
    assert keep_files(form, key) == {}
    assert not Upload.objects.exists()


def test_another_file_takes_the_place_of_the_kept_one(db):
    key = uuid4()
    for name in ("one", "other"):
        form = form_with({"name": "x"}, key, letter=files.upload(f"{name}.png", picture_of(name)))
        form.is_valid()
        keep_files(form, key)
    assert Upload.objects.get().name == "other.png"


def test_a_kept_file_can_be_taken_back_where_it_is_not_demanded(db):
    key = uuid4()
    form = form_with({}, key, logo=files.upload("logo.png", picture_bytes()))
    form.is_valid()
    keep_files(form, key)
    assert 'name="logo-clear"' in str(form["logo"])
    assert "letter-clear" not in str(form["letter"])
    again = form_with({"logo-clear": "on"}, key)
    again.is_valid()
    assert keep_files(again, key) == {}
    assert not Upload.objects.exists()


def test_a_name_cannot_write_into_the_page(db):
    key = uuid4()
    form = form_with({}, key, letter=files.upload("<b>&'x.pdf"))
    form.is_valid()
    keep_files(form, key)
    assert "<b>" not in str(form["letter"])


def test_on_a_full_disk_the_file_must_be_chosen_again(db, settings):
    settings.PRIVATE_ROOM = 10**18
    key = uuid4()
    form = form_with({"name": "x"}, key, letter=files.upload())
    assert form.is_valid()
    assert keep_files(form, key) == {}
    assert form.has_error("letter", "no_room")


def picture_of(name: str) -> bytes:
    return picture_bytes(colour={"one": "#000000", "other": "#ffffff"}[name])
