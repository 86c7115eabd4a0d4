"""The pages behind private links, and the one on which a lost link is asked for."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ccsis.intake import links, lost
from ccsis.intake.lost_form import LostLinkForm
from ccsis.intake.personal import erasure, export
from ccsis.intake.public import public_form
from ccsis.intake.receipts import received
from ccsis.lib.responses import secret
from ccsis.workflow.transitions import Refused


def behind_link(view: Callable) -> Callable:
    """Find the row that the link opens; wrong, expired and revoked links get the same page.

    The address itself is the secret, so no cookie or token is asked for, and nothing that is
    loaded or followed from here learns it.
    """

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, token: str, **kwargs) -> HttpResponse:
        row = links.submission_of(token)
        return secret(view(request, row, **kwargs) if row else _dead(request))

    return answer


def private_form(form_class) -> Callable:
    """For a view behind a private link that shows and receives a form, as `public_form` and `behind_link`.

    Also where the database is away, or the link has ended since the form was opened, what was typed
    comes back.
    """

    def decorate(view: Callable) -> Callable:
        @public_form(form_class)
        @wraps(view)
        def opened(request: HttpRequest, token: str, **kwargs) -> HttpResponse:
            if row := links.submission_of(token):
                return view(request, row, **kwargs)
            if request.method == "POST":
                raise Http404
            return _dead(request)

        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            return secret(opened(request, *args, **kwargs))

        return answer

    return decorate


@behind_link
@require_safe
def private_page(request, row):
    steps = [step for step in _steps_of(row) if step.is_open(row)]
    context = {"row": row, "token": links.token_of(row), "steps": steps, "data": received(row)}
    return render(request, row.private_template, context | row.shown_with())


@behind_link
@require_safe
def private_data(request, row):
    response = JsonResponse(export.of(row), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{row.reference}.json"'
    return response


@behind_link
@require_http_methods(["GET", "HEAD", "POST"])
def private_step(request, row, name):
    """A question, and a button that does it: opening a link changes nothing, as programs open links."""
    step = next((step for step in _steps_of(row) if step.name == name and step.is_open(row)), None)
    if step is None:
        # Done meanwhile, or a button pressed twice: the page says how it stands.
        return redirect(row)
    if request.method == "POST":
        try:
            step.perform(row)
        except Refused:
            return redirect(row)
        now = type(row)._base_manager.filter(pk=row.pk).first()
        link = now.get_absolute_url() if now and now.is_link_open else ""
        return render(request, "intake/step_done.html", {"step": step, "row": row, "link": link})
    context = {"step": step, "row": row, "token": links.token_of(row)}
    return render(request, "intake/step_asked.html", context)


@public_form(LostLinkForm)
def link_lost(request):
    """The same answer for every address."""
    form = LostLinkForm(request)
    if form.is_valid():
        lost.ask_for_links(email=form.cleaned_data["email"], language=get_language() or "en")
        return render(request, "intake/link_lost_done.html")
    return render(request, "intake/link_lost.html", {"form": form}, status=form.http_status)


def _steps_of(row) -> tuple:
    return (*row.sender_steps, erasure.STEP)


def _dead(request) -> HttpResponse:
    return render(request, "intake/link_dead.html", status=404)
