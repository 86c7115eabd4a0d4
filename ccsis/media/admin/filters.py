"""What the library is narrowed by."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ccsis.media.uses import is_shown


class DescriptionFilter(admin.SimpleListFilter):
    title = _("alternative text")
    parameter_name = "described"

    def lookups(self, request, model_admin):
        return [("no", _("Lacking")), ("yes", _("There")), ("decorative", _("Decorative"))]

    def queryset(self, request, images):
        narrowed = {
            "no": images.undescribed(),
            "yes": images.exclude(alt=""),
            "decorative": images.filter(is_decorative=True),
        }
        return narrowed.get(self.value(), images)


class CreditFilter(admin.SimpleListFilter):
    title = _("credit")
    parameter_name = "credited"

    def lookups(self, request, model_admin):
        return [("no", _("Lacking")), ("yes", _("There"))]

    def queryset(self, request, images):
        narrowed = {"no": images.filter(credit=""), "yes": images.exclude(credit="")}
        return narrowed.get(self.value(), images)


class UseFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "used"

    def lookups(self, request, model_admin):
        return [("no", _("Shown nowhere")), ("yes", _("Shown somewhere"))]

    def queryset(self, request, images):
        if self.value() not in {"no", "yes"}:
            return images
        return images.filter(is_shown() if self.value() == "yes" else ~is_shown())


class RepublishingFilter(admin.SimpleListFilter):
    title = _("republishing")
    parameter_name = "republished"

    def lookups(self, request, model_admin):
        return [("yes", _("Allowed to others")), ("no", _("Not allowed"))]

    def queryset(self, request, images):
        if self.value() not in {"no", "yes"}:
            return images
        return images.filter(may_be_republished=self.value() == "yes")
