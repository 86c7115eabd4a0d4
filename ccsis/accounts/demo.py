"""The demonstration's part in accounts: one made-up member of the staff for each group."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from ccsis.accounts.roles import ROLES
from ccsis.demo.recorder import Recorder, edited, forget, recorded


def has_real_content() -> bool:
    """Accounts alone are no work that the demonstration could be mixed up with."""
    return False


def load(record: Recorder, articles: int) -> None:
    """Only in a development copy whose own login has a password already: they share it."""
    password = shared_password()
    if not (settings.DEVELOPMENT and password):
        return
    for role in ROLES:
        name = login_name(role)
        if not User.objects.filter(username=name).exists():
            record(_account(name, role, password))


def remove(edited_too: bool) -> list[str]:
    kept = set() if edited_too else {user.pk for user in edited(User)}
    lines = [_line(pk, _("edited")) for pk in sorted(kept)]
    for user in User.objects.filter(pk__in=set(recorded(User)) - kept):
        try:
            forget(User, [user.pk])
            user.delete()
        except (ProtectedError, RestrictedError):
            lines.append(_line(user.pk, _("in use")))
    return lines


def names() -> list[str]:
    """User names of the accounts that are there, as loaded or edited."""
    accounts = User.objects.filter(pk__in=recorded(User)).order_by("pk")
    return list(accounts.values_list("username", flat=True))


def login_name(role: str) -> str:
    return f"demo-{role.replace(' ', '-')}"


def shared_password() -> str:
    """As `make run` keeps it for this machine; empty where it keeps none."""
    file = Path(settings.VAR_DIR) / "staff-login"
    return file.read_text().strip() if file.exists() else ""


def _account(name: str, role: str, password: str) -> User:
    user = User.objects.create_user(
        name, password=password, is_staff=True, first_name="Demo", last_name=role.title()
    )
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    return user


def _line(pk: int, why: str) -> str:
    return _("Kept (%(why)s): account “%(name)s”") % {
        "why": why,
        "name": User.objects.get(pk=pk).get_username(),
    }
