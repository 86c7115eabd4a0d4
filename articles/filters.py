"""What the list of all pieces and the search can be narrowed to: kind, region, year and language, by address."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from articles.frame import Frame
from articles.models import Article, Kind, Language, Region


@dataclass(frozen=True)
class Filter:
    """A field of the form: its choices as (value, label), and the value that was chosen or ""."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    value: str
    #: What the value asks of an article. Each condition starts in an index.
    condition: dict

    @property
    def chosen(self) -> str:
        return dict(self.choices).get(self.value, "")


def filters_from(params, frame: Frame) -> list[Filter]:
    """The four fields, filled from the request's GET. 404 for an unknown value."""
    kind, language = params.get("kind", ""), params.get("language", "")
    fields = [
        Filter("kind", _("Kind"), Kind.choices, kind, {"kind": kind}),
        _region(params.get("region", ""), frame.regions),
        _year(params.get("year", ""), frame.years),
        Filter("language", _("Language"), Language.choices, language, {"language": language}),
    ]
    if any(field.value and not field.chosen for field in fields):
        raise Http404
    return fields


def narrow(articles: QuerySet[Article], fields: list[Filter]) -> QuerySet[Article]:
    for field in fields:
        if field.value:
            articles = articles.filter(**field.condition)
    return articles


def chosen_values(fields: list[Filter]) -> dict[str, str]:
    """What the address of this list says, without empty fields and what nobody asked for."""
    return {field.name: field.value for field in fields if field.value}


def _region(slug: str, regions: list[Region]) -> Filter:
    # The key itself: with a join on slugs, PostgreSQL cannot tell a rare region from a common one.
    keys = {region.slug: region.pk for region in regions}
    choices = [(region.slug, region.name) for region in regions]
    return Filter("region", _("Region"), choices, slug, {"regions": keys.get(slug)})


def _year(text: str, years: range) -> Filter:
    known = [str(year) for year in years]
    condition = {"published_at__year": int(text)} if text in known else {}
    return Filter("year", _("Year"), [(year, year) for year in known], text, condition)
