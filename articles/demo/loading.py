"""Turn the files beside this module into rows."""

import re
import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.utils import timezone
from django.utils.html import format_html

from articles import actions
from articles.demo import desk
from articles.demo.generating import generate
from articles.models import (
    Article,
    Byline,
    Correction,
    Forecast,
    Kind,
    Page,
    Person,
    Region,
    Scenario,
    ScenarioStep,
    Series,
    SeriesPart,
    State,
    Topic,
)
from articles.place_names.loading import load_first
from ccsis.demo.recorder import Recorder, recorded
from ccsis.identity import IDENTITY
from ccsis.lib import richtext
from ccsis.media import ingest
from ccsis.media.actions import store_image
from ccsis.media.models import Image

FOLDER = Path(__file__).parent
LINK = re.compile(r'href="article:([a-z0-9-]+)"')
PLACEHOLDER = re.compile(r'<figure data-picture="([^"]+)"></figure>')


def has_real_content() -> bool:
    """Whether there is anything that neither the demonstration nor the first migration made."""
    first_pages = [slug for slug, *_ in IDENTITY.pages]
    return Page.objects.exclude(slug__in=first_pages).exists() or any(
        model.objects.exclude(pk__in=recorded(model)).exists()
        for model in (Article, Person, Series, Image)
    )


def load(record: Recorder, articles: int) -> None:
    """Create what is missing; what is there, edited or not, is left alone."""
    today = timezone.now()
    known_topics = set(Topic.objects.values_list("pk", flat=True))
    people = {row["slug"]: _person(row, record) for row in _table("people")["people"]}
    pictures = _pictures(record)
    for file in sorted((FOLDER / "pieces").glob("*.toml")):
        _piece(tomllib.loads(file.read_text("utf-8")), people, pictures, today, record)
    for row in _table("series")["series"]:
        _series(row, today, record)
    record.remember(load_first())
    desk.load(today, record)
    generate(articles, today, record)
    record.remember(Topic.objects.exclude(pk__in=known_topics))


def _table(name: str) -> dict:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def _person(row: dict, record: Recorder) -> Person:
    return Person.objects.filter(slug=row["slug"]).first() or record(Person.objects.create(**row))


def _pictures(record: Recorder) -> dict[str, tuple[dict, Image]]:
    """By name: the picture's entry in pictures.toml, and its row."""
    known = {image.caption: image for image in Image.objects.filter(pk__in=recorded(Image))}
    rows = {}
    for entry in _table("pictures")["pictures"]:
        image = known.get(entry["caption"])
        if image is None:
            data = (FOLDER / "pictures" / f"{entry['name']}.png").read_bytes()
            fields = {name: entry[name] for name in ("alt", "caption", "credit")}
            fields |= {"may_be_republished": True, "source": "Drawn for the demonstration."}
            if "centre" in entry:
                x, y = entry["centre"]
                fields |= {"is_shown_whole": False, "centre_x": x, "centre_y": y}
            image = record(store_image(ingest.reencode(data), **fields))
        rows[entry["name"]] = (entry, image)
    return rows


def _piece(piece: dict, people: dict, pictures: dict, today: datetime, record: Recorder) -> None:
    if Article.objects.filter(slug=piece["slug"]).exists():
        return
    fields = ("title", "slug", "kind", "language", "standfirst", "summary_points")
    article = record(
        Article.objects.create(
            **{name: piece[name] for name in fields},
            body=richtext.clean(_with_links(_with_figures(piece["body"], pictures))),
            state=State.READY,
            published_at=_moment(today, piece["days_ago"], piece["hour_utc"]),
            picture=_lead_picture(piece["slug"], pictures),
            republication_notice=_notice(piece["kind"]),
            is_demo=True,
        )
    )
    article.regions.set(Region.objects.filter(slug__in=piece["regions"]))
    article.topics.add(*piece["tags"])
    for position, line in enumerate(piece["bylines"], start=1):
        Byline.objects.create(
            article=article, position=position, person=people[line["person"]], role=line["role"]
        )
    _scenario(article, piece)
    if "forecast" in piece:
        _forecast(article, piece["forecast"], today)
    for note in piece.get("corrections", []):
        made_at = _moment(today, note["days_ago"], piece["hour_utc"])
        fields = {name: note[name] for name in ("kind", "text")}
        Correction.objects.create(article=article, made_at=made_at, **fields)
    actions.freeze_bylines(article)
    actions.renew_pictures([article])


def _with_links(html: str) -> str:
    """Pieces name each other by their slugs; a link to one that is not there is none."""
    slugs = LINK.findall(html)
    keys = dict(Article.objects.filter(slug__in=slugs).values_list("slug", "pk")) if slugs else {}
    return LINK.sub(lambda link: f'href="article:{keys.get(link[1], 0)}"', html)


def _scenario(article: Article, piece: dict) -> None:
    if "assumptions" in piece:
        told = {"assumptions": piece["assumptions"].strip(), "actors": piece["actors"]}
        Scenario.objects.create(article=article, **told)
    for number, step in enumerate(piece.get("steps", []), start=1):
        ScenarioStep.objects.create(article=article, number=number, **step)


def _forecast(article: Article, row: dict, today: datetime) -> None:
    names = ("likelihood", "confirmed_if", "refuted_if", "outcome", "resolution")
    Forecast.objects.create(
        article=article,
        **{name: row[name] for name in names},
        due_on=(today - timedelta(days=row["due_days_ago"])).date(),
        resolved_at=today - timedelta(days=row["resolved_days_ago"]),
    )


def _notice(kind: str) -> str:
    return actions.default_republication_notice() if kind == Kind.EXCLUSIVE_REPORT else ""


def _lead_picture(slug: str, pictures: dict) -> Image | None:
    return next(
        (image for entry, image in pictures.values() if entry.get("is_lead_of") == slug), None
    )


def _with_figures(body: str, pictures: dict) -> str:
    return PLACEHOLDER.sub(lambda found: _figure(*pictures[found[1]]), body)


def _figure(entry: dict, image: Image) -> str:
    return format_html(
        '<figure><img src="{}" alt="{}" width="{}" height="{}" data-file="{}"></figure>',
        image.file.url,
        image.alt,
        image.width,
        image.height,
        image.pk,
    )


def _moment(today: datetime, days_ago: int, hour: int) -> datetime:
    day = (today - timedelta(days=days_ago)).date()
    return datetime.combine(day, time(hour), tzinfo=today.tzinfo)


def _series(row: dict, today: datetime, record: Recorder) -> None:
    if Series.objects.filter(slug=row["slug"]).exists():
        return
    series = record(
        Series.objects.create(
            slug=row["slug"],
            title=row["title"],
            description=row["description"],
            announced_on=(today - timedelta(days=row["announced_days_ago"])).date(),
        )
    )
    for part in row["parts"]:
        SeriesPart.objects.create(
            series=series,
            number=part["number"],
            article=Article.objects.filter(slug=part.get("piece", "")).first(),
            title=part.get("title", ""),
            standfirst=part.get("standfirst", ""),
            planned_on=_ahead(today, part.get("planned_days_ahead")),
        )


def _ahead(today: datetime, days: int | None) -> date | None:
    return None if days is None else (today + timedelta(days=days)).date()
