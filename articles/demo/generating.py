"""Generated pieces, for measuring how the site behaves with many. They are not for reading."""

import random
from datetime import datetime, timedelta

from taggit.models import Tag

from articles.actions import default_republication_notice, tell_planner
from articles.models import Article, ArticleTag, Kind, Region, State
from ccsis.demo.recorder import Recorder

BATCH = 2_000
#: Newest first, one every so many minutes: 100,000 pieces reach back nine and a half years.
MINUTES_APART = 50
TOPICS = [f"generated topic {number}" for number in range(1, 21)]
WORDS = [
    "archive",
    "border",
    "bridge",
    "calendar",
    "census",
    "clause",
    "column",
    "corridor",
    "count",
    "date",
    "delegation",
    "desk",
    "document",
    "draft",
    "entry",
    "figure",
    "gauge",
    "harbour",
    "index",
    "ledger",
    "line",
    "map",
    "margin",
    "measure",
    "meeting",
    "method",
    "minute",
    "note",
    "office",
    "page",
    "pass",
    "pattern",
    "pipeline",
    "plain",
    "port",
    "question",
    "record",
    "register",
    "report",
    "river",
    "road",
    "route",
    "rule",
    "schedule",
    "section",
    "series",
    "shore",
    "signal",
    "source",
    "station",
    "survey",
    "table",
    "tariff",
    "text",
    "timetable",
    "title",
    "transit",
    "treaty",
    "valley",
    "verb",
    "visit",
    "volume",
    "water",
    "week",
]


def generate(count: int, now: datetime, record: Recorder) -> None:
    """Create so many public pieces of about 500 words, in batches; their texts are seeded."""
    if not count:
        return
    first = Article.objects.filter(slug__startswith="generated-").count() + 1
    topics = [
        Tag.objects.get_or_create(name=name, defaults={"slug": name.replace(" ", "-")})[0]
        for name in TOPICS
    ]
    regions = list(Region.objects.all())
    for start in range(first, first + count, BATCH):
        numbers = range(start, min(start + BATCH, first + count))
        articles = Article.objects.bulk_create(_article(number, now) for number in numbers)
        Article.regions.through.objects.bulk_create(
            Article.regions.through(article=article, region=regions[number % len(regions)])
            for number, article in zip(numbers, articles, strict=True)
        )
        ArticleTag.objects.bulk_create(
            ArticleTag(content_object=article, tag=topics[number % len(topics)])
            for number, article in zip(numbers, articles, strict=True)
        )
        record.remember(articles)
    tell_planner()


def _article(number: int, now: datetime) -> Article:
    chance = random.Random(number)  # noqa: S311 (texts, not secrets)
    kind = Kind.values[number % len(Kind.values)]
    return Article(
        kind=kind,
        title=f"Generated piece {number}: {_phrase(chance, 4)}",
        slug=f"generated-{number}",
        standfirst=_sentence(chance),
        body="".join(_section(chance) for _ in range(4)),
        state=State.READY,
        published_at=now - timedelta(minutes=MINUTES_APART * number),
        republication_notice=default_republication_notice()
        if kind == Kind.EXCLUSIVE_REPORT
        else "",
        is_demo=True,
    )


def _section(chance: random.Random) -> str:
    paragraphs = (" ".join(_sentence(chance) for _ in range(4)) for _ in range(2))
    return f"<h2>{_phrase(chance, 3).capitalize()}</h2>" + "".join(
        f"<p>{p}</p>" for p in paragraphs
    )


def _sentence(chance: random.Random) -> str:
    return _phrase(chance, 15).capitalize() + "."


def _phrase(chance: random.Random, length: int) -> str:
    return " ".join(chance.choices(WORDS, k=length))
