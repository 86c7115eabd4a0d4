"""Search among the published pieces, by the vectors that the database keeps (migrations 0003, 0026).

A word is looked for as the piece's own language bends it and, with accents folded, as it is typed;
a place by all of its names (`articles.place_names`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from html import escape

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.db import connection, transaction
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    Field,
    Func,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
    Window,
)
from django.db.models.expressions import Col, Expression
from django.db.models.functions import Concat, Left
from django.utils.safestring import SafeString, mark_safe

from articles.facets import FacetCounts
from articles.models import Article, Kind, Language
from articles.place_names import register
from articles.place_names.asking import Asked, asked
from ccsis.lib.characters import one_line, printable
from ccsis.lib.richtext.addresses import without_addresses

#: Characters of a query that are read.
LONGEST = 200
#: So many hits, the newest, are ranked and counted.
CAP = 1_000
PAGE_SIZE = 20
LAST_PAGE = CAP // PAGE_SIZE
TIME_LIMIT = "2s"
#: PostgreSQL's names for how languages bend words; the others are taken as written.
CONFIGS = {
    Language.ARMENIAN: "armenian",
    Language.ENGLISH: "english",
    Language.RUSSIAN: "russian",
    Language.TURKISH: "turkish",
}
#: Characters of a text that an extract is taken from.
EXTRACTED = 200_000
QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))
TERM = re.compile(r'-?"[^"]*"?|\S+')
#: One part of the text between the marks of `search_extract`.
MARKED = re.compile("\x02([^\x02\x03]+)\x03")

#: What a sentence ends with; an extract that ends otherwise was cut.
ENDS = ".!?…։؟"


@dataclass(frozen=True)
class Question:
    """What a reader typed, in one line."""

    text: str
    #: Whether more was typed than is read.
    is_cut: bool = False

    @classmethod
    def of(cls, typed: str) -> "Question":
        text = one_line(typed)
        return cls(text[:LONGEST].rstrip(), is_cut=len(text) > LONGEST)

    @property
    def wanted(self) -> str:
        return " ".join(term for term in self._terms() if not _is_minus(term))

    @property
    def unwanted(self) -> str:
        """The words with a minus, any of which is enough to leave a piece out."""
        return " or ".join(term[1:] for term in self._terms() if _is_minus(term))

    def _terms(self) -> list[str]:
        return TERM.findall(self.text.translate(QUOTATION_MARKS))


@dataclass(frozen=True)
class Results:
    """One page of the hits, the best first."""

    rows: list[Article]
    #: All hits, at most CAP.
    total: int
    number: int
    #: How many of all hits each choice of a filter would leave (`articles.facets`).
    counts: dict = field(default_factory=dict)
    #: The places that were looked for by all of their names.
    places: tuple[str, ...] = ()

    @property
    def is_capped(self) -> bool:
        return self.total >= CAP

    @property
    def is_last(self) -> bool:
        return self.number * PAGE_SIZE >= self.total


class Stored(Expression):
    """A column of the articles that is no field of theirs, under its table's alias in any query."""

    def __init__(self, column: str, field: Field | None = None):
        field = field or SearchVectorField()
        field.set_attributes_from_name(column)
        super().__init__(output_field=field)

    def resolve_expression(self, query, *args, **kwargs) -> Col:
        return Col(query.get_initial_alias(), self.output_field)


def search(articles: QuerySet[Article], question: Question, number: int = 1) -> Results:
    """A page of those of the articles that answer, each with its `extract`, in three queries.

    articles: public ones. number: of the page, from 1 to CAP / PAGE_SIZE. Raises OperationalError
    after TIME_LIMIT.
    """
    if not question.wanted:
        return Results([], 0, number)
    by_all_names = asked(question.wanted, register.load())
    newest = matching(articles, question, by_all_names).order_by("-published_at", "-pk")[:CAP]
    ranked = (
        _with_vectors(articles.model.objects.filter(pk__in=newest.values("pk")))
        .with_cards()
        .annotate(rank=_rank(by_all_names), found=_extract(by_all_names))
        .annotate(total=Window(Count("*")), counts=FacetCounts(newest))
        .order_by("-rank", "-published_at", "-pk")
    )
    first = (number - 1) * PAGE_SIZE
    with transaction.atomic():
        _limit_time()
        rows = list(ranked[first : first + PAGE_SIZE])
        # Nothing was written, and the limit ends here, also within a longer transaction.
        transaction.set_rollback(True)
    for row in rows:
        row.extract = marked(row.found)
    total, counts = (rows[0].total, rows[0].counts) if rows else (0, {})
    return Results(rows, total, number, counts, by_all_names.places)


def matching(articles: QuerySet[Article], question: Question, wanted: Asked) -> QuerySet[Article]:
    """A word with a minus leaves out what it says and nothing else, also if it names a place."""
    found = _with_vectors(articles).filter(_answers(wanted.ways))
    return found.exclude(_answers([question.unwanted])) if question.unwanted else found


def marked(text: str) -> SafeString | str:
    """The extract with its marks as tags, everything else escaped; "" where nothing is marked."""
    text = without_addresses(text)
    if not MARKED.search(text):
        return ""
    before = "… " if printable(text)[:1].islower() else ""
    after = "" if printable(text)[-1:] in ENDS else " …"
    html = MARKED.sub(r"<mark>\1</mark>", escape(f"{before}{text}{after}"))
    return mark_safe(printable(html))  # noqa: S308 (escaped above)


def _is_minus(term: str) -> bool:
    return len(term) > 1 and term.startswith("-")


def _with_vectors(articles: QuerySet[Article]) -> QuerySet[Article]:
    return articles.alias(
        stemmed=Stored("search_stemmed"),
        folded=Stored("search_folded"),
        told=Stored("search_scenario", TextField()),
    )


def _answers(ways: Sequence[str]) -> Q:
    found = Q(folded=_folded(ways))
    for language, config in CONFIGS.items():
        found |= Q(language=language, stemmed=_stemmed(ways, config))
    return found


def _stemmed(ways: Sequence[str], config: str) -> SearchQuery:
    """ways: of asking; one that answers is enough."""
    plain = [Func(Value(way), function="search_plain", output_field=TextField()) for way in ways]
    return SearchQuery(_any_of(plain), config=config, search_type="websearch")


def _folded(ways: Sequence[str]) -> SearchQuery:
    folded = [Func(Value(way), function="search_folded", output_field=TextField()) for way in ways]
    # Some characters fold into many, and PostgreSQL refuses words of more than 2 kB.
    short = [Left(way, 2 * LONGEST, output_field=TextField()) for way in folded]
    return SearchQuery(_any_of(short), config="simple", search_type="websearch")


def _any_of(ways: Sequence[Expression]) -> Expression:
    """In the words of a search on the web: "one way" or another."""
    other = Value(" or ", output_field=TextField())
    return reduce(lambda some, way: Concat(some, other, way, output_field=TextField()), ways)


def _by_language(ways: Sequence[str]) -> Case:
    """The query as the piece's own language bends it."""
    cases = [When(language=key, then=_stemmed(ways, name)) for key, name in CONFIGS.items()]
    return Case(*cases, default=_stemmed(ways, "simple"))


def _rank(wanted: Asked):
    by_length = Value(1)
    return SearchRank(
        F("stemmed"), _by_language(wanted.ways), normalization=by_length
    ) + SearchRank(F("folded"), _folded(wanted.ways), normalization=by_length)


def _extract(wanted: Asked) -> Func:
    body = Func(F("body"), function="search_text_of_html", output_field=TextField())
    told = When(kind=Kind.SIMULATION, then=F("told"))
    scenario = Case(told, default=Value(""), output_field=TextField())
    space = Value(" ")
    text = Concat("standfirst", space, scenario, space, body, output_field=TextField())
    return Func(
        Func(F("language"), function="search_config", output_field=CharField()),
        _by_language(wanted.ways),
        _folded(wanted.ways),
        F("stemmed"),
        Left(text, EXTRACTED),
        function="search_extract",
        output_field=TextField(),
    )


def _limit_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [TIME_LIMIT])
