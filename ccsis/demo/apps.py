from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "ccsis.demo"
    label = "demo"
