"""Kept versions that readers no longer see, and those that they never saw."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Version
from ccsis.audit.actions import record
from ccsis.audit.models import Action
from ccsis.workflow.transitions import Refused, Transition, Workflow


def _is_past(version: Version) -> bool:
    """The present text is what the piece says: that is changed or withdrawn."""
    return version.article.versions.filter(number__gt=version.number).exists()


# Audited here and not by the table: the log names the piece.
VERSIONS = Workflow(
    (
        Transition(
            "hide",
            gettext_lazy("Hide this version from readers"),
            frozenset({Version.State.SHOWN}),
            Version.State.HIDDEN,
            "articles.hide_version",
            fits=_is_past,
        ),
        Transition(
            "show",
            gettext_lazy("Show this version again"),
            frozenset({Version.State.HIDDEN}),
            Version.State.SHOWN,
            "articles.hide_version",
        ),
    )
)


@transaction.atomic
def hide(version: Version, *, by: AbstractBaseUser | None, reason: str) -> Version:
    """Let readers have a kept version no more: 410 at its address. Raises Refused without a reason."""
    if not reason.strip():
        raise Refused(_("Say why this version is hidden; only staff see it."))
    hidden = VERSIONS.perform("hide", version, by=by, reason=reason)
    _record(hidden, Action.VERSION_HIDDEN, by)
    return hidden


@transaction.atomic
def show(version: Version, *, by: AbstractBaseUser | None, reason: str = "") -> Version:
    """Let readers have a hidden version again."""
    shown = VERSIONS.perform("show", version, by=by, reason=reason)
    _record(shown, Action.VERSION_SHOWN, by)
    return shown


def show_present(piece: Article) -> None:
    """After a piece came back: what it says now is seen from now on, if it was not before."""
    last = piece.versions.first()
    if last and last.state == Version.State.UNSEEN and piece.is_public:
        last.state, last.published_at = Version.State.SHOWN, timezone.now()
        last.save(update_fields=["state", "published_at"])


def _record(version: Version, action: Action, by: AbstractBaseUser | None) -> None:
    record(actor=by, action=action, subject=version.article, version=version.number)
