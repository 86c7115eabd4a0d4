from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from ccsis.accounts import demo
from ccsis.accounts.roles import ROLES
from tests.factories import make_region, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _copy(settings, tmp_path, jobs):
    settings.VAR_DIR = tmp_path
    # Without the pieces, which take longer.
    settings.DEMO_PARTS = ["ccsis.accounts.demo"]
    (tmp_path / "staff-login").write_text("a made-up password\n")
    make_region()


def load_demo(*options) -> str:
    out = StringIO()
    call_command("load_demo", *options, stdout=out)
    return out.getvalue()


def test_each_group_has_one_login_made_once():
    load_demo()
    load_demo()
    assert demo.names() == [demo.login_name(role) for role in ROLES]
    assert not User.objects.filter(is_superuser=True).exists()


def test_removing_takes_them_away_and_nobody_else():
    own = make_user("avery")
    load_demo()
    load_demo("--remove")
    assert list(User.objects.all()) == [own]


def test_having_signed_in_is_no_edit_and_a_new_name_is():
    load_demo()
    User.objects.filter(username="demo-editor").update(last_login=timezone.now())
    User.objects.filter(username="demo-author").update(last_name="Somebody")
    assert "Kept (edited): account “demo-author”" in load_demo("--remove")
    assert demo.names() == ["demo-author"]
    load_demo("--remove", "--edited-too")
    assert demo.names() == []


def test_there_are_none_where_no_password_is_kept_or_outside_of_development(settings, tmp_path):
    settings.DEVELOPMENT = False
    load_demo()
    assert demo.names() == []
    settings.DEVELOPMENT = True
    (tmp_path / "staff-login").unlink()
    load_demo()
    assert demo.names() == []
