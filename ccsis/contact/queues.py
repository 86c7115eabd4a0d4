"""Messages on the desk's home page: what waits for an answer, the longest first."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from ccsis.contact.models import Message, State
from ccsis.lib.queues import LENGTH, Queue, Row

LIST = "admin:contact_message_changelist"


def queues(request: HttpRequest) -> list[Queue]:
    if not request.user.has_perm("contact.view_message"):
        return []
    waiting = Message.objects.let_in().filter(state=State.RECEIVED).order_by("pk")
    rows = [_row(message) for message in waiting[:LENGTH]]
    more = f"{reverse(LIST)}?state__exact=received"
    return [Queue(gettext("Messages to answer"), rows, more_url=more)]


def _row(message: Message) -> Row:
    url = reverse("admin:contact_message_change", args=[message.pk])
    return Row(message.get_topic_display(), url, message.reference, message.received_at)
