"""Changing a released piece: a change is begun, written, published or dropped; versions are kept."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import actions
from articles.checks import refuse_blocked
from articles.models import Article, State, Version
from articles.releasing import locked, refuse_alone
from articles.states import WORKFLOW, is_own
from articles.versions.content import content_of, write_content, written_moment
from ccsis.workflow.transitions import Refused


@transaction.atomic
def start_change(
    piece: Article, *, by: AbstractBaseUser, version: Version | None = None
) -> Article:
    """Begin a change of a released piece, from what it says now or said in a kept version.

    by: None is the program itself, here and below.

    A change that has been begun is returned as it is; Refused, if it was to start from a version.
    """
    piece = locked(piece)
    if piece.is_in_writing or piece.deleted_at or piece.pending_of_id:
        raise Refused(_("Only a released piece is changed in this way."))
    if by is not None and not is_own(by, piece):
        raise Refused(_("You may not change this piece."))
    begun = Article.objects.filter(pending_of=piece).first()
    if begun and version:
        raise Refused(_("A change of this piece has been begun. Publish or drop it first."))
    return begun or _begin(piece, by, version.content if version else content_of(piece))


@transaction.atomic
def publish_change(
    change: Article,
    *,
    by: AbstractBaseUser | None,
    note: str = "",
    is_update: bool = False,
    reason: str = "",
    seen: str = "",
) -> Article:
    """Let readers see a change; what they saw until now is kept as a version. Returns the piece.

    note: what changed, for readers. is_update: whether the piece says "updated" from now on.
    reason, seen: as in `articles.releasing.release`.
    """
    now = timezone.now()
    piece = locked(change.pending_of)
    change = locked(change)
    refuse_alone(change, by, reason, seen)
    refuse_blocked(change, piece.published_at)
    WORKFLOW.perform("publish", change, by=by, reason=reason)
    if piece.was_seen:
        keep_present(piece)
    _refuse_taken_address(change)
    old_slug, piece.slug = piece.slug, change.slug
    piece.edited_by = change.edited_by
    piece.updated_at = now if is_update and piece.was_seen else piece.updated_at
    write_content(content_of(change) | {"updated_at": written_moment(piece.updated_at)}, piece)
    if piece.was_seen:
        state = Version.State.SHOWN if piece.is_public else Version.State.UNSEEN
        _keep(piece, note=note, by=by, at=now, state=state)
    change.delete()
    if piece.slug != old_slug:
        actions.keep_old_address(piece, old_slug)
    actions.freeze_bylines(piece)
    actions.renew_pictures([piece])
    return piece


@transaction.atomic
def drop_change(change: Article, *, by: AbstractBaseUser) -> None:
    """Throw a change away; readers never saw it."""
    change = locked(change)
    if not (change.pending_of_id and is_own(by, change)):
        raise Refused(_("You may not drop this change."))
    change.delete()


def keep_present(piece: Article) -> None:
    """Keep what a piece says now, unless its last kept version is that.

    Pieces that never changed have no kept version: most never do.
    """
    if not piece.versions.exists():
        _keep(piece, note="", by=None, at=piece.published_at, state=Version.State.SHOWN)


def _keep(
    piece: Article, *, note: str, by: AbstractBaseUser | None, at: datetime, state: str
) -> None:
    last = piece.versions.order_by("-number").values_list("number", flat=True).first() or 0
    piece.versions.create(
        number=last + 1,
        content=content_of(piece),
        note=note,
        published_at=at,
        by=by,
        state=state,
    )


def _begin(piece: Article, by: AbstractBaseUser | None, content: dict) -> Article:
    change = Article(
        pending_of=piece,
        slug=piece.slug,
        state=State.DRAFT,
        is_demo=piece.is_demo,
        created_by=piece.created_by,
        edited_by=by,
    )
    write_content(content, change)
    return change


def _refuse_taken_address(change: Article) -> None:
    """Somebody else may have taken it since the change was saved."""
    try:
        change.clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
