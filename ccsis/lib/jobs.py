"""How jobs are retried."""

import random
from datetime import timedelta

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

FIRST, LONGEST, GIVE_UP = timedelta(minutes=1), timedelta(hours=6), timedelta(hours=72)


class BackOff(BaseRetryStrategy):
    """Try again after a minute, then twice as long each time up to six hours, for three days."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if waited(job.attempts) > GIVE_UP:
            return None
        pause = delay(job.attempts) * random.uniform(0.9, 1.1)  # noqa: S311 (jitter)
        return RetryDecision(retry_in={"seconds": int(pause.total_seconds())})


def delay(attempts: int) -> timedelta:
    """The pause after so many failed attempts, without jitter."""
    return min(FIRST * 2 ** min(attempts, 20), LONGEST)


def waited(attempts: int) -> timedelta:
    """How long the attempts so far have taken together."""
    return sum((delay(n) for n in range(attempts)), timedelta())


RETRY = BackOff()
