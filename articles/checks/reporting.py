"""What the checks found, for one piece or for many."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from articles.checks.facts import Facts
from articles.checks.findings import Finding
from articles.checks.place_names import Named, named_places
from articles.checks.subjects import Subject, of_articles
from articles.checks.table import ADVISING, BLOCKING
from articles.models import Article
from ccsis.workflow.transitions import Refused


@dataclass(frozen=True)
class Report:
    blocking: list[Finding]
    advice: list[Finding]
    #: The places of the register that the text names.
    places: list[Named]


def report_on(subject: Subject) -> Report:
    return _reports([subject])[0]


def reports_on(articles: list[Article]) -> dict[int, Report]:
    """By primary key; as many queries for many pieces as for one."""
    reports = _reports(of_articles(articles))
    return {article.pk: report for article, report in zip(articles, reports, strict=True)}


def refuse_blocked(article: Article, at: datetime | None = None) -> None:
    """Raise Refused, with the reasons, if something has to be mended before readers see the piece.

    at: when they are to see it, for a change, which has no time of its own.
    """
    (subject,) = of_articles([article])
    subject.published_at = at or subject.published_at
    facts = Facts([subject])
    found = [finding.text for check in BLOCKING for finding in check(subject, facts)]
    if found:
        raise Refused(_("First mend this: %(reasons)s") % {"reasons": " ".join(found)})


def _reports(subjects: list[Subject]) -> list[Report]:
    facts = Facts(subjects)
    return [
        Report(
            blocking=[finding for check in BLOCKING for finding in check(subject, facts)],
            advice=[finding for check in ADVISING for finding in check(subject, facts)],
            places=named_places(subject, facts),
        )
        for subject in subjects
    ]
