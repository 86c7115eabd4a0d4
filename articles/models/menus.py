from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from articles.models.pages import Page
from ccsis.publicsite.triggers import RAISES_SITE_VERSION

#: A path of this site, or an address elsewhere over HTTPS. A second slash, or a backslash, which
#: browsers read as a slash, would make a path another site's address.
OWN_PATH = r"/([^/\\[:space:][:cntrl:]][^\\[:space:][:cntrl:]]*)?"
ELSEWHERE = r"https://[^][/?#\\@[:space:][:cntrl:]]+([/?#][^\\[:space:][:cntrl:]]*)?"


class MenuEntryQuerySet(models.QuerySet):
    def shown(self):
        """Entries that lead somewhere: one whose page is not public waits until it is."""
        return self.filter(Q(page__isnull=True) | Q(page__in=Page.objects.published()))


class MenuEntry(models.Model):
    """A link that stands on every page: in the navigation on top, or in the last lines."""

    class Menu(models.TextChoices):
        NAVIGATION = "navigation", _("navigation")
        FOOTER = "footer", _("footer")

    menu = models.CharField(
        _("menu"),
        max_length=12,
        choices=Menu.choices,
        default=Menu.NAVIGATION,
        help_text=_("The navigation stands on top of every page, the footer in its last lines."),
    )
    label = models.CharField(
        _("label"),
        max_length=60,
        help_text=_("What readers click on: one or two words in the navigation."),
    )
    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="menu_entries",
        help_text=_(
            "Where the entry leads. While the page is not public, the entry is not shown; it comes "
            "back with the page."
        ),
    )
    address = models.CharField(
        _("address"),
        max_length=500,
        blank=True,
        help_text=_(
            "For everything that is no page: a path of this site, such as /series/, "
            "/regions/caucasus/ or /articles/?kind=commentary, or a whole address that starts "
            "with https://."
        ),
    )
    position = models.PositiveSmallIntegerField(
        _("position"),
        default=100,
        help_text=_("The lowest number comes first. Numbers may have gaps."),
    )

    objects = MenuEntryQuerySet.as_manager()

    class Meta:
        triggers = RAISES_SITE_VERSION
        verbose_name = _("menu entry")
        verbose_name_plural = _("menu entries")
        # As on the page: the navigation, then the footer.
        ordering = ["-menu", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(menu__in=["navigation", "footer"]), name="menu_entry_menu_is_known"
            ),
            models.CheckConstraint(
                condition=Q(label__regex=r"\w"),
                name="menu_entry_has_label",
                violation_error_message=_("A menu entry needs a label with letters in it."),
            ),
            models.CheckConstraint(
                condition=Q(page__isnull=False, address="") | Q(page__isnull=True) & ~Q(address=""),
                name="menu_entry_leads_to_one_thing",
                violation_error_message=_("Choose a page or write an address, not both."),
            ),
            models.CheckConstraint(
                condition=Q(address="") | Q(address__regex=f"^({OWN_PATH}|{ELSEWHERE})$"),
                name="menu_entry_address_is_a_path_or_https",
                violation_error_message=_(
                    "An address is a path that starts with one “/”, or starts with “https://”, "
                    "and has no spaces."
                ),
            ),
        ]

    def __str__(self):
        return self.label

    def clean(self):
        """Refuse a path that the site has no pattern for, and a page's, which has a field of its own."""
        if not self.address.startswith("/"):
            return
        try:
            found = resolve(urlsplit(self.address).path)
        except (Resolver404, ValueError):
            raise _refused("unknown", _("Nothing of this site has this address.")) from None
        if found.url_name != "page-detail":
            return
        if Page.objects.filter(slug=found.kwargs["slug"]).exists():
            raise _refused("page", _("This is a page’s address. Choose it under “page”."))
        raise _refused("unknown", _("Nothing of this site has this address."))


def _refused(code: str, message: str) -> ValidationError:
    return ValidationError({"address": ValidationError(message, code=code)})
