from django.apps import AppConfig


class CcsisConfig(AppConfig):
    """The site as an app of its own: it holds the commands that concern all parts."""

    name = "ccsis"
