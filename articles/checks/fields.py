"""Checks of the fields beside the text."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.checks.facts import Facts
from articles.checks.findings import Finding
from articles.checks.subjects import Subject
from articles.models import Kind
from ccsis.lib.richtext.pieces import has_words

#: Characters of a title that networks and search engines show before they cut it.
LONGEST_TITLE = 70


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
    if not any(point.strip() for point in subject.summary_points):
        yield Finding(_("Its summary is empty: the box “In brief” is left out."), "summary_points")


def title(subject: Subject, facts: Facts) -> Iterator[Finding]:
    length = len(subject.title)
    if length > LONGEST_TITLE:
        text = _(
            "The title has %(length)d characters. Shared links and search results show about %(most)d."
        )
        yield Finding(text % {"length": length, "most": LONGEST_TITLE}, "title")


def region(subject: Subject, facts: Facts) -> Iterator[Finding]:
    if not subject.has_region:
        yield Finding(_("It belongs to no region: no list of a region shows it."), "regions")
