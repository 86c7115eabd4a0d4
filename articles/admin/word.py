"""The pages on which a Word file is taken in: chosen, followed while it is read, looked at, taken."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin

from articles.admin.word_forms import TakeForm, WordFileForm
from articles.models import Language, WordFile
from articles.word import actions, sentences
from articles.word.results import document_of, drafts_of
from ccsis.admin import POLICY

State = WordFile.State


def urls(desk) -> list:
    """Their addresses below the list of articles. Who may not write articles sees none of them."""

    def own(route, view, name, **directives):
        def bound(request, **kwargs):
            if not desk.has_add_permission(request):
                raise PermissionDenied
            return view(desk, request, **kwargs)

        guarded = csp_replace(POLICY | directives)(desk.admin_site.admin_view(bound))
        return path(f"word/{route}", guarded, name=f"articles_article_{name}")

    shown = own("<uuid:key>/text/", word_text, "word_text", **{"frame-ancestors": [SELF]})
    shown.callback = xframe_options_sameorigin(shown.callback)
    return [
        own("", word_upload, "word_upload"),
        own("<uuid:key>/", word_file, "word_file", **{"frame-src": [SELF]}),
        own("<uuid:key>/state/", word_state, "word_state"),
        own("<uuid:key>/pictures/<int:number>/", word_picture, "word_picture"),
        own("<uuid:key>/discard/", word_discard, "word_discard"),
        shown,
    ]


def word_upload(desk, request):
    """Choose a file. What waits from earlier is listed."""
    form = WordFileForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        file = actions.receive(form.cleaned_data["file"], by=request.user)
        return HttpResponseRedirect(_page_of(file))
    own = _own(request).left().defer("content", "result")
    context = {"form": form, "waiting": own[: actions.MOST]}
    status = 422 if form.is_bound else 200
    return _render(desk, request, "upload", gettext("Take in a Word file"), context, status)


def word_file(desk, request, key):
    """A file of one's own: being read, refused, ready, or what was told of it."""
    file = get_object_or_404(_own(request).defer("content"), pk=key)
    if _is_at_work(file):
        context = {"file": file, "progress": progress(file)}
        return _render(desk, request, "reading", gettext("The file is being read"), context)
    if file.state == State.REFUSED:
        context = {"file": file, "why": sentences.refusal(file.refusal)}
        return _render(desk, request, "refused", gettext("The file cannot be taken in"), context)
    if file.state == State.TAKEN:
        if request.method == "POST":
            # A second click is the same wish.
            return HttpResponseRedirect(_draft(file.article_id))
        context = {"file": file, "lines": _lines(file)}
        return _render(desk, request, "taken", gettext("What was found in the file"), context)
    return _ready(desk, request, file)


def _ready(desk, request, file):
    earlier = drafts_of(file, desk.get_queryset(request))
    pictures = list(file.pictures.defer("content"))
    form = TakeForm(request.POST or None, file=file, pictures=pictures, earlier=earlier)
    if request.method == "POST" and form.is_valid():
        article = actions.take(file, by=request.user, **form.values())
        if article is None:
            return HttpResponseRedirect(_page_of(file))
        _say_taken(request, file, article, form)
        return HttpResponseRedirect(_draft(article.pk))
    context = {
        "file": file,
        "form": form,
        "earlier": earlier,
        "lines": _lines(file),
        "language": str(Language(file.result["language"]).label),
        "notes": file.result["notes"],
    }
    status = 422 if form.is_bound else 200
    return _render(desk, request, "result", gettext("The text as it will look"), context, status)


def _say_taken(request, file, article, form) -> None:
    done = format_html(
        '{} <a href="{}">{}</a>',
        gettext("Taken into a new draft."),
        _page_of(file),
        gettext("What was found in the file stays listed for a day"),
    )
    messages.success(request, done)
    if lacking := form.lacking():
        text = ngettext(
            "%d picture has no description yet.", "%d pictures have no description yet.", lacking
        )
        messages.warning(request, text % lacking)


def word_state(desk, request, key):
    """For a script that follows the reading."""
    file = get_object_or_404(_own(request).defer("content"), pk=key)
    return JsonResponse({"isDone": not _is_at_work(file), "progress": progress(file)})


def word_text(desk, request, key):
    """The text alone, as readers will see it, for the frame in the page of the result."""
    file = get_object_or_404(_own(request).defer("content"), pk=key, state=State.READY)
    document = document_of(file, lambda number: _picture(file, number))
    context = {"file": file, "text": document, "language": file.result["language"]}
    return render(request, "admin/articles/word/text.html", context)


def word_picture(desk, request, key, number):
    file = get_object_or_404(_own(request).defer("content"), pk=key)
    picture = get_object_or_404(file.pictures, number=number)
    kind = "image/png" if picture.name.endswith(".png") else "image/jpeg"
    return HttpResponse(
        bytes(picture.content),
        content_type=kind,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )


def word_discard(desk, request, key):
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actions.discard(get_object_or_404(_own(request).defer("content"), pk=key))
    messages.success(request, gettext("The file was thrown away. Nothing of it is kept."))
    return HttpResponseRedirect(reverse("admin:articles_article_word_upload"))


def progress(file: WordFile) -> str:
    """How far the reading has come, in words."""
    if file.state == State.WAITING:
        return gettext("It waits for its turn.")
    if total := file.result.get("total"):
        words = {"done": file.pictures_done, "total": total}
        return gettext("Pictures: %(done)d of %(total)d.") % words
    return gettext("Its text is being read.")


def _is_at_work(file: WordFile) -> bool:
    return file.state in {State.WAITING, State.READING}


def _own(request):
    """Nobody sees the files of others, whatever else they may see."""
    return WordFile.objects.filter(user=request.user)


def _lines(file: WordFile) -> list[sentences.Line]:
    return sentences.lines(file.result.get("findings", []))


def _page_of(file: WordFile) -> str:
    return reverse("admin:articles_article_word_file", args=[file.pk])


def _picture(file: WordFile, number: int) -> str:
    return reverse("admin:articles_article_word_picture", args=[file.pk, number])


def _draft(pk: int) -> str:
    return reverse("admin:articles_article_change", args=[pk])


def _render(desk, request, name, title, context, status=200):
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": title,
        **context,
    }
    return render(request, f"admin/articles/word/{name}.html", context, status=status)
