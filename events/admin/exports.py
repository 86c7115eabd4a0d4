"""Abstracts as files for spreadsheets: one line for each abstract, its authors side by side.

A committee sorts and counts abstracts, so a line is an abstract; the columns go up to the largest
number of authors. Cells that a program would take for a formula are defused in both formats.
"""

from collections.abc import Iterator
from io import BytesIO

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ccsis.audit.actions import record
from ccsis.audit.models import Action
from ccsis.lib.characters import printable
from events.models import Abstract, AbstractAuthor
from events.models.authors import places_in_words

#: Of a sheet's cell, in characters (ECMA-376).
LONGEST = 32_767
#: What spreadsheets take for the beginning of a formula; defusedcsv leaves the last three.
FORMULAS = ("=", "+", "-", "@", "|", "%", "\t", "\r", "\n")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@admin.action(description=_("Export as CSV"), permissions=["export"])
def export_as_csv(desk, request, rows):
    from defusedcsv import csv

    table = _table(desk, request, rows)
    # Spreadsheets take a file for UTF-8 by its byte order mark alone.
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    csv.writer(response).writerows(table)
    return _named(response, "csv")


@admin.action(description=_("Export as XLSX"), permissions=["export"])
def export_as_xlsx(desk, request, rows):
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(gettext("Abstracts"))
    for line in _table(desk, request, rows):
        sheet.append([_cell(sheet, value) for value in line])
    file = BytesIO()
    book.save(file)
    return _named(HttpResponse(file.getvalue(), content_type=XLSX), "xlsx")


def _table(desk, request, rows: QuerySet) -> list[list]:
    """With its heading. Three queries, however many rows; what is held or erased is left out."""
    chosen = list(
        Abstract.objects.let_in()
        .filter(pk__in=rows.order_by().values("pk"))
        .select_related("event", "topic")
        .prefetch_related("authors")
        .defer("sketch")
        .order_by("pk")
    )
    record(actor=request.user, action=Action.EXPORTED, model="events.abstract", rows=len(chosen))
    if left := rows.count() - len(chosen):
        text = ngettext(
            "%d was left out: it is held or erased.",
            "%d were left out: they are held or erased.",
            left,
        )
        desk.message_user(request, text % left, messages.WARNING)
    most = max((len(row.author_list) for row in chosen), default=1)
    lines = [[*OF_ABSTRACT, *_headings(most)], *(_line(row, most) for row in chosen)]
    return [[_defused(value) for value in line] for line in lines]


def _defused(value):
    """A number, or a text that is one whatever it begins with; without what no file can hold."""
    if isinstance(value, int):
        return value
    text = printable(value)
    return f"'{text}" if text.startswith(FORMULAS) else text


OF_ABSTRACT = (
    *("reference", "event", "state", "received (UTC)", "came in", "title", "abstract", "words"),
    *("topic", "preferred format", "agrees to publication", "contact e-mail", "contact telephone"),
)
OF_AUTHOR = (
    *("name", "affiliations", "ORCID iD", "country", "e-mail", "answer"),
    *("name kept from", "affiliation kept from"),
)


def _headings(most: int) -> Iterator[str]:
    return (f"author {number} {name}" for number in range(1, most + 1) for name in OF_AUTHOR)


def _line(abstract: Abstract, most: int) -> list:
    authors = [value for author in abstract.author_list for value in _of(author)]
    return [
        abstract.reference,
        str(abstract.event),
        abstract.get_state_display(),
        f"{abstract.received_at:%Y-%m-%d %H:%M:%S}",
        abstract.timeliness,
        abstract.title,
        abstract.text,
        abstract.words,
        abstract.topic_name,
        abstract.get_format_display(),
        gettext("yes") if abstract.agrees_to_publication else gettext("no"),
        abstract.email,
        abstract.phone,
        *authors,
        *[""] * (most * len(OF_AUTHOR) - len(authors)),
    ]


def _of(author: AbstractAuthor) -> list[str]:
    return [
        author.name,
        "; ".join(author.affiliations),
        author.orcid,
        author.country,
        author.email,
        author.get_answer_display() if author.answer else "",
        places_in_words(author.name_kept_from),
        places_in_words(author.affiliation_kept_from),
    ]


def _cell(sheet, value):
    """Never a formula, also where the text looks like one; of no text, no cell."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, int):
        return value
    if not value:
        return None
    cell = WriteOnlyCell(sheet, value[:LONGEST])
    cell.data_type = "s"
    return cell


def _named(response: HttpResponse, extension: str) -> HttpResponse:
    name = f"abstracts-{timezone.now():%Y%m%d-%H%M}.{extension}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store, private"
    return response
