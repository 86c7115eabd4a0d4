"""The view that asks before a step is taken with a piece."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from articles.admin import checks
from articles.admin.steps import PAGES
from articles.admin.visibility import sentence
from articles.models import Article
from articles.states import WORKFLOW
from ccsis.workflow.transitions import Refused


def step_view(desk, request, pk: int, name: str):
    """Explain one step with one piece, ask, take it. 404 for what this person does not see."""
    article = desk.get_queryset(request).filter(pk=pk).first()
    if is_second_click(request, pk):
        return not_there(request)
    if article is None or name not in PAGES:
        raise Http404
    step, page = WORKFLOW[name], PAGES[name]
    if not (step.is_open(article) and step.is_allowed(request.user, article)):
        return _refuse(desk, request, article, step)
    form = page.form(request.POST or None, article=article, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            row = page.take(article, by=request.user, **form.values())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, page.done)
            return HttpResponseRedirect(_afterwards(row))
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "article": article,
        "title": step.label,
        "subtitle": str(article),
        "sentence": sentence(article),
        "step": step,
        "page": page,
        "explanation": page.explained(article),
        "form": form,
        "media": form.media,
        "checks": checks.before_a_step(article, name),
    }
    status = 422 if form.is_bound else 200
    return render(request, "admin/articles/article/step.html", context, status=status)


def _refuse(desk, request, article, step):
    """Somebody else was faster, or this person may not: nothing happens, and that is said."""
    text = gettext("“%(step)s” is not possible now, or you may not do it. Nothing was changed.")
    messages.error(request, text % {"step": step.label})
    return HttpResponseRedirect(_page_of(article))


def is_second_click(request, pk: int) -> bool:
    """Whether the row is no more: so it is with a change once it was published or dropped."""
    return request.method == "POST" and not Article.objects.filter(pk=pk).exists()


def not_there(request) -> HttpResponseRedirect:
    text = gettext(
        "Nothing was done: this is not there any more. A change may have been published."
    )
    messages.warning(request, text)
    return HttpResponseRedirect(reverse("admin:articles_article_changelist"))


def _page_of(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def _afterwards(row: Article) -> str:
    return reverse("admin:articles_article_changelist") if row.deleted_at else _page_of(row)
