"""What becomes of a contribution.

received → in discussion ⇄ more information asked → accepted or declined. What follows for an
accepted one (in editing, scheduled, published) is read from its article (`submissions.standing`).
"""

from django.utils.translation import gettext_lazy as _

from ccsis.workflow.transitions import Transition, Workflow
from submissions.models import ALIVE, OPEN, Contribution, ContributionState

S = ContributionState
CHANGE, DECIDE = "submissions.change_contribution", "submissions.decide_contribution"


def counts(row: Contribution) -> bool:
    return row.held_at is None and row.erased_at is None


def can_be_asked(row: Contribution) -> bool:
    return counts(row) and row.has_address


def can_be_withdrawn(row: Contribution) -> bool:
    return counts(row) and not row.is_published


def _step(name, label, sources, target, permission=CHANGE, fits=counts) -> Transition:
    return Transition(name, label, frozenset(sources), target, permission, fits=fits)


WORKFLOW = Workflow(
    (
        _step("discuss", _("Take into discussion"), [S.RECEIVED], S.DISCUSSED),
        _step(
            "ask",
            _("Ask the sender for more"),
            [S.RECEIVED, S.DISCUSSED],
            S.ASKED,
            fits=can_be_asked,
        ),
        _step("answer", _("Answer"), [S.ASKED], S.DISCUSSED),
        _step("stop-waiting", _("Go on without an answer"), [S.ASKED], S.DISCUSSED),
        _step("accept", _("Accept"), OPEN, S.ACCEPTED, DECIDE),
        _step("decline", _("Decline"), OPEN, S.DECLINED, DECIDE),
        _step("reopen", _("Take the declining back"), [S.DECLINED], S.DISCUSSED, DECIDE),
        _step(
            "revoke",
            _("Take the acceptance back"),
            [S.ACCEPTED],
            S.DISCUSSED,
            DECIDE,
            fits=can_be_withdrawn,
        ),
        _step("withdraw", _("Withdraw"), ALIVE, S.WITHDRAWN, fits=can_be_withdrawn),
    )
)
