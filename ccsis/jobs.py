"""Jobs that look after the queue itself."""

from datetime import timedelta

from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from ccsis.lib.jobs import GIVE_UP, delay, waited


def _pause(attempts: int) -> timedelta:
    """None at first: usually the machine was restarted and the job is blameless."""
    return delay(attempts - 1) if attempts else timedelta()


@app.periodic(cron="* * * * *")
@app.task(queue="upkeep", queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Take up again, later each time, what a killed worker left behind.

    A worker that runs gives a sign of life every ten seconds; after thirty without one its jobs
    are nobody's. A job that has ended its worker for three days is given up.
    """
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        if waited(job.attempts) > GIVE_UP:
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
        else:
            await manager.retry_job(job, retry_at=timezone.now() + _pause(job.attempts))
