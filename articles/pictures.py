"""Where articles, pages and people show an image of the library (IMAGE_USERS)."""

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, CharField, F, Func, Model, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import gettext as _

from articles.links import IsAny
from articles.models import Article, Page, Person, Version
from articles.signing import signing
from ccsis.lib.richtext.pictures import readdressed
from ccsis.media.models import Image
from ccsis.media.uses import Use, names_in


class FilesIn(Func):
    """The names of the files that a text shows, as an array."""

    function = None
    template = (
        "(ARRAY(SELECT (regexp_matches(%(expressions)s, "
        r"""'src="[^"]*/(images/[\w-]+\.[a-z]+)"', 'g'))[1]))"""
    )


def uses(image: Image) -> list[Use]:
    """Articles, with changes that are being written, pages (also inside their texts), and people."""
    name = image.file.name
    pieces = Article.objects.select_related("pending_of")
    people = Person.objects.annotate(is_signing=Q(pk__in=signing()))
    return [
        *(_use_by(row, image) for row in pieces.filter(Q(picture=image) | Q(body__contains=name))),
        *(
            Use(row, _("in the text"), row.is_public)
            for row in Page.objects.filter(body__contains=name)
        ),
        *(Use(row, _("photograph"), row.is_signing) for row in people.filter(photo=image)),
        *(
            Use(version.article, _("earlier version"), _is_seen(version))
            for version in _versions(image)
        ),
    ]


def shown() -> tuple[list[QuerySet], list[QuerySet]]:
    pieces = Article.objects.all()
    versions = Version.objects.annotate(
        text=KT("content__body"), shown_id=Cast(KT("content__picture"), BigIntegerField())
    ).order_by()
    return (
        [
            pieces.filter(picture__isnull=False).values("picture"),
            Person.objects.filter(photo__isnull=False).values("photo"),
            versions.filter(shown_id__isnull=False).values("shown_id"),
        ],
        [
            names_in(pieces, "body"),
            names_in(Page.objects.all(), "body"),
            names_in(versions, "text"),
        ],
    )


def shows() -> ArraySubquery:
    """An expression for rows of articles: what the library says of the pictures in their texts."""
    names = FilesIn(OuterRef("body"), output_field=ArrayField(CharField()))
    found = Image.objects.filter(IsAny(F("file"), names)).order_by("pk")
    said = ("file", "alt", "caption", "credit", "may_be_republished")
    return ArraySubquery(found.values(json=JSONObject(**{name: name for name in said})))


def readdress(old_name: str, image: Image) -> None:
    for model in (Article, Page):
        for row in model.objects.select_for_update().filter(body__contains=old_name):
            _write(row, "body", readdressed(row.body, old_name, image))
    for row in Version.objects.select_for_update().filter(content__body__icontains=old_name):
        body = readdressed(row.content["body"], old_name, image)
        _write(row, "content", row.content | {"body": body})


def _write(row: Model, column: str, value) -> None:
    """Past what models do when they are saved: nobody has edited the row."""
    type(row)._base_manager.filter(pk=row.pk).update(**{column: value})


def _use_by(article: Article, image: Image) -> Use:
    place = _("picture of the piece") if article.picture_id == image.pk else _("in the text")
    if article.pending_of_id:
        place = _("in a change that is being written")
    return Use(article, place, article.is_public and not article.pending_of_id)


def _versions(image: Image) -> QuerySet:
    """Also those that readers do not see: they may be shown again."""
    # `contains` would ask whether the JSON holds this and nothing more.
    shows = Q(content__picture=image.pk) | Q(content__body__icontains=image.file.name)
    return Version.objects.filter(shows).select_related("article")


def _is_seen(version: Version) -> bool:
    return version.state == Version.State.SHOWN and version.article.is_public
