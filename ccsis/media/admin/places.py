"""Where a picture is shown, in words and links for the one who asks."""

from dataclasses import dataclass

from django.contrib.admin import AdminSite
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ccsis.media.models import Image
from ccsis.media.uses import Use, uses_of


@dataclass(frozen=True)
class Places:
    """The uses that somebody may know of; what they may not see is only counted."""

    public: list[SafeString]
    others: list[SafeString]
    hidden: int = 0

    def __bool__(self) -> bool:
        return bool(self.public or self.others or self.hidden)

    @property
    def hidden_in_words(self) -> str:
        text = ngettext(
            "%d place that is not public and not yours",
            "%d places that are not public and not yours",
            self.hidden,
        )
        return text % self.hidden if self.hidden else ""

    @property
    def lines(self) -> list[str]:
        return [*self.public, *self.others, *filter(None, [self.hidden_in_words])]


def places_of(site: AdminSite, request: HttpRequest, image: Image) -> Places:
    uses = uses_of(image)
    seen = [use for use in uses if use.is_public or _may_see(site, request, use.row)]
    public = [_line(site, request, use) for use in seen if use.is_public]
    others = [_line(site, request, use) for use in seen if not use.is_public]
    return Places(public, others, len(uses) - len(seen))


def _may_see(site: AdminSite, request: HttpRequest, row: Model) -> bool:
    if not site.is_registered(type(row)):
        return False
    return site.get_model_admin(type(row)).has_view_permission(request, row)


def _line(site: AdminSite, request: HttpRequest, use: Use) -> SafeString:
    """What it is, with a link where there is something to open, and where in it."""
    row, meta = use.row, use.row._meta
    name = format_html("{}", row)
    if _may_see(site, request, row):
        page = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
        name = format_html('<a href="{}">{}</a>', page, row)
    standing = _("public") if use.is_public else _("not public")
    kind = capfirst(meta.verbose_name)
    return format_html('{} <span class="soft">{}, {}, {}</span>', name, kind, use.place, standing)
