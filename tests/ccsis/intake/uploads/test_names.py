import pytest

from ccsis.intake.uploads.names import LONGEST, clean_name, extension

NAMES = {
    "Letter of interest.PDF": "Letter of interest.pdf",
    "Նամակ.docx": "Նամակ.docx",
    "e\u0301te\u0301.odt": "\u00e9t\u00e9.odt",
    # Shown as "annexe-exe.pdf" backwards, and really a program.
    "annex-\u202efdp.exe": "annex-fdp.exe",
    "a\u200f\u2066b\u2069.pdf": "ab.pdf",
    "a\x00b\x1b[31m\r\nc.pdf": "ab[31mc.pdf",
    "../../etc/passwd.pdf": "passwd.pdf",
    "C:\\Users\\somebody\\letter.pdf": "letter.pdf",
    "a\u2215b\uff0fc.pdf": "c.pdf",
    "...hidden.pdf": "hidden.pdf",
    ".pdf": "file.pdf",
    " . .pdf": "file.pdf",
    "": "file",
    "/": "file",
    "letter.pdf  . .": "letter.pdf",
    "letter . pdf": "letter . pdf",
    "CON.pdf": "_CON.pdf",
    "lpt1.old.docx": "_lpt1.old.docx",
    'R&D <b>:"|?*.pdf': "R&D _b______.pdf",
    "two\u2003\u00a0\u3000spaces.pdf": "two spaces.pdf",
    "\ufeff\U000e0041letter.pdf": "letter.pdf",
}


@pytest.mark.parametrize(("sent", "cleaned"), NAMES.items())
def test_a_name_is_cleaned_and_cleaned_again_stays(sent, cleaned):
    assert clean_name(sent) == cleaned
    assert clean_name(cleaned) == cleaned


@pytest.mark.parametrize("letter", ["a", "Ի", "漢", "😀", "e\u0301"])
def test_a_long_name_keeps_its_ending_and_fits_into_a_file_system(letter):
    cleaned = clean_name(letter * 300 + ".docx")
    assert extension(cleaned) == "docx"
    assert len(cleaned) <= LONGEST
    assert len(cleaned.encode()) < 255


def test_a_long_ending_is_none():
    assert extension(clean_name("a." + "b" * 250)) == ""
