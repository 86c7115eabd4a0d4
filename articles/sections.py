"""The kinds as sections of the publication, and who signs a piece: what pages and machines both say."""

from django.utils.translation import gettext_lazy

from articles.models import Article, Kind
from ccsis.identity import IDENTITY

#: The kinds in the order of the navigation, each with the name of its list.
SECTIONS = {
    Kind.ANALYSIS: gettext_lazy("Analysis"),
    Kind.COMMENTARY: gettext_lazy("Commentary"),
    Kind.SPECIAL_REPORT: gettext_lazy("Special reports"),
    Kind.EXCLUSIVE_REPORT: gettext_lazy("Exclusive reports"),
    Kind.SIMULATION: gettext_lazy("Simulations"),
    Kind.ANNOUNCEMENT: gettext_lazy("Announcements"),
}


def section_name(kind: str) -> str:
    """The name of a kind's list, "Special reports"; "" for what is no kind."""
    return SECTIONS.get(kind, "")


def authors(article: Article) -> list[dict]:
    """The byline's authors; the publisher where nobody signs."""
    signed = [entry for entry in article.byline_list if entry["role"] == "author"]
    return signed or [{"name": IDENTITY.byline}]
