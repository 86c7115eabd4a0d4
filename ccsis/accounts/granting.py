"""Giving permissions to the groups, from migrations."""

from django.contrib.auth.management import create_permissions


def grant(apps, granted: dict[str, list[str]]) -> None:
    """Of the apps that the table names, let each group have exactly these permissions.

    granted: by group, as "app_label.codename". Django makes permissions only after all migrations,
    so they are made here. Run again, it changes nothing. Raises LookupError for an unknown one.
    """
    known = _known(apps, granted)
    for role, names in granted.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        group.permissions.remove(*known.values())
        group.permissions.add(*(known[name] for name in names))


def grant_more(apps, granted: dict[str, list[str]]) -> None:
    """Let each group have these permissions besides those it has; otherwise as `grant`."""
    known = _known(apps, granted)
    for role, names in granted.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        group.permissions.add(*(known[name] for name in names))


def take_back(apps, granted: dict[str, list[str]]) -> None:
    """The reverse of `grant_more`."""
    known = _known(apps, granted)
    for role, names in granted.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=role):
            group.permissions.remove(*(known[name] for name in names))


def _known(apps, granted: dict[str, list[str]]) -> dict:
    """All permissions of the apps that the table names, by "app_label.codename"."""
    labels = {name.split(".")[0] for names in granted.values() for name in names}
    for label in sorted(labels):
        _make_permissions(apps, label)
    permissions = apps.get_model("auth", "Permission").objects.select_related("content_type")
    return {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in permissions.filter(content_type__app_label__in=labels)
    }


def _make_permissions(apps, label: str) -> None:
    config = apps.get_app_config(label)
    # The historical apps of a migration have no models module, which create_permissions asks for.
    had = getattr(config, "models_module", None)
    config.models_module = had or True
    try:
        create_permissions(config, apps=apps, verbosity=0)
    finally:
        config.models_module = had
