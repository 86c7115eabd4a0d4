from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from ccsis.intake import keys


def test_each_rendering_has_a_key_of_its_own():
    assert len({keys.read_key("contact", keys.new_key("contact")).value for _ in range(50)}) == 50


def test_a_key_tells_how_long_the_form_was_open():
    now = timezone.now().replace(microsecond=0)
    with time_machine.travel(now, tick=False):
        typed = keys.new_key("contact")
    with time_machine.travel(now + timedelta(minutes=5), tick=False):
        assert keys.read_key("contact", typed).age == timedelta(minutes=5)


@pytest.mark.parametrize(("seconds", "is_hasty"), [(0, True), (2, True), (3, False), (60, False)])
def test_nobody_fills_in_a_form_in_two_seconds(seconds, is_hasty):
    assert keys.FormKey(None, timedelta(seconds=seconds)).is_hasty == is_hasty


@pytest.mark.parametrize(("days", "is_expired"), [(1, False), (14, False), (15, True)])
def test_a_key_ends_after_two_weeks(days, is_expired):
    assert keys.FormKey(None, timedelta(days=days)).is_expired == is_expired


def test_a_key_of_another_form_is_none():
    assert keys.read_key("contact", keys.new_key("partners")) is None


@pytest.mark.parametrize(
    "typed", ["", "x", "a:b", "a:b:c", ":::", "\x00", "é" * 200, "0" * 32 + ":1:abc"]
)
def test_a_key_that_was_not_given_out_is_none(typed):
    assert keys.read_key("contact", typed) is None


def test_a_key_is_none_under_another_secret(settings):
    typed = keys.new_key("contact")
    settings.SECRET_KEY = "another"
    assert keys.read_key("contact", typed) is None
