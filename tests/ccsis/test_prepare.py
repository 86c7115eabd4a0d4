from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from articles.models import Article
from ccsis.accounts import demo
from ccsis.accounts.roles import ROLES
from tests.factories import make_article, make_region

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path, jobs):
    settings.VAR_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.DEVELOPMENT = True
    make_region()


@pytest.fixture
def without_pieces(settings):
    """They take longer than all the rest."""
    settings.DEMO_PARTS = ["ccsis.accounts.demo"]


def account(name):
    return get_user_model().objects.get(username=name)


def run() -> str:
    out = StringIO()
    call_command("prepare", stdout=out)
    return out.getvalue()


def test_it_says_how_to_sign_in_and_the_password_works(settings, without_pieces):
    lines = run().splitlines()
    password = (settings.VAR_DIR / "staff-login").read_text()
    assert lines[0] == f"Staff: /staff/ as staff, password {password}"
    assert account("staff").check_password(password)
    assert (settings.VAR_DIR / "staff-login").stat().st_mode & 0o077 == 0


def test_the_second_time_nothing_changes(settings):
    first, articles = run(), Article.objects.count()
    styles = settings.STATIC_ROOT / "css" / "site.css"
    made = styles.stat().st_mtime_ns
    assert (run(), Article.objects.count()) == (first, articles)
    assert styles.stat().st_mtime_ns == made
    assert get_user_model().objects.filter(is_superuser=True).count() == 1


def test_static_files_are_collected_again_when_a_source_changed(settings, without_pieces):
    run()
    (settings.STATIC_ROOT / ".sources").write_text("another state")
    styles = settings.STATIC_ROOT / "css" / "site.css"
    styles.unlink()
    run()
    assert styles.exists()


def test_each_group_has_a_login_with_the_same_password(settings, without_pieces):
    lines = run().splitlines()
    names = [demo.login_name(role) for role in ROLES]
    assert lines[1] == f"For what each group sees: {', '.join(names)}, with the same password"
    password = (settings.VAR_DIR / "staff-login").read_text()
    for name, role in zip(names, ROLES, strict=True):
        assert account(name).check_password(password)
        assert [group.name for group in account(name).groups.all()] == [role]


def test_an_account_of_that_name_in_an_office_database_is_left_alone(without_pieces):
    get_user_model().objects.create_user("staff", password="their own")
    assert run() == "Staff: /staff/ (sign in with an account of this database)\n"
    assert account("staff").check_password("their own")


def test_the_demonstration_is_not_mixed_with_real_content():
    make_article()
    run()
    assert Article.objects.count() == 1


def test_it_refuses_outside_of_a_development_copy(settings):
    settings.DEVELOPMENT = False
    with pytest.raises(CommandError):
        run()


def test_a_password_that_was_changed_is_not_told_wrongly(without_pieces):
    run()
    user = account("staff")
    user.set_password("chosen by a person")
    user.save()
    [first, _] = run().splitlines()
    assert first == "Staff: /staff/ (as staff, with the password that was chosen there)"
