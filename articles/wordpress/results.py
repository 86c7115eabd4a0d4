"""What an item becomes here, and how to tell whether somebody changed it since."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from articles.models import Article, Byline, Page, State
from articles.wordpress.items import Item

#: Who signs: the name as printed, or the person's slug while nothing is printed; role and so on.
Signature = tuple[str, str, str, str]


@dataclass(slots=True)
class ArticleResult:
    title: str
    slug: str
    standfirst: str
    body: str
    kind: str
    language: str
    state: str
    published_at: datetime | None
    picture: int | None
    regions: list[str]
    topics: list[str]
    bylines: list[Signature]
    series: str = ""
    #: Never imported; that somebody filled them in is an edit.
    summary_points: tuple[str, ...] = ()
    updated_at: datetime | None = None


@dataclass(slots=True)
class PageResult:
    title: str
    slug: str
    body: str
    is_public: bool


def fingerprint(result: ArticleResult | PageResult) -> str:
    text = json.dumps(asdict(result), sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def source_hash(item: Item) -> str:
    """Of all that the item holds, wherever in the file it stands."""
    values = asdict(item) | {"position": 0}
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def of_article(article: Article) -> ArticleResult:
    """The article as it is now; regions, tags, bylines and part are best prefetched."""
    part = getattr(article, "part", None)
    return ArticleResult(
        title=article.title,
        slug=article.slug,
        standfirst=article.standfirst,
        body=article.body,
        kind=article.kind,
        language=article.language,
        state=article.state,
        published_at=_utc(article.published_at),
        picture=article.picture_id,
        regions=sorted(region.slug for region in article.regions.all()),
        topics=sorted(row.tag.slug for row in article.article_tags.all()),
        bylines=[_signature(byline) for byline in article.bylines.all()],
        series=part.series.slug if part else "",
        summary_points=tuple(article.summary_points),
        updated_at=_utc(article.updated_at),
    )


def of_page(page: Page) -> PageResult:
    return PageResult(page.title, page.slug, page.body, page.is_public)


def signature(name: str, slug: str, state: str) -> Signature:
    """A byline as the importer writes it: printed once the piece is released."""
    printed = name if state == State.READY else slug
    return (printed, Byline.Role.AUTHOR.value, "", "")


def _signature(byline: Byline) -> Signature:
    printed = byline.name or byline.person.slug
    return (printed, byline.role, byline.title, byline.affiliation)


def _utc(time: datetime | None) -> datetime | None:
    return time.astimezone(UTC) if time else None
