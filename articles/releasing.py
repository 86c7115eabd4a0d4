"""Letting readers see a piece, and taking it back: each in one transaction."""

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import actions
from articles.checks import refuse_blocked, refuse_named_before
from articles.corrections import correct
from articles.models import Article, Correction
from articles.states import WORKFLOW
from articles.versions.hiding import show_present
from ccsis.workflow.transitions import Refused


def locked(article: Article) -> Article:
    """The row as it is now, which nobody else changes before the commit; Refused if it is gone."""
    rows = Article.objects.select_for_update(of=("self",)).select_related("pending_of")
    row = rows.filter(pk=article.pk).first()
    if row is None:
        raise Refused(_("This piece has been deleted meanwhile."))
    return row


def is_alone(article: Article, user: AbstractBaseUser | None) -> bool:
    """Whether nobody but this person has seen the text as it is now."""
    return user is not None and article.edited_by_id == user.pk


def refuse_alone(article: Article, user: AbstractBaseUser | None, reason: str, seen: str) -> None:
    """A second person releases, or a reason is given; and what is released is what was read.

    seen: `stamp` of the row that was read, "" to leave that rule out.
    """
    if is_alone(article, user) and not reason.strip():
        raise Refused(
            _("You edited this text last. Somebody else releases it, or you say why you do.")
        )
    if seen and seen != stamp(article):
        raise Refused(_("Somebody changed this text after you opened it. Read it again first."))


def _refuse_ended(article: Article, until: datetime | None) -> None:
    """Of what was never public nobody is told that it is no longer available; and taking back what
    is public is a step of its own, which is noted as such.
    """
    if until and until <= timezone.now():
        text = _(
            "The end of publication of “%(title)s” has already come. Change or empty it first."
        )
        raise Refused(text % {"title": article})


def stamp(article: Article) -> str:
    """What tells the saved states of a row apart."""
    return article.changed_at.isoformat()


@transaction.atomic
def release(
    article: Article,
    *,
    by: AbstractBaseUser,
    at: datetime | None = None,
    until: datetime | None = None,
    reason: str = "",
    seen: str = "",
) -> Article:
    """Let readers see a piece from an instant on, None for now, and perhaps until another.

    Raises Refused without a second person or a reason, if the text is not the one that was `seen`, or
    if something has to be mended first (`articles.checks`).
    """
    row = locked(article)
    refuse_alone(row, by, reason, seen)
    at = row.published_at = at or timezone.now()
    refuse_blocked(row)
    _refuse_ended(article, until)
    released = WORKFLOW.perform(
        "release", article, by=by, reason=reason, published_at=at, unpublish_at=until
    )
    actions.freeze_bylines(released)
    actions.renew_pictures([released])
    return released


@transaction.atomic
def release_many(
    articles: list[Article],
    *,
    by: AbstractBaseUser,
    reason: str = "",
    seen: dict[int, str] | None = None,
    keeps_dates: bool = True,
) -> None:
    """Release pieces now or at their own times, all or none; readers see them in the order given.

    The first one given is on top: each following one without a time of its own is a microsecond older.
    seen: as for `release`, by primary key. keeps_dates: whether times that have passed are kept.
    """
    now = timezone.now()
    for place, article in enumerate(articles):
        is_now = not article.published_at or (article.is_due and not keeps_dates)
        at = now - timedelta(microseconds=place) if is_now else article.published_at
        until, stamped = article.unpublish_at, (seen or {}).get(article.pk, "")
        try:
            release(article, by=by, at=at, until=until, reason=reason, seen=stamped)
        except Refused as refusal:
            raise Refused(f"{article}: {refusal}") from refusal


@transaction.atomic
def reschedule(
    article: Article, *, by: AbstractBaseUser, at: datetime | None, until: datetime | None
) -> Article:
    """Another time for a piece that readers have not seen yet; None is now.

    Raises Refused, also if its title or another's would then be read before its piece (`articles.checks`).
    """
    row = locked(article)
    at = row.published_at = at or timezone.now()
    refuse_blocked(row)
    refuse_named_before(row)
    _refuse_ended(article, until)
    return WORKFLOW.perform("reschedule", article, by=by, published_at=at, unpublish_at=until)


@transaction.atomic
def recall(article: Article, *, by: AbstractBaseUser, reason: str = "") -> Article:
    """Take a scheduled piece back to draft. Raises Refused also while a change of it is written."""
    if Article.objects.filter(pending_of=locked(article)).exists():
        raise Refused(_("A change of this piece has been begun. Publish or drop it first."))
    recalled = WORKFLOW.perform("recall", article, by=by, reason=reason)
    actions.renew_pictures([recalled])
    return recalled


@transaction.atomic
def withdraw(
    article: Article,
    *,
    by: AbstractBaseUser,
    reason_given: str,
    note: str = "",
    hides_title: bool = False,
    reason: str = "",
) -> Article:
    """Take a piece away: its address says so (410), with the reason that is given to readers.

    reason_given: a `WithdrawalReason`. note: more about it, for readers. reason: for staff alone.
    """
    withdrawn = WORKFLOW.perform(
        "withdraw",
        article,
        by=by,
        reason=reason,
        withdrawal_reason=reason_given,
        withdrawal_note=note,
        hides_title=hides_title,
    )
    actions.renew_pictures([withdrawn])
    return withdrawn


@transaction.atomic
def retract(article: Article, *, by: AbstractBaseUser, text: str, reason: str = "") -> Article:
    """Let readers have a piece, marked as retracted, without end, with the text that says why."""
    retracted = WORKFLOW.perform(
        "retract",
        article,
        by=by,
        reason=reason,
        withdrawal_reason="",
        withdrawal_note="",
        hides_title=False,
        unpublish_at=None,
    )
    show_present(retracted)
    correct(article=retracted, kind=Correction.Kind.RETRACTION, text=text, by=by)
    actions.renew_pictures([retracted])
    return retracted


@transaction.atomic
def reinstate(article: Article, *, by: AbstractBaseUser, reason: str = "") -> Article:
    """Let readers see a withdrawn or retracted piece again."""
    back = WORKFLOW.perform(
        "reinstate",
        article,
        by=by,
        reason=reason,
        withdrawal_reason="",
        withdrawal_note="",
        hides_title=False,
        unpublish_at=None,
    )
    show_present(back)
    actions.renew_pictures([back])
    return back


@transaction.atomic
def set_end(article: Article, *, by: AbstractBaseUser, until: datetime | None) -> Article:
    """Set, move or (None) remove the instant from which a piece is no longer available.

    Raises Refused for one that is over: whoever takes a piece back at once withdraws it, with a reason.
    """
    _refuse_ended(article, until)
    piece = WORKFLOW.perform("set-end", article, by=by, unpublish_at=until)
    show_present(piece)
    return piece


@transaction.atomic
def delete(article: Article, *, by: AbstractBaseUser, reason: str = "") -> Article:
    """Put a piece where only superusers find it; after 30 days it is deleted for good.

    A scheduled one becomes a draft first: brought back after its time, it would be public at once.
    """
    if WORKFLOW["recall"].is_open(locked(article)):
        recall(article, by=by)
    deleted = WORKFLOW.perform("delete", article, by=by, reason=reason, deleted_at=timezone.now())
    actions.renew_pictures([deleted])
    return deleted


@transaction.atomic
def undelete(article: Article, *, by: AbstractBaseUser, reason: str = "") -> Article:
    """Bring a deleted piece back as it was."""
    back = WORKFLOW.perform("undelete", article, by=by, reason=reason, deleted_at=None)
    actions.renew_pictures([back])
    return back
