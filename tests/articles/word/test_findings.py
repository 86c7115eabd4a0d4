"""What is done with each thing that is more than text, and that it is told."""

import io

import pytest

from articles.word import sentences
from articles.word.reading import shaping
from articles.word.reading.reading import read
from ccsis.lib.richtext import clean
from tests.articles.word.docx import (
    HEAD,
    cell,
    docx,
    lang,
    link,
    listed,
    note,
    p,
    picture,
    png,
    r,
    row,
    story,
    table,
)

BOX = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
DRAWN = '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="http://x/{}">{}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
CHOICE = "<w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>"
MATHS = "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"
CONTROL = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
CONTENTS = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
CHANGED = '<w:rPr><w:b/><w:rPrChange w:id="1" w:author="Sam Sample"/></w:rPr>'


def drawn(kind, inner=""):
    return DRAWN.format(kind, inner)


@pytest.mark.parametrize(
    ("body", "text", "code", "said"),
    [
        (p("A", r("secret", "<w:vanish/>"), "B"), "<p>AB</p>", "hidden", "secret"),
        (p("secret", style="Secret"), "", "hidden", "secret"),
        (p("A ", MATHS), "<p>A a+b</p>", "equation", "a+b"),
        (p("A", MATHS, style="Secret"), "", "hidden", "A … a+b"),
        (f"<m:oMathPara>{MATHS}</m:oMathPara>", "<p>a+b</p>", "equation", "a+b"),
        (p("A", drawn("chart")), "<p>A</p>", "chart", ""),
        (p("A", drawn("diagram")), "<p>A</p>", "smartart", ""),
        (p("A", drawn("wordprocessingShape")), "<p>A</p>", "drawing", ""),
        (
            p("A", drawn("wordprocessingShape", f"<wps:txbx>{BOX}</wps:txbx>")),
            "<p>A</p><p>In a box.</p>",
            "text_box",
            "In a box.",
        ),
        (
            p("A", f"<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>"),
            "<p>A</p><p>In a box.</p>",
            "text_box",
            "In a box.",
        ),
        (
            p("A", '<w:r><w:pict><v:textpath string="Big"/></w:pict></w:r>'),
            "<p>A</p>",
            "wordart",
            "Big",
        ),
        (p("A", "<w:r><w:object/></w:r>"), "<p>A</p>", "object", ""),
        ('<w:altChunk r:id="x"/>', "", "embedded_document", ""),
        (p("A", style="Pull"), "<p>A</p>", "style", "House pull quote"),
        (p("A", r("gone", "<w:strike/>")), "<p>Agone</p>", "struck", "gone"),
        (p("A", r("pale", '<w:color w:val="FFFFFF"/>')), "<p>Apale</p>", "white", "pale"),
        (p("A", r("lit", '<w:highlight w:val="yellow"/>')), "<p>Alit</p>", "highlight", "lit"),
        (p("A", note(9)), "<p>A</p>", "note_missing", ""),
        (
            p("A", '<w:hyperlink w:anchor="there"><w:r><w:t>there</w:t></w:r></w:hyperlink>'),
            "<p>Athere</p>",
            "link_inside",
            "",
        ),
        (
            p("A", r(inner='<w:sym w:font="Odd" w:char="F0FF"/>')),
            "<p>A</p>",
            "symbol",
            "Odd",
        ),
        (p("Contents 1", style="TOC1") + p("A"), "<p>A</p>", "contents", ""),
        (CONTROL.format(CONTENTS, p("Contents")) + p("A"), "<p>A</p>", "contents", ""),
        (
            table(row(cell(p(r("X", "<w:b/>"))), cell(p(r("Y", "<w:b/>")))), row("1", "2")),
            "<table><thead><tr><th><p>X</p></th><th><p>Y</p></th></tr></thead>"
            "<tbody><tr><td><p>1</p></td><td><p>2</p></td></tr></tbody></table>",
            "head_guessed",
            "",
        ),
        (
            table(
                row("A", cell(p("gone"), properties="<w:cellDel/>"), properties=HEAD), row("1", "2")
            ),
            "<table><thead><tr><th><p>A</p></th></tr></thead>"
            "<tbody><tr><td><p>1</p></td><td><p>2</p></td></tr></tbody></table>",
            "deletion",
            "gone",
        ),
        (
            table(row(cell(p("gone"), properties="<w:cellDel/>"))) + p("A"),
            "<p>A</p>",
            "deletion",
            "gone",
        ),
        (
            listed("A", 2) + p("Between.") + listed("B", 2),
            "<ol><li>A</li></ol><p>Between.</p><ol><li>B</li></ol>",
            "list_goes_on",
            "",
        ),
        (
            p(lang("en-GB", "Слова"), " and more words"),
            "<p>Слова and more words</p>",
            "language_unsure",
            "Слова",
        ),
        (p("A", properties=CHANGED), "<p>A</p>", "format_change", "A"),
        (p("A", "<w:r><w:someday/></w:r>"), "<p>A</p>", "unknown", ""),
    ],
)
def test_what_is_more_than_text(body, text, code, said):
    found = read(io.BytesIO(docx(body)))
    assert clean(found["html"]) == text
    assert [(one["code"], one["places"][0]["said"]) for one in found["findings"]] == [(code, said)]
    assert code in sentences.FINDINGS


@pytest.mark.parametrize(
    ("changed", "code", "said"),
    [
        ("<w:del>{}</w:del>", "deletion", "secret"),
        ("<w:moveFrom>{}</w:moveFrom>", "deletion", "secret"),
        ("{}", "hidden", "secret"),
    ],
)
def test_what_is_deleted_or_hidden_in_an_equation_does_not_come(changed, code, said):
    hidden = "<w:rPr><w:vanish/></w:rPr>" if code == "hidden" else ""
    part = changed.format(f"<m:r>{hidden}<m:t>secret</m:t></m:r>")
    power = f"<m:sSup><m:e><m:r><m:t>a</m:t></m:r></m:e><m:sup>{part}</m:sup></m:sSup>"
    added = "<w:ins><m:r><m:t>b</m:t></m:r></w:ins>"
    found = read(io.BytesIO(docx(p("So ", f"<m:oMath>{power}{added}</m:oMath>"))))
    assert clean(found["html"]) == "<p>So ab</p>"
    assert [(one["code"], one["places"][0]["said"]) for one in found["findings"]] == [
        (code, said),
        ("insertion", "b"),
        ("equation", "ab"),
    ]


@pytest.mark.parametrize(
    ("note_text", "text", "codes"),
    [
        (listed("One", 1), "One", ["list_in_note"]),
        (p("A:") + listed("One", 1) + listed("Two", 2, 1) + p("B."), "A:<br>One<br>Two<br>B.", ["list_in_note"]),
        (p("One", style="Quote") + p("Two", style="Heading1"), "One<br>Two", []),
        (
            table(row(cell(p("One", style="Heading2") + listed("Two", 1)), "Three")),
            "One<br>Two<br>Three",
            ["table_in_note", "list_in_note"],
        ),
    ],
)  # fmt: skip
def test_all_words_of_a_note_come_as_lines(note_text, text, codes):
    found = read(io.BytesIO(docx(p("Words", note(1, "endnote"), "."), endnotes={1: note_text})))
    assert clean(found["html"]) == f"<p>Words<foot-note>{text}</foot-note>.</p>"
    assert [one["code"] for one in found["findings"]] == codes
    assert all(code in sentences.FINDINGS for code in codes)


def test_a_note_that_loses_words_is_told(monkeypatch):
    monkeypatch.setattr(shaping, "_lines", lambda note: list(note.iter("p"))[:1])
    two = {1: p("One.") + p("Two.")}
    found = read(io.BytesIO(docx(p("Words", note(1), "."), footnotes=two)))
    (told,) = found["findings"]
    assert told["code"] == "note_changed"
    assert (told["places"][0]["said"], told["places"][0]["note"]) == ("One.Two.", 1)


@pytest.mark.parametrize(("style", "tag"), [("Subtitle", "p"), ("Title", "h2")])
def test_a_title_in_the_middle_of_a_text_stays_there(style, tag):
    found = read(io.BytesIO(docx(p("First."), p("Words", style=style), p("Last."))))
    assert clean(found["html"]) == f"<p>First.</p><{tag}>Words</{tag}><p>Last.</p>"
    assert (found["title"], found["standfirst"]) == ("", "")
    (told,) = found["findings"]
    assert (told["code"], told["places"][0]["said"]) == ("title_in_text", "Words")


def test_pictures_in_a_list_stand_behind_it():
    place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    second = p("Two ", picture("one", "A river"), properties=place)
    body = [listed("One", 1), second, listed("Three", 1), p("Seen", style="Caption")]
    found = read(io.BytesIO(docx(*body, media={"one.png": png()})))
    assert found["html"] == (
        "<ul><li><span>One</span></li><li><span>Two </span></li><li><span>Three</span></li></ul>"
        '<figure><img alt="1"><figcaption><span>Seen</span></figcaption></figure>'
    )
    assert [one["code"] for one in found["findings"]] == ["picture_in_list"]


def test_a_list_of_nothing_but_a_picture_goes():
    place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = p(picture("one", "A river"), properties=place)
    found = read(io.BytesIO(docx(body, media={"one.png": png()})))
    assert found["html"] == '<figure><img alt="1"></figure>'


def test_a_note_in_another_language_stays_marked_in_a_paragraph_of_that_language():
    english = p("A first line in English, longer than the others, so that all is in English.")
    russian = p(lang("ru-RU", "Слова"), note(1), lang("ru-RU", ", слова."))
    found = read(io.BytesIO(docx(english, russian, footnotes={1: p(lang("ru-RU", "Источник"))})))
    assert clean(found["html"]).endswith(
        '<p><span lang="ru">Слова<foot-note><span lang="ru">Источник</span></foot-note>, слова.'
        "</span></p>"
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p("A", CHOICE.format("<w:t>new</w:t>", "<w:t>old</w:t>")), "<p>Anew</p>"),
        (p("A", CONTROL.format("", r("B"))), "<p>AB</p>"),
        (p("A", CONTROL.format("<w:showingPlcHdr/>", r("Click here"))), "<p>A</p>"),
        (p("A", r(inner="<w:br/>"), "B"), "<p>A<br>B</p>"),
        (p("A", r(inner='<w:br w:type="page"/>'), "B"), "<p>AB</p>"),
        (p("H", r("2", '<w:vertAlign w:val="subscript"/>'), "O"), "<p>H<sub>2</sub>O</p>"),
        (p(r("A", "<w:b/>"), r("B", '<w:b w:val="0"/>')), "<p><strong>A</strong>B</p>"),
        (p() + p("A") + p(" "), "<p>A</p>"),
        (p("A", r(inner='<w:sym w:font="Symbol" w:char="F061"/>')), "<p>Aα</p>"),
        (p("NATO ", lang("ka-GE", "ქართული")), '<p>NATO <span lang="ka">ქართული</span></p>'),
    ],
)
def test_what_is_understood_is_not_told(body, text):
    found = read(io.BytesIO(docx(p("A first line in English, longer than the others."), body)))
    assert clean(found["html"]) == f"<p>A first line in English, longer than the others.</p>{text}"
    assert found["findings"] == []


def test_headings_get_the_sizes_that_a_text_has_and_none_is_skipped():
    styles = ["Heading1", "Heading3", "Heading5", "Heading3"]
    found = read(io.BytesIO(docx(p("First."), *(p(f"At {name}", style=name) for name in styles))))
    assert clean(found["html"]) == (
        "<p>First.</p><h2>At Heading1</h2><h3>At Heading3</h3><h4>At Heading5</h4><h3>At Heading3</h3>"
    )
    assert (found["title"], found["findings"]) == ("", [])


def test_a_fourth_size_of_headings_is_told():
    styles = ["Heading1", "Heading2", "Heading3", "Heading4"]
    found = read(io.BytesIO(docx(p("First."), *(p(name, style=name) for name in styles))))
    assert found["html"].endswith("<h4><span>Heading3</span></h4><h4><span>Heading4</span></h4>")
    assert [one["code"] for one in found["findings"]] == ["small_headings"]


def test_a_description_that_a_machine_wrote_is_told():
    alt = "A river. Description automatically generated"
    found = read(io.BytesIO(docx(p(picture("one", alt)), media={"one.png": png()})))
    assert [one["code"] for one in found["findings"]] == ["alt_by_machine"]


def test_headers_and_properties_are_told_and_not_taken_in():
    parts = {
        "word/header1.xml": story("hdr", p("Draft of Avery Example")),
        "docProps/core.xml": "<coreProperties><creator>Avery Example</creator></coreProperties>",
    }
    related = {"h": ("header", "header1.xml")}
    found = read(io.BytesIO(docx(p("A."), parts=parts, related=related)))
    assert clean(found["html"]) == "<p>A.</p>"
    assert [(one["code"], one["places"][0]["said"]) for one in found["findings"]] == [
        ("header", "Draft of Avery Example"),
        ("properties", ""),
    ]


def test_who_commented_or_changed_something_is_never_told():
    from tests.articles.word import fixtures

    assert "Avery" not in str(read(io.BytesIO(fixtures.with_changes())))


def test_a_link_to_a_file_leaves_its_words():
    related = {"x": ("hyperlink", "!file:///C:/plans.docx")}
    found = read(io.BytesIO(docx(p("See ", link("x", "there"), "."), related=related)))
    assert clean(found["html"]) == "<p>See there.</p>"
    assert found["findings"][0]["places"][0]["said"] == "file:///C:/plans.docx"


def test_a_document_in_a_language_that_pieces_cannot_have_is_marked():
    found = read(io.BytesIO(docx(p("Un texte inventé."), language="fr-FR")))
    assert found["language"] == "en"
    assert clean(found["html"]) == '<p><span lang="fr">Un texte inventé.</span></p>'
    assert found["findings"][0]["code"] == "language_of_piece"


def test_many_of_a_kind_are_counted_and_the_first_ones_told():
    found = read(io.BytesIO(docx(*(p("A", r("B", "<w:vanish/>")) for _ in range(50)))))
    (hidden,) = found["findings"]
    assert (hidden["count"], len(hidden["places"])) == (50, 40)
    (line,) = sentences.lines(found["findings"])
    assert line.more == 10


def test_a_place_is_told_in_words():
    place = {"number": 3, "heading": "A part", "words": "Some words. ", "note": 2}
    assert sentences.where(place) == "in note 2, under “A part”, in “Some words.”"
    assert sentences.where({"number": 3, "heading": "", "words": "", "note": 0}) == "in paragraph 3"
    assert sentences.where({"number": 0, "heading": "", "words": "", "note": 0}) == ""
