"""Giving permissions to the groups, from migrations."""

from django.contrib.auth.management import create_permissions


def grant(apps, granted: dict[str, list[str]]) -> None:
    """Of the apps that the table names, let each group have exactly these permissions.

    granted: by group, as "app_label.codename". Django makes permissions only after all migrations,
    so they are made here. Run again, it changes nothing. Raises LookupError for an unknown one.
    """
    labels = {name.split(".")[0] for names in granted.values() for name in names}
    for label in sorted(labels):
        _make_permissions(apps, label)
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in apps.get_model("auth", "Permission")
        .objects.filter(content_type__app_label__in=labels)
        .select_related("content_type")
    }
    for role, names in granted.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        group.permissions.remove(*known.values())
        group.permissions.add(*(known[name] for name in names))


def _make_permissions(apps, label: str) -> None:
    config = apps.get_app_config(label)
    # The historical apps of a migration have no models module, which create_permissions asks for.
    had = getattr(config, "models_module", None)
    config.models_module = had or True
    try:
        create_permissions(config, apps=apps, verbosity=0)
    finally:
        config.models_module = had
