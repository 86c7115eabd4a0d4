"""The five files that the issue names: plainly made up, each with what its name says."""

from tests.articles.word.docx import (
    HEAD,
    cell,
    docx,
    field,
    lang,
    link,
    listed,
    note,
    p,
    picture,
    png,
    r,
    row,
    table,
)


def with_notes():
    """Footnotes and endnotes, headings, lists, a quotation and a link."""
    return docx(
        p("Measuring a river", style="Title"),
        p("A made-up text about gauges.", style="Subtitle"),
        p("Where to stand", style="Heading1"),
        p("A gauge stands on a bank.", note(1), " Somebody reads it", note(2, "endnote"), "."),
        p("Some rules:"),
        listed("Read it daily.", 1),
        listed("At the same hour.", 1, depth=1),
        listed("Write it down.", 1),
        p("In order:", style="Heading2"),
        listed("First the date.", 2),
        listed("Then the level.", 2),
        p("A made-up quotation.", style="Quote"),
        p("More is told ", link("web", "elsewhere"), ".", note(3)),
        footnotes={
            1: p("A made-up ", r("source", "<w:i/>"), "."),
            3: p("Two lines,") + p("one note."),
        },
        endnotes={2: "Another made-up source."},
        related={"web": ("hyperlink", "!https://example.org/gauges")},
    )


def with_changes():
    """Tracked changes and comments."""
    comment = '<w:r><w:commentReference w:id="{}"/></w:r>'
    inserted = f'<w:ins w:id="1" w:author="Avery Example">{r("quite ")}</w:ins>'
    deleted = (
        '<w:del w:id="2" w:author="Avery Example"><w:r><w:delText>very </w:delText></w:r></w:del>'
    )
    moved = f'<w:moveFrom w:id="3" w:author="Sam Sample">{r("An old place. ")}</w:moveFrom>'
    arrived = f'<w:moveTo w:id="4" w:author="Sam Sample">{r("A new place. ")}</w:moveTo>'
    gone = '<w:rPr><w:del w:id="5" w:author="Avery Example"/></w:rPr>'
    return docx(
        p("A text that two people wrote", style="Heading1"),
        p("The river is ", inserted, deleted, "long.", comment.format(1)),
        p(moved, "It has a bend. ", arrived),
        p("One sentence", properties=gone),
        p(" goes on here."),
        p("The end.", comment.format(2)),
        comments={1: "Is it? Ask somebody.", 2: "A last remark."},
    )


def with_tables():
    """A table in a table, merged cells, a row of heads, a caption."""
    inner = table(row("Left", "Right", properties=HEAD), row("1", "2"))
    merged = cell(p("Both columns"), properties='<w:gridSpan w:val="2"/>')
    begun = cell(p("Two rows"), properties='<w:vMerge w:val="restart"/>')
    going = cell(p(), properties="<w:vMerge/>")
    return docx(
        p("Tables", style="Title"),
        p("Levels by month", style="Caption"),
        table(row("Month", "Level", properties=HEAD), row("May", "12"), row("June", "9")),
        p("Between two tables."),
        table(row(merged), row(begun, "One"), row(going, "Two"), row("Three", cell(inner + p()))),
        p("After them."),
    )


def with_pictures():
    """Pictures with and without a description, a decorative one, and one that is not in the file."""
    return docx(
        p("Pictures", style="Title"),
        p("Words before it. ", picture("one", "A plain blue rectangle")),
        p("What it shows", style="Caption"),
        p(picture("two")),
        p("Words between."),
        p(picture("three", decorative=True)),
        p("Words behind.", picture("far", "Not in the file", attribute="link")),
        media={"one.png": png(), "two.png": png("#996633"), "three.png": png("#339966")},
        related={"far": ("image", "!https://example.org/far.png")},
    )


def in_two_languages():
    """Armenian and Russian text with fields."""
    return docx(
        p(lang("hy-AM", "Գետի չափումը"), style="Title"),
        p(lang("hy-AM", "Հորինված տեքստ ջրաչափերի մասին, որը ոչինչ չի պնդում։")),
        p(
            lang("hy-AM", "Այսօր՝ "),
            field(" DATE \\@ dd.MM.yyyy ", "01.02.2023"),
            lang("hy-AM", "։"),
        ),
        p(
            lang("ru-RU", "Выдуманный текст о реке, "),
            lang("ru-RU", "который", "<w:b/>"),
            lang("ru-RU", " ничего не утверждает."),
        ),
        p(
            lang("hy-AM", "Բառեր "),
            lang("ru-RU", "и слова"),
            lang("hy-AM", " միասին, և կրկին բառեր։"),
        ),
        p(
            lang("hy-AM", "Հղում՝ "),
            field(' HYPERLINK "https://example.org/river" ', "example.org"),
        ),
        language="hy-AM",
    )


ALL = {
    "notes": with_notes,
    "changes": with_changes,
    "tables": with_tables,
    "pictures": with_pictures,
    "languages": in_two_languages,
}
