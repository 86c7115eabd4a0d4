from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class CcsisConfig(AppConfig):
    """The site as an app of its own: it holds the commands that concern all parts."""

    name = "ccsis"


class StaffConfig(AdminConfig):
    default_site = "ccsis.admin.StaffSite"
