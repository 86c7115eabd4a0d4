"""Checks of the fields beside the text."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.checks.facts import Facts
from articles.checks.findings import Finding
from articles.checks.subjects import Subject
from articles.models import Kind
from articles.previews.found import CARD_TITLE, TITLE
from ccsis.lib.richtext.pieces import has_words
from ccsis.lib.words import count_words

#: A text of more words is long: readers are told first what it finds.
LONG = 800


def something_to_read(subject: Subject, facts: Facts) -> Iterator[Finding]:
    """Blocks: readers and feeds would get a headline that leads to nothing.

    The scenario of a simulation is read too; whether it is there, its own form says.
    """
    is_told = subject.kind == Kind.SIMULATION or has_words(subject.body)
    if not (is_told or subject.standfirst.strip()):
        text = _("There is nothing to read but the title. Write a text or a standfirst.")
        yield Finding(text, "body")


def standfirst(subject: Subject, facts: Facts) -> Iterator[Finding]:
    if not subject.standfirst.strip():
        text = _("It has no standfirst: lists, feeds and shared links show the title alone.")
        yield Finding(text, "standfirst")


def summary(subject: Subject, facts: Facts) -> Iterator[Finding]:
    if any(point.strip() for point in subject.summary_points):
        return
    count = count_words(subject.body)
    if count > LONG:
        text = _(
            "The text has %(count)d words and no summary: in a piece of more than %(long)d, readers "
            "are helped by the box “In brief”."
        )
        yield Finding(text % {"count": count, "long": LONG}, "summary_points")


def title(subject: Subject, facts: Facts) -> Iterator[Finding]:
    length = len(subject.title)
    if length > TITLE:
        text = _(
            "The title has %(length)d characters. Search results show about %(found)d of them, "
            "shared links about %(card)d."
        )
        yield Finding(text % {"length": length, "found": TITLE, "card": CARD_TITLE}, "title")


def region(subject: Subject, facts: Facts) -> Iterator[Finding]:
    if not subject.has_region:
        yield Finding(_("It belongs to no region: no list of a region shows it."), "regions")
