"""What changed about an account, for the audit log."""

from ccsis.accounts.sessions import end_sessions
from ccsis.audit.actions import record
from ccsis.audit.models import Action

PERMISSIONS = {"groups", "is_superuser"}


def groups_of(user) -> list[str]:
    return sorted(user.groups.values_list("name", flat=True))


def record_changes(*, by, user, fields: list[str]) -> None:
    """fields: names of what changed; of a person's own data only the names are written down."""
    changed = set(fields)
    if changed & PERMISSIONS:
        record(
            actor=by,
            action=Action.PERMISSIONS_CHANGED,
            subject=user,
            groups=groups_of(user),
            superuser=user.is_superuser,
        )
    if "is_active" in changed:
        action = Action.ACCOUNT_ENABLED if user.is_active else Action.ACCOUNT_DISABLED
        record(actor=by, action=action, subject=user)
        end_sessions(user)
    if rest := sorted(changed - PERMISSIONS - {"is_active"}):
        record(actor=by, action=Action.ACCOUNT_CHANGED, subject=user, fields=rest)
