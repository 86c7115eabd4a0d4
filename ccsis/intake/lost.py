"""A lost link is sent again to the address that the row was sent from; nobody learns which are known."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ccsis.intake.actions import renew_link
from ccsis.intake.links import rows_sent_from
from ccsis.intake.models import LinkRequest
from ccsis.mail.actions import queue_mail
from ccsis.mail.rendering import render

#: Asked again within this time, nothing more is sent.
ONCE_IN = timedelta(hours=1)


@transaction.atomic
def ask_for_links(*, email: str, language: str) -> None:
    """Note the request and answer it in a job, which alone looks whether the address is known."""
    from ccsis.intake.jobs import answer_link_request

    request = LinkRequest.of(email, language)
    request.save()
    answer_link_request.defer(request_id=request.pk)


@transaction.atomic
def answer(request: LinkRequest) -> bool:
    """Queue the mail with all links of this address; False where there is none to send."""
    rows = rows_sent_from(request.email_digests)
    if not rows or _was_asked_before(request):
        request.delete()
        return False
    for row in rows:
        renew_link(row)
    context = {"references": [row.reference for row in rows]}
    context["is_discreet"] = any(row.is_discreet for row in rows)
    message = render("lost_link", context, request.language)
    queue_mail(
        purpose="lost-link",
        about=request,
        recipient="sender",
        message=message,
        language=request.language,
    )
    return True


def _was_asked_before(request: LinkRequest) -> bool:
    earlier = LinkRequest.objects.filter(
        email_digest=request.email_digest,
        asked_at__gt=timezone.now() - ONCE_IN,
        pk__lt=request.pk,
    )
    return earlier.exists()
