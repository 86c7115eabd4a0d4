"""How a piece is quoted: one line, the same wherever it stands."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Citation:
    """The line in three parts, so that a page can mark the language of the title."""

    before: str
    title: str
    after: str

    def __str__(self):
        return f"{self.before}{self.title}{self.after}"


def citation(
    *,
    names: list[str],
    title: str,
    publisher: str,
    published_on: date,
    address: str,
    note: str = "",
) -> Citation:
    """Names, title, publisher, date and address; `note` is what nobody may leave out with the title."""
    words = _("%(names)s, “%(title)s”%(note)s, %(publisher)s, %(date)s, %(address)s") % {
        "names": get_text_list(names, _("and")),
        "title": "\0",
        "note": f" ({note})" if note else "",
        "publisher": publisher,
        "date": date_format(published_on, "j F Y"),
        "address": address,
    }
    before, _title, after = words.partition("\0")
    return Citation(before, title, after)
