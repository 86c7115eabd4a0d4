"""The pictures that are drawn for a piece: what from, where they are kept, and when they go."""

from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.crypto import salted_hmac

from articles.drawing.subjects import Card, Subject
from articles.metadata import labels
from articles.models import Article, Drawing
from ccsis.identity import IDENTITY
from ccsis.lib.characters import one_line
from ccsis.media import staging


def subject_of(article: Article) -> Subject:
    """What a piece (with its `region_list`) is drawn from. Without names: they can be withheld."""
    region = article.region_list[0] if article.region_list else {"slug": "", "name": ""}
    with translation.override(settings.LANGUAGE_CODE):
        card = Card(
            title=one_line(article.title),
            kind=str(article.get_kind_display()),
            region=one_line(region["name"]),
            labels=tuple(labels(article)),
            publisher=IDENTITY.masthead,
        )
    return Subject(article.kind, region["slug"], article.slug, card)


def is_true(article: Article) -> bool:
    """Whether what was drawn for a piece still says what the piece says."""
    drawing = getattr(article, "drawing", None)
    is_shown = bool(drawing) and article.is_released
    return is_shown and drawing.fingerprint == subject_of(article).fingerprint


def are_in_place(drawing: Drawing) -> bool:
    """Whether its files are there; what a crash left staged is put there."""
    try:
        for name in drawing.names:
            staging.settle(name)
    except FileNotFoundError:
        return False
    return True


def keep(article: Article, subject: Subject, *, cover: bytes, share: bytes) -> None:
    """Keep what was drawn of a subject, unless the piece has changed meanwhile.

    The files that it replaces are deleted after the commit.
    """
    files = {_name("covers", cover, "svg"): cover, _name("share", share, "png"): share}
    for name, content in files.items():
        staging.stage(name, ContentFile(content))
    try:
        # Never inside another transaction: what is staged goes right after this one.
        with transaction.atomic(durable=True):
            _keep_row(article.pk, subject, list(files))
    finally:
        for name in files:
            staging.discard(name)


def forget(articles: Iterable[Article]) -> None:
    """Delete what was drawn for these pieces; the files go after the commit."""
    drawings = list(Drawing.objects.filter(article__in=articles))
    if drawings:
        Drawing.objects.filter(pk__in=[drawing.pk for drawing in drawings]).delete()
        _delete_after_commit(name for drawing in drawings for name in drawing.names)


def _keep_row(pk: int, subject: Subject, names: list[str]) -> None:
    # The lock: nobody changes the piece between this look at it and the commit.
    article = Article.objects.select_for_update(of=("self",)).with_cards().filter(pk=pk).first()
    if article is None or not article.is_released or subject_of(article) != subject:
        return
    old = getattr(article, "drawing", None)
    cover, share = names
    fields = {"cover": cover, "share": share, "fingerprint": subject.fingerprint}
    Drawing.objects.update_or_create(article=article, defaults=fields)
    for name in names:
        transaction.on_commit(partial(staging.settle, name))
    if old:
        _delete_after_commit(old.names)


def _name(folder: str, content: bytes, ending: str) -> str:
    """By content, under the site's key: nobody can tell a scheduled piece by computing its name."""
    digest = salted_hmac("articles.drawings", content, algorithm="sha256").hexdigest()
    return f"{folder}/{digest[:32]}.{ending}"


def _delete_after_commit(names: Iterable[str]) -> None:
    transaction.on_commit(partial(_delete_unused, set(names)))


def _delete_unused(names: set[str]) -> None:
    """Delete these files but for those that a drawing has now."""
    used = Drawing.objects.filter(Q(cover__in=names) | Q(share__in=names))
    for name in names.difference(*(drawing.names for drawing in used)):
        default_storage.delete(name)
