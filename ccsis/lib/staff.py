"""What the admin pages of all apps share."""

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models.constants import LOOKUP_SEP
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from js_asset import Media


class RichTextAdmin:
    """For a ModelAdmin of a model with a `body`: the editor's import map carries the request's nonce."""

    def render_change_form(self, request, context, *args, **kwargs):
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        lost = form.data.get("body", "").count("<img") - obj.body.count("<img")
        if lost > 0:
            text = ngettext(
                "%d picture was left out of the text. Only pictures that are kept under Images "
                "can be shown.",
                "%d pictures were left out of the text. Only pictures that are kept under Images "
                "can be shown.",
                lost,
            )
            messages.warning(request, text % lost)


class FixedSlugAdmin:
    """For a ModelAdmin of things with an address: once made, the address stays."""

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "slug"] if obj else fields

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)


class OfferedFilters:
    """For a ModelAdmin whose rows hold more than the desk shows: an address of its list asks for
    what its filters offer, and not how another column begins."""

    def lookup_allowed(self, lookup, value, request):
        offered = [getattr(item, "parameter_name", item) for item in self.get_list_filter(request)]
        return any(lookup == name or lookup.startswith(f"{name}{LOOKUP_SEP}") for name in offered)


class LookUpAdmin(OfferedFilters, admin.ModelAdmin):
    """What machines wrote down, for looking up; nobody edits it."""

    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class BoundedPaginator(Paginator):
    """Of a list that grows for ever: it counts, and leads back, this far only. Filters reach the rest."""

    furthest = 10_000

    @cached_property
    def count(self):
        return self.object_list[: self.furthest].count()


class NamedTimes:
    """For a form: the two fields of an instant say of what they are the date and the time."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.SplitDateTimeField):
                for part, word in zip(field.widget.widgets, (_("date"), _("time")), strict=True):
                    part.attrs["aria-label"] = f"{capfirst(field.label)}, {word}"


class LinesField(forms.CharField):
    """A list of texts, one in each line; empty lines do not count."""

    widget = forms.Textarea(attrs={"rows": 5})

    def __init__(self, *, base_field=None, **kwargs):
        # An ArrayField offers the field of its members, which are plain lines here.
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        text = super().to_python(value)
        # Checked here: the field's own validators see the list.
        ProhibitNullCharactersValidator()(text)
        return [line.strip() for line in text.splitlines() if line.strip()]

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)


def hidden_from(site: admin.AdminSite, request) -> list[str]:
    """The tables whose rows this person may not see at the desk, as app_label.modelname.

    One without pages of its own there goes by its permission, if there is one to see it.
    """
    hidden = (model for model in apps.get_models() if not _is_seen(site, request, model))
    return [model._meta.label_lower for model in hidden]


def _is_seen(site: admin.AdminSite, request, model) -> bool:
    if site.is_registered(model):
        return site.get_model_admin(model).has_view_permission(request)
    permission = f"{model._meta.app_label}.view_{model._meta.model_name}"
    return "view" not in model._meta.default_permissions or request.user.has_perm(permission)


def link_to(label: str, pk: int) -> str:
    """A row in words, with its page at the desk if its table has one; without asking the database."""
    try:
        model = apps.get_model(label)
    except LookupError:
        return f"{label} {pk}"
    words = f"{capfirst(model._meta.verbose_name)} {pk}"
    try:
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[pk])
    except NoReverseMatch:
        return words
    return format_html('<a href="{}">{}</a>', url, words)
