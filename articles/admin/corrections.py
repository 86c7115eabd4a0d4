"""A correction is made from its article's page: written, looked at as readers will see it, published."""

from copy import copy
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.widgets import AdminRadioSelect, AdminTextareaWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.corrections import correct, may_be_corrected, reword
from articles.models import Article, Correction
from ccsis.desk import conflicts, fingerprints
from ccsis.desk.conflicts import Conflict
from ccsis.desk.forms import MEANT, Judged, is_objected
from ccsis.desk.works import FINGERPRINT

TEMPLATE = "admin/articles/article/correct.html"
WORDS = {"text": AdminTextareaWidget(attrs={"rows": 5})}


class CorrectionForm(Judged, forms.ModelForm):
    class Meta:
        model = Correction
        fields = ["kind", "text"]
        widgets = {"kind": AdminRadioSelect(attrs={"class": "radiolist"}), **WORDS}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Retracting a piece makes its own.
        by_hand = [kind for kind in Correction.Kind if kind != Correction.Kind.RETRACTION]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in by_hand]

    def publish(self, article: Article, user) -> str:
        correct(article=article, by=user, **self.cleaned_data)
        return _("Published a correction.")

    def preview(self) -> Correction:
        return self.instance


class RewordingForm(Judged, forms.ModelForm):
    class Meta:
        model = Correction
        fields = ["text"]
        widgets = WORDS

    def publish(self, article: Article, user) -> str:
        reword(self.instance, **self.cleaned_data)
        return _("Reworded a correction.")

    def preview(self) -> Correction:
        self.instance.reworded_at = timezone.now()
        return self.instance


def urls(articles: admin.ModelAdmin) -> list:
    """For the admin of articles: `<pk>/correct/` and, to mend one, `<pk>/correct/<pk>/`."""

    def address(route, view, name):
        wrapped = articles.admin_site.admin_view(partial(view, articles))
        return path(route, wrapped, name=f"articles_article_{name}")

    return [
        address("<int:pk>/correct/", article_correct, "correct"),
        address("<int:pk>/correct/<int:correction_pk>/", correction_reword, "reword"),
    ]


def article_correct(articles: admin.ModelAdmin, request, pk: int):
    _require(request, "articles.add_correction")
    article = get_object_or_404(Article.objects.kept(), pk=pk)
    form = CorrectionForm(request.POST or None, instance=Correction(article=article))
    return _answer(articles, request, article, form)


@transaction.atomic
def correction_reword(articles: admin.ModelAdmin, request, pk: int, correction_pk: int):
    _require(request, "articles.change_correction")
    kept = Article.objects.kept().filter(pk=pk)
    rows = Correction.objects.filter(article__in=kept)
    # Forms that are sent wait for one another.
    rows = rows.select_for_update(of=("self",)) if request.method == "POST" else rows
    correction = get_object_or_404(rows, pk=correction_pk)
    shown = RewordingForm(instance=correction)
    form = RewordingForm(request.POST or None, instance=copy(correction))
    conflict = _conflict(request, correction, shown, form) if form.is_bound else None
    based_on = {"conflict": conflict, "fingerprint": fingerprints.take(shown, [])}
    return _answer(articles, request, correction.article, form, **based_on)


def _conflict(request, correction: Correction, shown, form) -> Conflict | None:
    """What somebody else saved since the form that was sent was opened, beside what was typed."""
    based_on = fingerprints.read(request.POST.get(FINGERPRINT, ""))
    found = conflicts.find(based_on, shown, [], user=request.user, row=correction)
    if found:
        found.compare(form, [])
    return found


def _require(request, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _answer(articles, request, article: Article, form, conflict=None, fingerprint=""):
    """The form; filled in, with what readers will see; published, the page with nothing in it.

    Over what somebody else saved meanwhile nothing is published (409).
    """
    is_valid = form.is_bound and form.is_valid()
    wants_it = is_valid and "publish" in request.POST and not conflict
    if wants_it and _publish(articles, request, article, form):
        return redirect("admin:articles_article_correct", article.pk)
    context = {
        **articles.admin_site.each_context(request),
        "title": _("Correct a published piece"),
        "subtitle": str(article),
        "opts": Article._meta,
        "article": article,
        "adminform": AdminForm(form, [(None, {"fields": list(form.fields)})], {}),
        "preview": form.preview() if is_valid and not form.errors else None,
        "may_be_corrected": may_be_corrected(article),
        "may_reword": request.user.has_perm("articles.change_correction"),
        "is_meant": MEANT in form.data,
        "is_objected": is_objected(form, []),
        "conflict": conflict,
        "fingerprint": fingerprint,
        "corrections": article.corrections.select_related("by"),
    }
    return TemplateResponse(request, TEMPLATE, context, status=409 if conflict else 200)


def _publish(articles, request, article: Article, form) -> bool:
    """Whether it was done; what refuses it is told in the form."""
    try:
        done = form.publish(article, request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    articles.log_change(request, article, done)
    if form.instance.pk:
        # Whoever comes too late is told whose words are there.
        articles.log_change(request, form.instance, done)
    messages.success(request, _told(article))
    return True


def _told(article: Article) -> str:
    if article.is_public:
        return _("Readers see it now, with the piece and in the list.")
    return _("It is kept. Readers see it if the piece is public again.")
