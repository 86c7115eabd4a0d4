from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """What makes the staff's forms safe: unsaved work, who else is here, no stale saves."""

    name = "ccsis.desk"
    verbose_name = _("Desk")
