"""What joins the apps: the home page, the small fixed files, and the error pages."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control

from articles import series
from articles.frame import frame_of
from articles.front import front
from articles.models import Page
from ccsis.contact.forms import MessageForm
from ccsis.intake.actions import receive
from ccsis.intake.personal.registry import records
from ccsis.intake.public import public_form
from ccsis.lib.reading import for_reading
from ccsis.lib.responses import too_large, too_many, unavailable
from ccsis.lib.richtext import links
from ccsis.media.showing import with_library
from events.calls import next_event

SERIES_SHOWN = 2


@for_reading
def home(request):
    pieces = front()
    all_series = list(series.for_readers()[:SERIES_SHOWN])
    context = {
        "front": pieces,
        "pieces": [*pieces.pieces, *series.readable_parts(all_series)],
        "all_series": all_series,
        "regions": frame_of(request).regions,
        "event": next_event(timezone.now()),
    }
    return render(request, "home.html", context)


@public_form(MessageForm)
def contact(request):
    """The standing text about writing to us, and the form to do it."""
    form = MessageForm(request)
    if form.is_valid():
        return redirect(receive(form.submission()))
    context = {"form": form, "page": _standing("contact")}
    return render(request, "contact/message_create.html", context, status=form.http_status)


@for_reading
def privacy(request):
    """The standing text, and what the register of personal data says."""
    context = {"records": records(), "page": _standing("privacy")}
    return render(request, "privacy.html", context)


@for_reading
def old_feed(request):
    """Where WordPress had the feed; whoever subscribed to it keeps it."""
    return redirect("feeds:site-rss", permanent=True)


@for_reading
@cache_control(public=True, max_age=86_400)
def favicon(request):
    return redirect(static("img/favicon.ico"))


@for_reading
@cache_control(public=True, max_age=86_400)
def robots(request):
    hidden = [f"Disallow: {path}" for path in ("/staff/", "/my/", "/preview/")]
    rules = ["User-agent: *", *hidden, ""]
    for name in ("sitemap", "sitemap-news"):
        rules.append(f"Sitemap: {request.build_absolute_uri(reverse(name))}")
    return HttpResponse("\n".join([*rules, ""]), content_type="text/plain")


def _standing(slug: str) -> Page | None:
    page = Page.objects.published().filter(slug=slug).first()
    links.lead([page])
    return page and with_library(page)


def bad_request(request, exception):
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return render(request, "400.html", status=400)


def permission_denied(request, exception):
    return render(request, "403.html", status=403)


def csrf_failure(request, reason=""):
    return render(request, "403.html", {"is_csrf": True}, status=403)


def not_found(request, exception):
    return render(request, "404.html", status=404)


def too_many_requests(request):
    return too_many(request, retry_after=60)


def server_error(request):
    """500, or 503 when it is only the database that is away."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    return render(request, "500.html", status=500)
