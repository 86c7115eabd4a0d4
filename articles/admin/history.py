"""What became of a piece: its page at the desk once it is released, its versions and differences."""

from django.contrib import messages
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext

from articles.admin.origins import origin_of
from articles.admin.step_pages import is_second_click, not_there
from articles.admin.visibility import sentence
from articles.corrections import may_be_corrected
from articles.forecasts import forecast_of
from articles.models import Article, Version
from articles.previews.addresses import addresses
from articles.previews.found import found
from articles.previews.showing import as_saved
from articles.scenarios import scenario_of
from articles.states import WORKFLOW, is_own
from articles.versions import changes, hiding
from articles.versions.comparing import differences
from articles.versions.content import content_of
from ccsis.workflow.models import Step
from ccsis.workflow.transitions import Refused

STEPS_SHOWN = 50


def urls(desk) -> list:
    """The addresses of these pages below an article's."""

    def own(route, view, name):
        def bound(request, **kwargs):
            return view(desk, request, **kwargs)

        return path(route, desk.admin_site.admin_view(bound), name=f"articles_article_{name}")

    return [
        own("<int:pk>/begin-change/", begin_change, "begin_change"),
        own("<int:pk>/drop-change/", drop_change, "drop_change"),
        own("<int:pk>/differences/", differences_page, "differences"),
    ]


def overview(desk, request, article: Article):
    """What a released piece is, what may be done with it, and what was done."""
    change = Article.objects.filter(pending_of=article).select_related("edited_by").first()
    context = {
        **context_of(desk, request, article),
        "steps": WORKFLOW.offered(article, request.user),
        "change": change,
        "origin": origin_of(request, article),
        "may_correct": may_be_corrected(article)
        and request.user.has_perm("articles.add_correction"),
        "may_change": is_own(request.user, article) and not article.deleted_at,
        "history": history_of(article),
        "versions": article.versions.select_related("by").defer("content"),
        **_simulated(article),
        **_found(request, article),
        "may_hide": request.user.has_perm("articles.hide_version"),
    }
    return render(request, "admin/articles/article/overview.html", context)


def _found(request, article: Article) -> dict:
    """Where its previews are, and how what is released is found and shared."""
    if not article.is_released:
        return {}
    origin = request.build_absolute_uri("/").rstrip("/")
    return {
        "previews": addresses(article),
        "found": found(as_saved(article), origin, draws=False),
    }


def _simulated(article: Article) -> dict:
    """A simulation's scenario and forecast, as readers see them."""
    if not article.is_simulation:
        return {}
    loaded = Article.objects.with_everything().get(pk=article.pk)
    return {"scenario": scenario_of(loaded), "forecast": forecast_of(loaded), "loaded": loaded}


def history_of(article: Article) -> list[tuple[str, Step]]:
    """The latest steps that were taken with a piece, its changes and versions, each with its name."""
    numbers = dict(article.versions.values_list("pk", "number"))
    steps = Step.objects.of(article) | Step.objects.of_rows(Version, numbers)
    return [(_name(step, numbers), step) for step in steps[:STEPS_SHOWN]]


def _name(step: Step, numbers: dict[int, int]) -> str:
    """numbers: of the versions, by their primary keys."""
    if step.model == Version._meta.label_lower:
        words = {"number": numbers[step.row_pk], "step": hiding.VERSIONS[step.transition].label}
        return gettext("Version %(number)d: %(step)s") % words
    if step.transition not in WORKFLOW:
        return step.transition
    label = WORKFLOW[step.transition].label
    return gettext("Change: %(step)s") % {"step": label} if step.is_of_part else label


def begin_change(desk, request, pk: int):
    """POST: the form of a change of this piece, begun now (`version`: from that one) or before."""
    article = seen(desk, request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        change = changes.start_change(article, by=request.user, version=_version(request, article))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return to_page_of(article)
    return to_page_of(change)


def drop_change(desk, request, pk: int):
    """GET asks; POST throws the change away and leads to its piece."""
    if is_second_click(request, pk):
        return not_there(request)
    change = seen(desk, request, pk)
    if not change.pending_of_id:
        raise Http404
    if request.method != "POST":
        context = context_of(desk, request, change)
        return render(request, "admin/articles/article/drop_change.html", context)
    try:
        changes.drop_change(change, by=request.user)
        messages.success(request, gettext("The change was dropped. Readers never saw it."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return to_page_of(change.pending_of)


def differences_page(desk, request, pk: int):
    """`?from=` and `?to=`: numbers of kept versions, "now" for what readers see, "change"."""
    article = seen(desk, request, pk).piece
    old, new = request.GET.get("from", "now"), request.GET.get("to", "change")
    context = {
        **context_of(desk, request, article),
        "differences": differences(_content(article, old), _content(article, new)),
        "old": old,
        "new": new,
        "choices": _choices(article),
    }
    return render(request, "admin/articles/article/differences.html", context)


def _content(article: Article, name: str) -> dict:
    """What a piece says in one of its versions, and its address; 404 for an unknown one."""
    if name == "now":
        return content_of(article) | {"slug": article.slug}
    if name == "change":
        change = Article.objects.filter(pending_of=article).first()
        if change is None:
            raise Http404
        return content_of(change) | {"slug": change.slug}
    version = article.versions.filter(number=int(name)).first() if name.isdecimal() else None
    if version is None:
        raise Http404
    # All that readers saw stands below the present address.
    return version.content | {"slug": article.slug}


def _choices(article: Article) -> list[tuple[str, str]]:
    kept = article.versions.order_by("number").values_list("number", flat=True)
    names = [(str(n), gettext("Version %(number)d") % {"number": n}) for n in kept]
    names.append(("now", gettext("What readers see now")))
    if Article.objects.filter(pending_of=article).exists():
        names.append(("change", gettext("The pending change")))
    return names


def _version(request, article: Article) -> Version | None:
    number = request.POST.get("version", "")
    if not number:
        return None
    found = article.versions.filter(number=int(number)).first() if number.isdecimal() else None
    if found is None:
        raise Http404
    return found


def seen(desk, request, pk: int) -> Article:
    article = desk.get_queryset(request).filter(pk=pk).first()
    if article is None:
        raise Http404
    return article


def to_page_of(article: Article) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def context_of(desk, request, article: Article) -> dict:
    return {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "article": article,
        "title": str(article),
        "sentence": sentence(article),
    }
