"""What becomes of a letter of interest: letter → contacted → agreed → shown; declined; left by its sender."""

from django.utils.translation import gettext_lazy as _

from ccsis.workflow.transitions import Transition, Workflow
from events.models import AGREED, Partner, PartnerState

S = PartnerState
PERMISSION = "events.change_partner"


def _step(name, label, sources, target) -> Transition:
    return Transition(name, label, frozenset(sources), target, PERMISSION, fits=_counts)


def _counts(partner: Partner) -> bool:
    return partner.held_at is None and partner.erased_at is None


WORKFLOW = Workflow(
    (
        _step("contact", _("Note the contact"), [S.LETTER], S.CONTACTED),
        _step("agree", _("Record the agreement"), [S.CONTACTED], S.AGREED),
        _step("show", _("Show on the event’s page"), [S.AGREED], S.SHOWN),
        _step("hide", _("Take off the event’s page"), [S.SHOWN], S.AGREED),
        _step("decline", _("Do not take up"), [S.LETTER, S.CONTACTED], S.DECLINED),
        _step("reopen", _("Take up again"), [S.DECLINED, S.LEFT], S.LETTER),
        _step("leave", _("Leave"), [S.LETTER, S.CONTACTED, *AGREED], S.LEFT),
    )
)
