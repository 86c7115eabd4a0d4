import os
import runpy
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings
from django.db import connection

LIMITS = ("statement_timeout", "lock_timeout")

COMPLETE = {
    "SECRET_KEY": "a long random value that nobody else has, for this test alone",
    "DATABASE_URL": "postgres://somebody@localhost/somewhere",
    "ALLOWED_HOSTS": "example.org",
}


def start(**environment):
    """Import the settings in a new process with only this environment."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", "import ccsis.settings"],
        cwd=settings.BASE_DIR,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_when_configured():
    assert start(**COMPLETE).returncode == 0


@pytest.mark.parametrize("name", COMPLETE)
def test_production_refuses_to_start_without(name):
    result = start(**{key: value for key, value in COMPLETE.items() if key != name})
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        f"Not configured: set {name}. "
        "(A copy for development needs none of them: start it with `make run`.)"
    ]


def test_production_names_all_that_is_missing_at_once():
    assert "SECRET_KEY, DATABASE_URL, ALLOWED_HOSTS" in start().stderr


def test_nonsense_in_a_switch_is_refused_in_one_line():
    result = start(**COMPLETE, DEVELOPMENT="perhaps")
    assert result.stderr == "DEVELOPMENT is 'perhaps'; write 1 or 0.\n"


@pytest.mark.parametrize(
    ("environment", "trusted"),
    [
        ({}, 0),
        ({"BEHIND_PROXY": "1"}, 1),
        ({"BEHIND_PROXY": "1", "TRUSTED_PROXIES": ""}, 1),
        ({"BEHIND_PROXY": "1", "TRUSTED_PROXIES": "2"}, 2),
        ({"TRUSTED_PROXIES": "3"}, 3),
    ],
)
def test_as_many_proxies_are_trusted_as_are_said_to_stand_in_front(
    monkeypatch, environment, trusted
):
    for name in ("BEHIND_PROXY", "TRUSTED_PROXIES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (COMPLETE | environment).items():
        monkeypatch.setenv(name, value)
    read = runpy.run_path(str(settings.BASE_DIR / "ccsis" / "settings.py"))
    assert read["TRUSTED_PROXIES"] == trusted


def test_nonsense_as_the_number_of_proxies_is_refused_in_one_line():
    result = start(**COMPLETE, TRUSTED_PROXIES="-1")
    assert result.stderr == "TRUSTED_PROXIES is '-1'; write a number such as 1.\n"


def test_production_refuses_to_start_without_demanding_a_second_factor():
    result = start(**COMPLETE, SECOND_FACTOR="optional")
    assert result.returncode == 1
    assert result.stderr == (
        "SECOND_FACTOR=optional is for a copy for development only; leave it out.\n"
    )


def test_production_takes_no_unclear_answer_about_it():
    result = start(**COMPLETE, SECOND_FACTOR="off")
    assert result.stderr == "SECOND_FACTOR is 'off'; write required or optional.\n"


def test_production_demands_it_when_told_so_and_when_told_nothing():
    assert start(**COMPLETE, SECOND_FACTOR="required").returncode == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FIELD_KEYS", "s3cret"),
        ("IDENTITY_KEYS", "s3cret"),
        ("PRIVATE_ROOT", "/srv/media/private"),
    ],
)
def test_production_refuses_what_would_not_protect(name, value):
    result = start(**COMPLETE, MEDIA_ROOT="/srv/media", **{name: value})
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith(name)
    assert value not in result.stderr


def test_production_refuses_a_key_of_identities_that_opens_other_fields_too():
    key = "A" * 43 + "="
    result = start(**COMPLETE, IDENTITY_KEYS=key, FIELD_KEYS=key)
    assert result.returncode == 1
    assert result.stderr == "IDENTITY_KEYS must not hold a key that is used elsewhere.\n"


def test_debug_is_off_in_production_whatever_the_environment_says():
    result = start(**COMPLETE, DEBUG="1")
    assert result.returncode == 0
    code = "import ccsis.settings as s; print(s.DEBUG, s.SECURE_SSL_REDIRECT)"
    shown = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=COMPLETE | {"DEBUG": "1", "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout == "False True\n"


def test_web_requests_have_limits_in_the_database(db, monkeypatch):
    """The options of deploy/gunicorn.py, tried on the server."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_LIMITS"}
    monkeypatch.setattr(os, "environ", environment)
    limits = runpy.run_path(str(settings.BASE_DIR / "deploy" / "gunicorn.py"))["os"].environ
    options = connection.get_connection_params() | {"options": limits["DATABASE_LIMITS"]}
    options.pop("cursor_factory", None)
    options.pop("context", None)
    with psycopg.connect(**options) as limited:
        shown = [limited.execute(f"SHOW {name}").fetchone()[0] for name in LIMITS]
    assert shown == ["15s", "5s"]
