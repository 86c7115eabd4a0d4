"""What joins the apps: the home page, the small fixed files, and the error pages."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control

from articles.models import Article, Region
from ccsis.lib.reading import for_reading
from ccsis.lib.responses import too_large, unavailable

LATEST = 6


@for_reading
def home(request):
    newest = Article.objects.published().with_cards().order_by("-published_at", "-pk")
    pieces = list(newest[: LATEST + 1])
    context = {
        "pieces": pieces,
        "lead": pieces[0] if pieces else None,
        "latest": pieces[1:],
        "regions": Region.objects.all(),
    }
    return render(request, "home.html", context)


@for_reading
@cache_control(public=True, max_age=86_400)
def favicon(request):
    return redirect(static("img/favicon.ico"))


@for_reading
@cache_control(public=True, max_age=86_400)
def robots(request):
    return HttpResponse(
        "User-agent: *\nDisallow: /staff/\nDisallow: /my/\n", content_type="text/plain"
    )


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


def server_error(request):
    """500, or 503 when it is only the database that is away."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    return render(request, "500.html", status=500)
