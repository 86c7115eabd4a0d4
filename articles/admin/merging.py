"""The pages on which topics are merged: which are alike, what merging would do, asked, done."""

import hashlib
from collections.abc import Iterable
from functools import partial
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, When
from django.db.models.functions import Lower
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles import topics
from articles.merging import merge_topics
from articles.models import Topic
from ccsis.workflow.transitions import Refused

#: Offered while somebody types.
OFFERED = 8
#: Merged at once.
MOST = 50
LIST = "admin:articles_topic_changelist"


class OtherForm(forms.Form):
    """Which topic to merge with, by its name."""

    name = forms.CharField(label=_("Merge with"), max_length=topics.MAX_LENGTH)

    def __init__(self, *args, chosen: list[Topic], **kwargs):
        super().__init__(*args, **kwargs)
        self._chosen = chosen
        address = reverse("admin:articles_topic_suggest")
        self.fields["name"].widget.attrs |= {"data-suggest": address, "data-suggest-one": ""}

    def clean_name(self):
        """The topic itself."""
        name = " ".join(self.cleaned_data["name"].split())
        found = Topic.objects.filter(name__iexact=name).first()
        if found is None or found in self._chosen:
            message = gettext("There is no other topic of this name.")
            raise forms.ValidationError(message, code="unknown")
        return found


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        Topic.objects.none(),
        label=_("The topic that stays"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, chosen: list[Topic], **kwargs):
        super().__init__(*args, **kwargs)
        self.chosen = chosen
        self.fields["into"].queryset = Topic.objects.filter(pk__in=[row.pk for row in chosen])
        counts = {row.pk: row.piece_count for row in chosen}
        self.fields["into"].label_from_instance = lambda row: _with_count(row.name, counts[row.pk])

    def clean_seen(self):
        if self.cleaned_data["seen"] != stamp(self.chosen):
            self.data = self.data | {"seen": stamp(self.chosen)}
            message = gettext("Meanwhile pieces came or went. Look at the numbers once more.")
            raise forms.ValidationError(message, code="stale")
        return self.cleaned_data["seen"]


def urls(desk: admin.ModelAdmin) -> list:
    def own(route, view, name):
        return path(
            route,
            desk.admin_site.admin_view(partial(view, desk)),
            name=f"articles_topic_{name}",
        )

    return [
        own("merge/", topics_merge, "merge"),
        own("alike/", topics_alike, "alike"),
        own("suggest/", topics_suggest, "suggest"),
    ]


def address(chosen: Iterable[Topic], into: Topic | None = None) -> str:
    """Of the page that asks before these topics are merged."""
    named = [("topic", topic.pk) for topic in chosen] + ([("into", into.pk)] if into else [])
    return f"{reverse('admin:articles_topic_merge')}?{urlencode(named)}"


def tell_of_near(request, near: list[tuple[str, str]]) -> None:
    """After a piece was saved: of new topics that look like one that was there."""
    for name, there in near:
        text = gettext(
            "The topic “%(name)s” is new, and looks like “%(there)s”. If the two are the same, "
            "write the one that was there, or have them merged."
        )
        messages.warning(request, text % {"name": name, "there": there})


def topics_alike(desk, request):
    """Topics whose names are nearly the same, offered for merging."""
    _refuse_strangers(desk, request)
    rows = topics.counted(Topic.objects.order_by(Lower("name")))
    groups = topics.alike(rows)
    context = _context(desk, request, _("Topics that look alike"))
    context["groups"] = [(group, address(group)) for group in groups]
    return TemplateResponse(request, "admin/articles/topic/alike.html", context)


def topics_merge(desk, request):
    """One topic asks for another; of two or more it says what merging does, and asks."""
    _refuse_strangers(desk, request)
    chosen = _chosen(request)
    if len(chosen) == 1:
        return _other(desk, request, chosen)
    initial = {"into": request.GET.get("into") or _most_used(chosen).pk, "seen": stamp(chosen)}
    form = MergeForm(_sent(request), chosen=chosen, initial=initial)
    if request.method == "POST" and form.is_valid() and _merge(request, form):
        return HttpResponseRedirect(reverse(LIST))
    context = _context(desk, request, _("Merge topics")) | {
        "form": form,
        "chosen": chosen,
        "asked": _asked(chosen),
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "admin/articles/topic/merge.html", context, status=status)


def topics_suggest(desk, request):
    """JSON: topics whose names hold `?q=`, those that begin with it first, each with its pieces."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    typed = " ".join(request.GET.get("q", "").split())[: topics.MAX_LENGTH]
    return JsonResponse({"topics": _offers(typed) if typed else []})


def _offers(typed: str) -> list[dict]:
    begins = Case(When(name__istartswith=typed, then=0), default=1)
    rows = topics.counted(Topic.objects.filter(name__icontains=typed))
    first = rows.order_by(begins, Lower("name"))[:OFFERED]
    return [{"name": row.name, "told": _with_count(row.name, row.piece_count)} for row in first]


def stamp(chosen: list[Topic]) -> str:
    """What somebody saw of the topics to be merged."""
    told = sorted((topic.pk, topic.name, topic.piece_count) for topic in chosen)
    return hashlib.sha256(str(told).encode()).hexdigest()[:16]


def _merge(request, form: MergeForm) -> bool:
    into = form.cleaned_data["into"]
    others = [topic for topic in form.chosen if topic.pk != into.pk]
    try:
        count = merge_topics(others, into=into, by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    text = ngettext(
        "Merged: %(count)d piece has the topic “%(name)s” now.",
        "Merged: %(count)d pieces have the topic “%(name)s” now.",
        count,
    )
    messages.success(request, text % {"count": count, "name": into.name})
    return True


def _other(desk, request, chosen: list[Topic]):
    """A form that only asks: its answer leads on to the page that does it."""
    form = OtherForm(request.GET if "name" in request.GET else None, chosen=chosen)
    if form.is_bound and form.is_valid():
        other = form.cleaned_data["name"]
        return HttpResponseRedirect(address([*chosen, other], into=other))
    context = _context(desk, request, _("Merge topics")) | {"form": form, "topic": chosen[0]}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "admin/articles/topic/merge_with.html", context, status=status)


def _chosen(request) -> list[Topic]:
    """The topics that the address names; 404 for none, or too many."""
    keys = {int(key) for key in request.GET.getlist("topic") if key.isdecimal() and len(key) < 10}
    rows = list(topics.counted(Topic.objects.filter(pk__in=keys)).order_by(Lower("name")))
    if not rows or len(rows) > MOST:
        raise Http404
    return rows


def _sent(request):
    return request.POST.dict() if request.method == "POST" else None


def _most_used(chosen: list[Topic]) -> Topic:
    return max(chosen, key=lambda topic: topic.piece_count)


def _asked(chosen: list[Topic]) -> str:
    pieces = topics.pieces_of(chosen)
    count, public = pieces.count(), pieces.published().count()
    text = ngettext(
        "%(count)d piece has one of these topics (%(public)d public). Afterwards it has the one "
        "that stays.",
        "%(count)d pieces have one of these topics (%(public)d public). Afterwards all of them "
        "have the one that stays.",
        count,
    )
    return text % {"count": count, "public": public}


def _with_count(name: str, count: int) -> str:
    text = ngettext("%(name)s (%(count)d piece)", "%(name)s (%(count)d pieces)", count)
    return text % {"name": name, "count": count}


def _refuse_strangers(desk, request) -> None:
    if not desk.has_merge_permission(request):
        raise PermissionDenied


def _context(desk, request, title: str) -> dict:
    return {**desk.admin_site.each_context(request), "opts": Topic._meta, "title": title}
