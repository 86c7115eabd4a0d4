"""Mails that need somebody, on the desk's home page."""

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ccsis.lib.queues import LENGTH, Queue, Row
from ccsis.lib.staff import hidden_from
from ccsis.mail.errors import in_words
from ccsis.mail.models import Mail, State

LIST = "admin:mail_mail_changelist"


def queues(request: HttpRequest) -> list[Queue]:
    if not request.user.has_perm("mail.view_mail"):
        return []
    # Those whose text is kept: of the others nothing can be done here.
    failed = Mail.objects.filter(state=State.FAILED).exclude(text="")
    failed = failed.exclude(about_model__in=hidden_from(admin.site, request))
    rows = [_row(mail) for mail in failed.defer("text", "html")[:LENGTH]]
    more = f"{reverse(LIST)}?state__exact=failed"
    return [Queue(gettext("Mails that failed"), rows, more_url=more), *_without_server()]


def _row(mail: Mail) -> Row:
    url = reverse("admin:mail_mail_change", args=[mail.pk])
    return Row(mail.subject, url, in_words(mail.error), mail.failed_at)


def _without_server() -> list[Queue]:
    """Only where nobody has said where mails go."""
    if settings.MAIL_SERVER is not None:
        return []
    count = Mail.objects.queued()[:1000].count()
    title = ngettext("%d mail waits", "%d mails wait", count) % count
    note = gettext("EMAIL_URL is not set, so no mail goes out. Nothing is lost.")
    return [Queue(gettext("Mail is not set up"), [Row(title, reverse(LIST), note)])]
