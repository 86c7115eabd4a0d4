"""What a form asks before it lets a stranger's sending in."""

from math import ceil
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from ccsis.intake import limits, proof
from ccsis.intake.models import FormSwitch
from ccsis.intake.switches import switch_of

__all__ = ["OPEN", "is_proved", "may_keep_file", "pass_or_refuse", "switch_of"]

#: Where nobody can be asked how the switch is set.
OPEN = FormSwitch(mode=FormSwitch.Mode.OPEN)


def pass_or_refuse(request, slug: str, switch: FormSwitch, once: str = "") -> None:
    """Raises ValidationError where staff have closed the form or its place has sent too often."""
    if switch.is_closed:
        raise ValidationError(switch.message, code="closed")
    verdict = limits.count_sending(request, slug, once)
    if not verdict.is_allowed:
        request.retry_after = verdict.retry_after
        minutes = ceil(verdict.retry_after / 60)
        message = ngettext(
            "Too much was sent from your network for now. Nothing of what you typed is lost: keep "
            "this page open and send it again in %(minutes)d minute.",
            "Too much was sent from your network for now. Nothing of what you typed is lost: keep "
            "this page open and send it again in %(minutes)d minutes.",
            minutes,
        )
        raise ValidationError(message, code="too_many", params={"minutes": minutes})


def may_keep_file(request) -> bool:
    """Whether the place of this request has room left on the disk, which is everybody's."""
    return limits.count_sending(request, "file").is_allowed


def is_proved(switch: FormSwitch, payload: str, form_key: UUID) -> bool:
    """Whether the sending brings the proof of work that is asked for, if one is."""
    return not switch.asks_for_proof or proof.verify(payload, form_key)
