"""What becomes of an abstract, as far as it goes before the review: submitted ⇄ withdrawn; late drafts; cancelled."""

from django.utils.translation import gettext_lazy as _

from ccsis.lib.arrivals import database_now
from ccsis.workflow.models import Step
from ccsis.workflow.transitions import Transition, Workflow
from events.models import ALIVE, SHOWN, Abstract, AbstractState

S = AbstractState
PERMISSION = "events.change_abstract"


def counts(abstract: Abstract) -> bool:
    return abstract.held_at is None and abstract.erased_at is None


def can_be_changed(abstract: Abstract, moment=None) -> bool:
    """Whether its sender can still change it. moment: of the request; else now, by the database's clock."""
    if not counts(abstract) or abstract.state != S.SUBMITTED:
        return False
    return abstract.event.phase_at(moment or database_now()) in SHOWN


def can_be_revived(abstract: Abstract) -> bool:
    if not counts(abstract) or abstract.state != S.WITHDRAWN:
        return False
    return abstract.event.phase_at(database_now()) in SHOWN


def was_draft(abstract: Abstract) -> bool:
    """Whether what was cancelled was a late draft: undoing that must not let it in."""
    cancelled = Step.objects.of(abstract).filter(transition="cancel").first()
    return cancelled is not None and cancelled.from_state == S.DRAFT


WORKFLOW = Workflow(
    (
        Transition(
            "withdraw", _("Withdraw"), frozenset(ALIVE), S.WITHDRAWN, PERMISSION, fits=counts
        ),
        Transition(
            "revive",
            _("Take the withdrawal back"),
            frozenset([S.WITHDRAWN]),
            S.SUBMITTED,
            PERMISSION,
            fits=can_be_revived,
        ),
        Transition(
            "let-in-late",
            _("Let the late draft in"),
            frozenset([S.DRAFT]),
            S.SUBMITTED,
            PERMISSION,
            fits=counts,
        ),
        Transition("cancel", _("Cancel"), frozenset(ALIVE), S.CANCELLED, PERMISSION, fits=counts),
        Transition(
            "restore",
            _("Undo the cancellation"),
            frozenset([S.CANCELLED]),
            S.SUBMITTED,
            PERMISSION,
            fits=lambda row: counts(row) and not was_draft(row),
        ),
        Transition(
            "restore-draft",
            _("Undo the cancellation of the late draft"),
            frozenset([S.CANCELLED]),
            S.DRAFT,
            PERMISSION,
            fits=lambda row: counts(row) and was_draft(row),
        ),
    )
)
