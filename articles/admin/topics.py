"""Topics at the desk: named, renamed, merged."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles import actions, topics
from articles.admin import merging
from articles.models import Article, Topic
from ccsis.audit.actions import record
from ccsis.audit.models import Action
from ccsis.desk.admin import CarefulAdmin

#: On the page that asks before a topic is deleted, so many of its pieces are named.
NAMED = 20


class TopicForm(forms.ModelForm):
    class Meta:
        model = Topic
        fields = ["name", "slug"]
        help_texts = {
            "name": _("To give it the name of another topic, merge the two."),
            "slug": _(
                "Last part of the address. When it changes, the old address leads on to the new "
                "one."
            ),
        }

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if "," in name:
            message = gettext("In lists of topics a comma parts them, so no name can hold one.")
            raise forms.ValidationError(message, code="comma")
        topics.refuse_unusable([name])
        if twin := twin_of(name, self.instance.pk):
            message = gettext("This topic is there already: %(name)s.")
            raise forms.ValidationError(message, code="twin", params={"name": twin.name})
        return name


def twin_of(name: str, pk: int | None) -> Topic | None:
    """Another topic of this name, whatever its capitals and spaces."""
    folded = " ".join(name.split())
    return Topic.objects.filter(name__iexact=folded).exclude(pk=pk).first()


@admin.register(Topic)
class TopicAdmin(CarefulAdmin, admin.ModelAdmin):
    form = TopicForm
    change_list_template = "admin/articles/topic/change_list.html"
    change_form_template = "admin/articles/topic/change_form.html"
    list_display = ["name", "slug", "pieces"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    show_full_result_count = False
    fields = ["name", "slug"]
    actions = ["merge_selected"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        is_list = request.resolver_match.url_name.endswith("changelist")
        return topics.counted(rows) if is_list else rows

    @admin.display(description=_("pieces"), ordering="piece_count")
    def pieces(self, topic):
        """With the word: on a phone the list has no headings."""
        return ngettext("%d piece", "%d pieces", topic.piece_count) % topic.piece_count

    def get_prepopulated_fields(self, request, topic=None):
        return {} if topic else self.prepopulated_fields

    def get_urls(self):
        return [*merging.urls(self), *super().get_urls()]

    def has_merge_permission(self, request):
        return request.user.has_perm("articles.merge_topic")

    @admin.action(description=_("Merge the selected topics…"), permissions=["merge"])
    def merge_selected(self, request, chosen):
        """Lead to the page that asks."""
        if len(chosen) > merging.MOST:
            text = gettext("At most %d topics are merged at once. Nothing was changed.")
            messages.error(request, text % merging.MOST)
            return None
        return HttpResponseRedirect(merging.address(chosen))

    def changelist_view(self, request, extra_context=None):
        context = {"may_merge": self.has_merge_permission(request)}
        return super().changelist_view(request, context | (extra_context or {}))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Giving one topic the name of another is an offer to merge them."""
        if request.method == "POST" and object_id and self.has_merge_permission(request):
            topic = self.get_object(request, unquote(object_id))
            twin = topic and twin_of(request.POST.get("name", ""), topic.pk)
            if twin:
                text = gettext("“%s” is there already, so nothing was saved. Merge the two?")
                messages.warning(request, text % twin.name)
                return HttpResponseRedirect(merging.address([topic, twin], into=twin))
        context = {"may_merge": self.has_merge_permission(request)}
        return super().changeform_view(
            request, object_id, form_url, context | (extra_context or {})
        )

    @transaction.atomic
    def save_model(self, request, topic, form, change):
        super().save_model(request, topic, form, change)
        if change and "slug" in form.changed_data:
            actions.keep_old_address(topic, form.initial["slug"])
        if change and form.changed_data:
            record(
                actor=request.user,
                action=Action.TOPIC_RENAMED,
                subject=topic,
                fields=form.changed_data,
            )

    def get_deleted_objects(self, rows, request):
        """What shows a topic is named, and not the rows between the two."""
        _rows, counts, perms_needed, protected = super().get_deleted_objects(rows, request)
        kept = {str(Topic._meta.verbose_name_plural): counts[Topic._meta.verbose_name_plural]}
        return self._told(request, list(rows)), kept, perms_needed, protected

    def _told(self, request, rows: list[Topic]) -> list:
        told = []
        for topic in rows:
            told += [str(topic), self._shown_by(request, topic)]
        return told

    def _shown_by(self, request, topic: Topic) -> list:
        pieces = topics.pieces_of([topic]).order_by("-changed_at")
        count = pieces.count()
        if not count:
            return [gettext("No piece has this topic.")]
        seen = self.admin_site.get_model_admin(Article).get_queryset(request)
        named = list(pieces.filter(pk__in=seen.values("pk")).defer("body")[:NAMED])
        heading = ngettext("%d piece has it and loses it:", "%d pieces have it and lose it:", count)
        rest = count - len(named)
        more = [ngettext("and %d more", "and %d more", rest) % rest] if rest else []
        return [heading % count, [*map(_link, named), *more]]


def _link(article: Article):
    url = reverse("admin:articles_article_change", args=[article.pk])
    return format_html('<a href="{}">{}</a>', url, article)
