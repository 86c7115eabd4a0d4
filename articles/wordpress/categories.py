"""Categories of the old site: to regions, kinds and series, by a table that staff edit."""

from django.utils.translation import gettext as _

from articles.models import Kind, Region, Series, WordPressCategory
from articles.wordpress.items import Item, Term
from articles.wordpress.survey import category_slug
from articles.wordpress.text import plain

MAX_NAME = WordPressCategory._meta.get_field("name").max_length
MAX_SLUG = WordPressCategory._meta.get_field("slug").max_length
#: First guesses, by the category's slug without its plural.
KINDS = {
    "analysi": Kind.ANALYSIS,
    "analyse": Kind.ANALYSIS,
    "announcement": Kind.ANNOUNCEMENT,
    "commentarie": Kind.COMMENTARY,
    "commentary": Kind.COMMENTARY,
    "event": Kind.ANNOUNCEMENT,
    "exclusive": Kind.EXCLUSIVE_REPORT,
    "exclusive-report": Kind.EXCLUSIVE_REPORT,
    "op-ed": Kind.COMMENTARY,
    "opinion": Kind.COMMENTARY,
    "special-report": Kind.SPECIAL_REPORT,
}
#: A category alone never makes a piece a simulation: its call and launch are filed there too.
UNCERTAIN = {"simulation", "scenario"}
#: Where several categories name a kind, the first of these counts.
PRECEDENCE = (
    Kind.SIMULATION,
    Kind.EXCLUSIVE_REPORT,
    Kind.SPECIAL_REPORT,
    Kind.COMMENTARY,
    Kind.ANNOUNCEMENT,
    Kind.ANALYSIS,
)


class Categories:
    def __init__(self, terms: dict[str, Term]):
        """Read the table; a category that is met for the first time gets a row with guesses."""
        self._rows = {
            row.slug: row for row in WordPressCategory.objects.select_related("region", "series")
        }
        self.notes: list[str] = []
        for slug, term in terms.items():
            if slug not in self._rows:
                self._meet(slug, plain(term.name) or slug)

    def of(self, item: Item) -> list[WordPressCategory]:
        slugs = dict.fromkeys(category_slug(t) for t in item.terms if t.domain == "category")
        return [self._rows[slug] for slug in slugs if slug in self._rows]

    def _meet(self, slug: str, name: str) -> None:
        if fault := _fault(slug, name):
            text = _("category “%(name)s” was left out: %(fault)s")
            self.notes.append(text % {"name": name[:80], "fault": fault})
            return
        row = WordPressCategory.objects.create(
            slug=slug,
            name=name,
            region=_named(Region, slug, name=name),
            series=_named(Series, slug, title=name),
            kind=KINDS.get(slug.removesuffix("s"), ""),
        )
        self._rows[slug] = row
        self.notes.append(_("new category “%(name)s” → %(meaning)s") % _meaning(row))


def kind_of(categories: list[WordPressCategory]) -> tuple[str, str]:
    """The kind of a piece in these categories, and a note where a person has to decide."""
    named = {category.kind for category in categories}
    kind = next((kind for kind in PRECEDENCE if kind in named), None)
    if kind:
        return kind, ""
    for category in categories:
        if is_uncertain(category):
            text = _(
                "category “%(name)s” does not tell what it is: set to %(kind)s, choose its kind"
            )
            return Kind.ANALYSIS, text % {"name": category.name, "kind": Kind.ANALYSIS.label}
    return Kind.ANALYSIS, ""


def is_uncertain(category: WordPressCategory) -> bool:
    return not category.kind and category.slug.removesuffix("s") in UNCERTAIN


def _fault(slug: str, name: str) -> str:
    """Why a category cannot be kept; empty if it can."""
    if not name:
        return _("its name is empty")
    if not slug:
        return _("its name has no letter or digit")
    if len(slug) > MAX_SLUG or len(name) > MAX_NAME:
        return _("its name or slug is too long")
    return ""


def _named(model, slug: str, **name):
    by_name = {f"{field}__iexact": value for field, value in name.items()}
    return model.objects.filter(slug=slug).first() or model.objects.filter(**by_name).first()


def _meaning(row: WordPressCategory) -> dict[str, str]:
    kind = row.get_kind_display() if row.kind else ""
    meanings = [str(meaning) for meaning in (row.region, kind, row.series) if meaning]
    return {"name": row.name, "meaning": ", ".join(meanings) or _("nothing yet")}
