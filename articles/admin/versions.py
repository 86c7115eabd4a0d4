"""A kept version is hidden from readers, or shown again: explained, asked, done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from articles.admin.history import context_of, seen, to_page_of
from articles.admin.steps import StepForm
from articles.versions import hiding
from ccsis.workflow.transitions import Refused


class HideForm(StepForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True


@dataclass(frozen=True)
class Page:
    #: With the number of the version.
    explanation: str
    form: type[StepForm]
    take: Callable
    done: str
    is_grave: bool = False


PAGES = {
    "hide": Page(
        _(
            "Readers can no longer read version %(number)d. At its address they are told that it is "
            "no longer shown (410), without its title or text. The list of versions says only that "
            "version %(number)d is not shown. Look whether the present text or another version "
            "says the same. Here at the desk version %(number)d stays, and can be shown again."
        ),
        HideForm,
        hiding.hide,
        _("Hidden from readers."),
        is_grave=True,
    ),
    "show": Page(
        _(
            "Readers can read version %(number)d again, at its address and from the list of versions."
        ),
        StepForm,
        hiding.show,
        _("Shown again."),
    ),
}


def urls(desk) -> list:
    """For the admin of articles: `<pk>/version/<number>/hide/` and `…/show/`."""

    def view(request, **kwargs):
        return version_step(desk, request, **kwargs)

    address = "<int:pk>/version/<int:number>/<slug:name>/"
    wrapped = desk.admin_site.admin_view(view)
    return [path(address, wrapped, name="articles_article_version_step")]


def version_step(desk, request, pk: int, number: int, name: str):
    """GET explains and asks; POST hides a version or shows it again, and leads to its piece."""
    article = seen(desk, request, pk)
    if name not in PAGES:
        raise Http404
    step, page = hiding.VERSIONS[name], PAGES[name]
    version = get_object_or_404(article.versions, number=number)
    if not step.is_allowed(request.user, version):
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else None
    form = page.form(sent, article=article, user=request.user)
    if form.is_valid():
        try:
            page.take(version, by=request.user, **form.values())
            messages.success(request, page.done)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return to_page_of(article)
    context = {
        **context_of(desk, request, article),
        "title": step.label,
        "subtitle": str(version),
        "step": step,
        "page": page,
        "explanation": page.explanation % {"number": number},
        "form": form,
        "media": form.media,
    }
    status = 422 if form.is_bound else 200
    return render(request, "admin/articles/article/step.html", context, status=status)
