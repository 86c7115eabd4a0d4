from django.apps import AppConfig


class PublicSiteConfig(AppConfig):
    name = "ccsis.publicsite"
    label = "publicsite"
