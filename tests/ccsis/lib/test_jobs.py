from datetime import timedelta
from types import SimpleNamespace

from ccsis.lib.jobs import RETRY, delay, waited


def test_the_pause_starts_at_a_minute_and_doubles_up_to_six_hours():
    assert [delay(n) for n in (0, 1, 2)] == [timedelta(minutes=m) for m in (1, 2, 4)]
    assert delay(40) == timedelta(hours=6)


def test_a_job_is_given_up_after_three_days():
    last = next(n for n in range(100) if waited(n) > timedelta(hours=72))
    assert (
        RETRY.get_retry_decision(exception=ValueError(), job=SimpleNamespace(attempts=last)) is None
    )
    again = RETRY.get_retry_decision(exception=ValueError(), job=SimpleNamespace(attempts=last - 1))
    assert again.retry_at is not None
