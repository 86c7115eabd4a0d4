"""Hostile files: a clear refusal each, or a text without the harm, within bounds of time and memory."""

import io
import resource
import socket
import subprocess

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.word import process, sentences
from articles.word.checking import ENCRYPTED, OLE, refuse_unfit
from articles.word.reading.reading import read
from ccsis.lib.richtext import clean
from tests.articles.word.docx import docx, note, p
from tests.articles.word.hostile import HARMLESS, REFUSED


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_harms_is_refused_with_a_sentence(name):
    make, code = REFUSED[name]
    assert process.read(make()) == {"refused": code}
    assert sentences.refusal(code).endswith(".")


def test_no_refusal_needed_much_memory():
    for name in ("bomb", "nested elements", "ten thousand notes"):
        process.read(REFUSED[name][0]())
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1024 * 1024


EXPECTED = {
    "script in a link": "<p>PressLook</p>",
    "script in a field": "<p>Press</p>",
    "markup as words": (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;</p>"
    ),
    "external picture": "<p>A.</p>",
    "external template and styles": "<p>A.</p>",
    "included file": "<p>resultcalc</p>",
    "target outside": "<p>A.</p>",
    "picture in no folder of the file": "<p>A.</p>",
    "styles in a ring": "<p>A.</p>",
    "wrong numbers": (
        "<ul><li>A.</li></ul><table><tbody><tr><td><p>B.</p></td></tr></tbody></table><p>C.</p>"
    ),
    "a field that never ends": "<p>Not swallowed.</p>",
    "a note that calls itself": "<p>A.<foot-note>B.</foot-note></p>",
    "a language that is none": "<p>A.</p>",
}


@pytest.mark.parametrize("name", HARMLESS)
def test_a_file_that_tries_is_read_without_the_harm(name, monkeypatch):
    def never(*_args, **_options):
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", never)
    assert clean(read(io.BytesIO(HARMLESS[name]()))["html"]) == EXPECTED[name]


def test_two_thousand_notes_are_read():
    many = docx(
        p(*(note(n) for n in range(2000))), footnotes={n: f"Note {n}." for n in range(2000)}
    )
    assert process.read(many)["text"]["notes"] == 2000


def test_a_program_that_takes_too_long_is_stopped(monkeypatch):
    def slow(*_args, **options):
        raise subprocess.TimeoutExpired("reading", options["timeout"])

    monkeypatch.setattr(subprocess, "run", slow)
    assert process.read(b"") == {"refused": "too_costly"}


def test_a_program_that_does_not_run_is_tried_again(monkeypatch):
    monkeypatch.setattr(process, "MODULE", "articles.word.no_such_program")
    with pytest.raises(RuntimeError):
        process.read(b"")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "a.doc",
            OLE,
            "This is a file of Word 2003 or older (.doc). Open it in Word and save it as .docx.",
        ),
        (
            "a.docm",
            b"PK\x03\x04",
            "A .docm file holds macros. Save it in Word as “Word document (.docx)”.",
        ),
        (
            "a.odt",
            b"PK\x03\x04",
            "This is an OpenDocument text (.odt). Open it and save it as Word 2007–365 (.docx).",
        ),
        (
            "a.pdf",
            b"%PDF-",
            "A PDF has lost headings and notes. Ask for the Word file (.docx) that it was made of.",
        ),
        ("a.exe", b"MZ", "Only Word documents (.docx) are taken in here."),
        ("a.docx.exe", b"MZ", "Only Word documents (.docx) are taken in here."),
        ("a.docx", b"<html>", "The name says .docx, but the content is something else."),
        (
            "a.docx",
            OLE,
            "This is a file of Word 2003 or older (.doc). Open it in Word and save it as .docx.",
        ),
        (
            "a.docx",
            OLE + ENCRYPTED,
            "The file is protected by a password, so nobody can read it here. Save it without the password.",
        ),
        (
            "a.docx",
            b"PK\x03\x04" + bytes(21 * 1024 * 1024),
            "The file has more than 20 MB. Make its pictures smaller.",
        ),
    ],
)
def test_what_is_no_word_file_is_refused_at_the_form(name, content, sentence):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError) as refusal:
        refuse_unfit(SimpleUploadedFile(name, content))
    assert refusal.value.messages == [sentence]


def test_each_code_has_its_sentence():
    from articles.word.reading.refusals import HARMFUL
    from ccsis.intake.uploads.reasons import WORDS

    codes = {*HARMFUL, *(code for _make, code in REFUSED.values()), "too_costly", "too_long"}
    assert [code for code in sorted(codes) if code not in {*sentences.REFUSALS, *WORDS}] == []
