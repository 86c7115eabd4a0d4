"""Loading and removing the demonstration, and what there is of it."""

from io import StringIO

from django.apps import apps
from django.core.management import call_command

from tests.factories import make_region


def run(*options) -> str:
    out = StringIO()
    call_command("load_demo", *options, stdout=out)
    return out.getvalue()


def make_regions() -> None:
    for slug in ("caucasus", "central-asia", "cis", "eurasia", "middle-east", "worldwide"):
        make_region(slug)


def counts() -> dict[str, int]:
    """Rows in every table of ours but the notes about the load itself."""
    ours = [
        model
        for app in ("articles", "media", "taggit")
        for model in apps.get_app_config(app).get_models()
    ]
    return {model._meta.label: model.objects.count() for model in ours}
