"""What is checked: a piece as it is saved, or as it stands in the form."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import prefetch_related_objects
from django.http import QueryDict

from articles.models import Article, Kind, Language
from ccsis.lib import richtext
from ccsis.lib.richtext.pieces import Piece, pieces_of
from ccsis.media.models import Image


@dataclass
class Subject:
    title: str = ""
    standfirst: str = ""
    summary_points: list[str] = field(default_factory=list)
    #: Sanitised.
    body: str = ""
    kind: str = Kind.ANALYSIS
    language: str = Language.ENGLISH
    picture: Image | None = None
    has_region: bool = False
    tells_place_names: bool = False
    #: When readers are to see it; None while nobody has said.
    published_at: datetime | None = None

    @cached_property
    def pieces(self) -> list[Piece]:
        """The text taken apart; nobody changes it."""
        return pieces_of(self.body)


#: Fields of a piece that are those of the subject.
SAME = (
    *("title", "standfirst", "summary_points", "body", "kind", "language"),
    *("tells_place_names", "published_at"),
)


def of_articles(articles: list[Article]) -> list[Subject]:
    """Three queries at most, however many there are."""
    prefetch_related_objects(articles, "picture", "regions")
    return [
        Subject(
            **{name: getattr(article, name) for name in SAME},
            picture=article.picture,
            has_region=bool(article.regions.all()),
        )
        for article in articles
    ]


def of_form(data: QueryDict) -> Subject:
    """What a browser sends of the form in which a piece is written, whether it can be saved or not."""
    kind, language = data.get("kind", ""), data.get("language", "")
    return Subject(
        title=data.get("title", "").strip(),
        standfirst=data.get("standfirst", "").strip(),
        summary_points=[
            line for line in data.get("summary_points", "").splitlines() if line.strip()
        ],
        body=richtext.clean(data.get("body", "")),
        kind=kind if kind in Kind.values else Kind.ANALYSIS,
        language=language if language in Language.values else Language.ENGLISH,
        picture=_picture(data.get("picture", "")),
        has_region=bool(data.getlist("regions")),
        tells_place_names="tells_place_names" in data,
    )


def _picture(key: str) -> Image | None:
    is_key = key.isascii() and key.isdigit() and len(key) < 19
    return Image.objects.filter(pk=key).first() if is_key else None
