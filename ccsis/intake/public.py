"""What surrounds the view of every public form."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from procrastinate.exceptions import ConnectorException

from ccsis.intake import drafts, gate
from ccsis.intake.actions import OtherContent
from ccsis.intake.forms import STATUSES, IntakeForm
from ccsis.intake.links import token_of

#: The database is away, or too busy to answer in time; the last as the queue of jobs says it.
LOST = (OperationalError, InterfaceError, ConnectorException)
RETRY_AFTER = 30


def public_form(form_class: type[IntakeForm]) -> Callable:
    """For a view that shows and receives this form. Whatever is refused comes back as it was typed.

    Such a form sets no cookie: its key is what makes a sending one. What a page elsewhere has a
    visitor's browser send is not taken, which is what a form's token would be for.
    """

    def decorate(view: Callable) -> Callable:
        @csrf_exempt
        @never_cache
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            response = _received(view, form_class, request, args, kwargs)
            if seconds := getattr(request, "retry_after", None):
                response["Retry-After"] = str(seconds)
            return response

        return answer

    return decorate


def _received(view, form_class, request, args, kwargs) -> HttpResponse:
    if _is_sent_elsewhere(request):
        return _given_back(request, form_class, _sent_elsewhere(), 422)
    try:
        return _saved_or_sent(view, form_class, request, args, kwargs)
    except OtherContent:
        return _given_back(request, form_class, _other_content(), 422)
    except Http404:
        return _given_back(request, form_class, _gone(), 404)
    except LOST:
        request.retry_after = RETRY_AFTER
        return _given_back(request, form_class, _away(), 503)


def _is_sent_elsewhere(request: HttpRequest) -> bool:
    """By a page of another site. Browsers of today say it; of older ones the origin does.

    A page that gives away nothing of itself has the origin "null": so do the private pages.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "cross-site"
    origin = request.headers.get("Origin", "null")
    own = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS, "null"}
    return origin not in own


def _saved_or_sent(view, form_class, request, args, kwargs) -> HttpResponse:
    if form_class.offers_draft and drafts.SAVE in request.POST:
        return _draft_saved(form_class, request)
    if form_class.offers_draft and drafts.OPEN in request.POST:
        request.draft = drafts.draft_of(request.POST[drafts.OPEN], form_class.slug)
    response = view(request, *args, **kwargs)
    if form_class.offers_draft and response.status_code == 302:
        drafts.discard(form_class(request))
    return response


def _draft_saved(form_class, request) -> HttpResponse:
    """What was typed is kept whole, also where it would be refused; only floods are not."""
    form = form_class(request)
    try:
        gate.pass_or_refuse(request, f"{form.slug}-draft", form.switch)
    except ValidationError as refusal:
        status = STATUSES.get(refusal.code, 422)
        return _given_back(request, form_class, refusal, status)
    try:
        return redirect(drafts.save(form, path=request.path))
    except drafts.Newer as newer:
        return _newer(request, form_class, newer.draft)


def _newer(request, form_class, draft) -> HttpResponse:
    """The form as it was typed beside the way to what is stored; saved once more it takes its place."""
    message = _(
        "This draft was saved from elsewhere since you opened this page. Nothing was saved now: what "
        "you typed stands below, and the other text at the link. Saved again, yours takes its place."
    )
    form = form_class(request).give_back(ValidationError(message, code="stale"))
    form.draft_token, form.draft_seen = token_of(draft), drafts.stamp_of(draft)
    context = {"form": form, "stored": draft.get_absolute_url()}
    return render(request, "intake/given_back.html", context, status=STATUSES["stale"])


def _given_back(request, form_class, refusal: ValidationError, status: int) -> HttpResponse:
    """The form as it was typed, on a page that needs neither the database nor what the view knows."""
    form = form_class(request).give_back(refusal)
    return render(request, "intake/given_back.html", {"form": form}, status=status)


def _away() -> ValidationError:
    message = _(
        "This was not received: our database does not answer. All that you typed is still here. "
        "Wait half a minute and send it again; it will be received once."
    )
    return ValidationError(message, code="away")


def _other_content() -> ValidationError:
    message = _(
        "This form was received already, with something else in it. To send this as well, open the "
        "form anew."
    )
    return ValidationError(message, code="other_content")


def _gone() -> ValidationError:
    message = _(
        "What this form was for is not there any more, or its link has ended. Nothing was sent; all "
        "that you typed is still here. Keep it, and write to the office."
    )
    return ValidationError(message, code="gone")


def _sent_elsewhere() -> ValidationError:
    message = _(
        "This was sent from a page that is not ours. Look through it and send it from here."
    )
    return ValidationError(message, code="foreign")
