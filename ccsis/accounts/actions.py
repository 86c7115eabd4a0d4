from allauth.mfa.models import Authenticator
from django.db import transaction

from ccsis.accounts import links
from ccsis.accounts.changes import groups_of
from ccsis.audit.actions import record
from ccsis.audit.models import Action


@transaction.atomic
def invite(*, user, by) -> str:
    """Give a new account its way in; returns the token of the link to hand over."""
    record(actor=by, action=Action.INVITED, subject=user, groups=groups_of(user))
    return _way_in(user)


@transaction.atomic
def reset_second_factor(*, user, by=None) -> str:
    """Take away every second factor and the password, which ends all sessions; returns a token.

    The password goes too: whoever has it could otherwise enrol a factor before its owner does.
    """
    Authenticator.objects.filter(user=user).delete()
    record(actor=by, action=Action.SECOND_FACTOR_RESET, subject=user)
    return _way_in(user)


@transaction.atomic
def choose_password(*, token: str, password: str):
    """Use up a link; returns its user, or None if somebody else was faster."""
    link = links.take(token)
    if link is None:
        return None
    link.user.set_password(password)
    link.user.save(update_fields=["password"])
    record(actor=link.user, action=Action.PASSWORD_CHANGED, subject=link.user, by_link=True)
    return link.user


def _way_in(user) -> str:
    user.set_unusable_password()
    user.save(update_fields=["password"])
    return links.create(user)
