from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone

from ccsis.accounts import links
from ccsis.accounts.jobs import forget_log_ins
from ccsis.accounts.models import Counter, OneTimeLink
from tests.ccsis.accounts.people import LOG_IN, make_member, open_session

pytestmark = pytest.mark.django_db


def leave_traces(client):
    client.post(LOG_IN, {"login": "x", "password": "y"})
    cache.set("made-up", 1, timeout=60)
    links.create(make_member())
    open_session(client, make_member("other"))


def traces() -> list[int]:
    return [model.objects.count() for model in (AccessAttempt, Counter, OneTimeLink, Session)]


def test_what_is_still_needed_stays(client):
    leave_traces(client)
    before = traces()
    assert all(before)
    forget_log_ins(0)
    assert traces() == before


def test_what_has_expired_goes(client):
    leave_traces(client)
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        forget_log_ins(0)
    assert traces() == [0, 0, 0, 0]
