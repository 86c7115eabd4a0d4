from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from ccsis.accounts import links
from ccsis.accounts.actions import choose_password, invite, reset_second_factor
from ccsis.audit.models import Entry
from tests.ccsis.accounts.people import (
    ACCOUNT,
    PASSWORD,
    is_signed_in,
    make_enrolled,
    make_member,
    reaches_the_desk,
    sign_in,
    sign_in_fully,
)

pytestmark = pytest.mark.django_db
NEW = "another made-up password"
CHOICE = {"new_password1": NEW, "new_password2": NEW}


@pytest.fixture(autouse=True)
def _demanded(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def invited():
    """A user and a link to hand over."""
    user = make_member("robin", password=None)
    return user, f"{ACCOUNT}welcome/{invite(user=user, by=make_member('boss'))}/"


def test_an_invitation_leads_to_a_password_and_then_to_enrolling(client, invited):
    user, address = invited
    assert b"robin" in client.get(address).content
    response = client.post(address, CHOICE, follow=True)
    assert response.redirect_chain == [(ACCOUNT, 302)]
    assert b"One more step" in response.content
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert not reaches_the_desk(client)


def test_looking_at_a_link_does_not_use_it_up(client, invited):
    _, address = invited
    for _ in range(3):
        assert client.get(address).status_code == 200
    assert client.head(address).status_code == 200


def test_a_link_works_once(client, invited):
    _, address = invited
    client.post(address, CHOICE)
    response = client.post(
        address, {"new_password1": "stolen words", "new_password2": "stolen words"}
    )
    assert response.status_code == 404


def test_a_weak_password_is_refused_and_the_link_stays(client, invited):
    user, address = invited
    response = client.post(address, {"new_password1": "robin", "new_password2": "robin"})
    assert response.status_code == 422
    assert b"field__error" in response.content
    assert client.get(address).status_code == 200
    user.refresh_from_db()
    assert not user.has_usable_password()


def dead(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 404
    assert client.post(address, CHOICE).status_code == 404
    return response.content.decode()


def test_wrong_used_replaced_expired_and_disabled_links_look_the_same(client, invited):
    user, address = invited
    wrong = dead(client, f"{ACCOUNT}welcome/nonsense/")
    newer = f"{ACCOUNT}welcome/{reset_second_factor(user=user)}/"
    assert dead(client, address) == wrong
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)):
        assert dead(client, newer) == wrong
    user.is_active = False
    user.save()
    assert dead(client, newer) == wrong


def test_two_who_use_a_link_at_once_do_not_both_get_in(invited):
    _, address = invited
    token = address.split("/")[-2]
    assert choose_password(token=token, password=NEW) is not None
    assert choose_password(token=token, password="too late") is None


def test_nothing_stored_opens_the_link(invited):
    _, address = invited
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_onetimelink::text FROM accounts_onetimelink")
        assert address.split("/")[-2] not in cursor.fetchone()[0]


def test_a_link_opened_in_a_colleagues_browser_signs_the_colleague_out(client, invited):
    user, address = invited
    sign_in_fully(client, make_enrolled("colleague"))
    client.post(address, CHOICE)
    assert client.session["_auth_user_id"] == str(user.pk)
    assert not reaches_the_desk(client)


def test_the_page_is_not_stored_and_its_address_told_nowhere(client, invited):
    response = client.get(invited[1])
    assert "no-store" in response["Cache-Control"]
    assert b'<meta name="referrer" content="strict-origin">' in response.content


def test_a_reset_takes_factor_password_and_sessions_away(client):
    user = make_enrolled()
    sign_in_fully(client, user)
    assert reaches_the_desk(client)
    token = reset_second_factor(user=user, by=make_member("boss"))
    assert not reaches_the_desk(client)
    assert not is_signed_in(client)
    assert not Authenticator.objects.exists()
    assert sign_in(client, user, password=PASSWORD).status_code == 422
    assert links.find(token).user == user


def test_links_are_written_down(invited):
    user, address = invited
    choose_password(token=address.split("/")[-2], password=NEW)
    reset_second_factor(user=user)
    told = Entry.objects.order_by("pk").values_list("actor_name", "action", "subject_pk")
    assert list(told) == [
        ("boss", "invited", user.pk),
        ("robin", "password-changed", user.pk),
        ("", "second-factor-reset", user.pk),
    ]


def test_the_command_prints_a_link_that_works(client):
    user = make_enrolled()
    out = StringIO()
    call_command("reset_second_factor", "avery", stdout=out)
    address = out.getvalue().splitlines()[-1]
    assert client.post(address, CHOICE).status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_the_command_refuses_who_is_not_there_or_may_not_come_in():
    with pytest.raises(CommandError, match="no account"):
        call_command("reset_second_factor", "nobody")
    make_member("gone", is_active=False)
    with pytest.raises(CommandError, match="disabled"):
        call_command("reset_second_factor", "gone")
