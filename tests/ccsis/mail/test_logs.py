"""Whatever goes wrong with a mail, the log tells nothing of whom it is for or what it says."""

import io
import logging
import re
from unittest import mock

import pytest
from django.db import connection

from ccsis.intake.models import LinkRequest
from ccsis.lib.logs import Brief, PlainFormatter
from ccsis.mail import delivery
from tests.ccsis.mail.outbox import make_mail, saying, standing
from tests.smtp import FINAL, TEMPORARY
from tests.worker import run_as_process, work

CANARY = re.compile(r"avery|made-up secret", re.IGNORECASE)


def make_canary():
    return make_mail(message=saying("A made-up secret"))


@pytest.fixture
def log():
    """What the product's handler writes, of all that is said."""
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(PlainFormatter())
    handler.addFilter(Brief())
    # The mail server of the tests says what it likes.
    handler.addFilter(lambda record: record.name != "mail.log")
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler.stream.getvalue
    root.setLevel(level)
    root.removeHandler(handler)


def test_no_failure_of_the_mail_server_is_quoted(jobs, server, log):
    for mode in [*TEMPORARY, *FINAL]:
        server.mode = mode
        make_canary()
        work()
    assert log().count("deliver_mail") >= len([*TEMPORARY, *FINAL])
    assert not CANARY.search(log())


def test_a_fault_of_the_site_quotes_nothing_and_is_told(jobs, server, log):
    mail = make_canary()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = 40")
    fault = ValueError("avery.example@example.org: A made-up secret")
    with mock.patch.object(LinkRequest, "mail_links", side_effect=fault):
        work()
    assert standing(mail) == ("failed", "fault")
    assert "ERROR procrastinate" in log()
    assert f"{delivery.__name__.replace('.', '/')}.py" in log()
    assert "builtins.ValueError" in log()
    assert not CANARY.search(log())


def test_the_worker_prints_nothing_of_a_mail(jobs, server):
    server.mode = "RCPT 450"
    mail = make_canary()
    printed = run_as_process(server.url)
    assert standing(mail) == ("queued", "smtp-450")
    assert not CANARY.search(printed)
