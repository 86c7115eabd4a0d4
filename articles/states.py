"""The steps of an article, and who may take them.

draft → in review → ready; public when ready and its time has come. Once readers could see it, it
never just disappears: it is withdrawn (410) or retracted (it stays, marked), and may come back. A
pending change (`articles.versions`) goes the first steps too, and is then published or dropped.
"""

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from articles.models import IN_WRITING, RELEASED, Article, Forecast, State
from ccsis.audit.models import Action
from ccsis.workflow.transitions import Transition, Workflow


def is_own(user: AbstractBaseUser, article: Article) -> bool:
    """Whether this person writes and has begun the piece, or may edit those of others."""
    if not user.has_perm("articles.change_article"):
        return False
    return user.has_perm("articles.edit_any_article") or article.piece.created_by_id == user.pk


def _is_kept(article: Article) -> bool:
    return not article.deleted_at


def _is_piece(article: Article) -> bool:
    return _is_kept(article) and not article.pending_of_id


def _is_change(article: Article) -> bool:
    """Of a released piece that is there: any other says something else meanwhile."""
    piece = article.pending_of
    return piece is not None and not piece.is_in_writing and _is_kept(piece)


def _was_seen(article: Article) -> bool:
    return _is_kept(article) and article.was_seen


def _is_unseen(article: Article) -> bool:
    return _is_kept(article) and not article.was_seen


def _may_be_deleted(article: Article) -> bool:
    """What readers see is withdrawn first: deleting is no way round telling them."""
    return _is_piece(article) and not article.is_public


def _has_forecast(article: Article) -> bool:
    """A forecast that readers have seen."""
    is_seen = _was_seen(article) and article.is_simulation
    return is_seen and Forecast.objects.filter(article=article).exists()


def _step(name, label, sources, target, permission, **rules) -> Transition:
    return Transition(name, label, frozenset(sources), target, f"articles.{permission}", **rules)


ANY = list(State)
WORKFLOW = Workflow(
    (
        _step(
            "submit",
            _("Send to review"),
            [State.DRAFT],
            State.IN_REVIEW,
            "change_article",
            fits=_is_kept,
            allows=is_own,
        ),
        _step(
            "take-back",
            _("Take back from review"),
            [State.IN_REVIEW],
            State.DRAFT,
            "change_article",
            fits=_is_kept,
            allows=is_own,
        ),
        _step(
            "send-back",
            _("Send back to its author"),
            [State.IN_REVIEW],
            State.DRAFT,
            "review_article",
            fits=_is_kept,
        ),
        _step(
            "release",
            _("Release"),
            IN_WRITING,
            State.READY,
            "release_article",
            audited=Action.RELEASED,
            fits=_is_piece,
        ),
        _step(
            "publish",
            _("Publish"),
            IN_WRITING,
            None,
            "release_article",
            audited=Action.RELEASED,
            fits=_is_change,
        ),
        _step(
            "reschedule",
            _("Change its time"),
            [State.READY],
            None,
            "release_article",
            audited=Action.RESCHEDULED,
            fits=_is_unseen,
        ),
        _step(
            "recall",
            _("Take back to draft"),
            [State.READY],
            State.DRAFT,
            "release_article",
            audited=Action.RECALLED,
            fits=_is_unseen,
        ),
        _step(
            "set-end",
            _("Set an end of publication"),
            RELEASED,
            None,
            "withdraw_article",
            audited=Action.END_CHANGED,
            fits=_was_seen,
        ),
        _step(
            "resolve",
            _("Resolve the forecast"),
            RELEASED,
            None,
            "resolve_forecast",
            audited=Action.FORECAST_RESOLVED,
            fits=_has_forecast,
        ),
        _step(
            "retract",
            _("Retract"),
            [State.READY, State.WITHDRAWN],
            State.RETRACTED,
            "withdraw_article",
            audited=Action.RETRACTED,
            fits=_was_seen,
        ),
        _step(
            "withdraw",
            _("Withdraw"),
            RELEASED,
            State.WITHDRAWN,
            "withdraw_article",
            audited=Action.WITHDRAWN,
            fits=_was_seen,
        ),
        _step(
            "reinstate",
            _("Make public again"),
            [State.RETRACTED, State.WITHDRAWN],
            State.READY,
            "withdraw_article",
            audited=Action.RESTORED,
            fits=_was_seen,
        ),
        _step(
            "delete",
            _("Delete"),
            ANY,
            None,
            "delete_article",
            audited=Action.DELETED,
            fits=_may_be_deleted,
        ),
        _step(
            "undelete",
            _("Bring back"),
            ANY,
            None,
            "delete_article",
            audited=Action.RESTORED,
            fits=lambda article: bool(article.deleted_at),
        ),
    ),
    noted_for=lambda article: article.piece,
)
