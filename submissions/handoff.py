"""From an accepted contribution to the draft of an article: nothing is typed again."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.html import format_html_join

from articles.deleting import delete_articles
from articles.models import (
    Article,
    Byline,
    Forecast,
    Person,
    Scenario,
    ScenarioStep,
    Series,
    SeriesPart,
)
from articles.models import Kind as ArticleKind
from articles.slugs import free_slug
from articles.withholding import known
from ccsis.desk import works
from ccsis.lib import richtext
from ccsis.lib.names import key_of
from submissions.models import Contribution


@dataclass(frozen=True)
class Wishes:
    """What is chosen when a contribution is accepted."""

    #: The record of who signs it; None makes a new one.
    person: Person | None = None
    kind: str = ArticleKind.ANALYSIS
    series: Series | None = None


@transaction.atomic
def make_article(row: Contribution, wishes: Wishes, *, by) -> Article:
    """A draft with the text, region, series and byline of a contribution. by: who begins it."""
    article = Article.objects.create(
        kind=ArticleKind.SIMULATION if row.is_simulation else wishes.kind,
        language=row.text_language,
        title=row.title,
        slug=free_slug(Article, row.title),
        body=richtext.clean(_paragraphs(row.outline)),
        created_by=by,
        edited_by=by,
    )
    if row.region:
        article.regions.add(row.region)
    _sign(article, row, wishes.person)
    if wishes.series:
        _put_into(wishes.series, article)
    if row.is_simulation:
        _write_scenario(article, row)
    return article


@transaction.atomic
def discard(article: Article, *, signed_as: str) -> None:
    """Delete what was made of a contribution, and the record of its sender where that signs nothing else."""
    pieces = [*Article.objects.filter(pending_of=article), article]
    own = Byline.objects.filter(article__in=pieces, name=signed_as).values("person")
    people = list(Person.objects.named().filter(pk__in=own, kind=Person.Kind.PERSON))
    for piece in pieces:
        works.discard_all_on(piece)
    delete_articles(pieces)
    for person in people:
        if not person.bylines.exists():
            works.discard_all_on(person)
            person.delete()


def same_name(row: Contribution) -> list[Person]:
    """Records of people who sign like its sender."""
    return list(Person.objects.named().filter(name__iexact=row.signed_as)[:5])


def printed_name(row: Contribution) -> str:
    withheld = _withheld(row)
    return withheld.name if withheld else row.signed_as


def _withheld(row: Contribution) -> Person | None:
    return known.persons_by_digest().get(known.digest(key_of(row.signed_as)))


def _sign(article: Article, row: Contribution, person: Person | None) -> None:
    """Name and title as they were sent and promised, or the pseudonym and nothing else.

    Where that name was withheld since, the record that stands for it.
    """
    if withheld := _withheld(row):
        Byline.objects.create(article=article, person=withheld, name=withheld.name)
        return
    title, affiliation = row.professional_title, row.affiliation
    person = person or Person.objects.create(
        name=row.signed_as,
        slug=free_slug(Person, row.signed_as),
        title=title[:200],
        affiliation=affiliation[:300],
        biography=row.public_biography if row.is_protected else row.biography,
    )
    Byline.objects.create(
        article=article,
        person=person,
        name=row.signed_as,
        title=title[:200],
        affiliation=affiliation[:300],
    )


def _put_into(series: Series, article: Article) -> None:
    locked = Series.objects.select_for_update().get(pk=series.pk)
    last = locked.parts.order_by("-number").values_list("number", flat=True).first() or 0
    SeriesPart.objects.create(series=locked, number=last + 1, article=article)


def _write_scenario(article: Article, row: Contribution) -> None:
    Scenario.objects.create(article=article, assumptions=row.assumptions, actors=row.actors)
    ScenarioStep.objects.bulk_create(
        ScenarioStep(article=article, number=number, **step)
        for number, step in enumerate(row.course, start=1)
    )
    if row.has_forecast:
        Forecast.objects.create(
            article=article,
            likelihood=row.likelihood,
            confirmed_if=row.confirmed_if,
            refuted_if=row.refuted_if,
            due_on=row.due_on,
        )


def _paragraphs(text: str) -> str:
    """Plain text as rich text: an empty line parts paragraphs, a line break stays one."""
    blocks = [block.strip() for block in text.split("\n\n")]
    lines = ([line.strip() for line in block.splitlines()] for block in blocks if block)
    return format_html_join("", "<p>{}</p>", ((_broken(block),) for block in lines))


def _broken(lines: list[str]):
    first, *rest = lines
    return format_html_join("", "{}", [(first,)]) + format_html_join(
        "", "<br>{}", ((line,) for line in rest)
    )
