"""Jobs in a real queue, worked off by a real worker."""

import pytest
from django.db import connection

from ccsis.jobs import retry_stalled_jobs
from ccsis.media.models import Image
from tests.factories import make_image
from tests.worker import work

pytestmark = pytest.mark.django_db(transaction=True)


def execute(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []


def states():
    """Of the rendering jobs: at each full minute a worker adds one that looks after the queue."""
    return execute(
        "SELECT status::text, attempts FROM procrastinate_jobs "
        "WHERE task_name LIKE '%%render_image' ORDER BY id"
    )


def leave_by_a_killed_worker(attempts=0):
    """As a SIGKILL leaves it: in work, by a worker that gives no sign of life."""
    ((worker,),) = execute(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
    )
    execute(
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s",
        worker,
        attempts,
    )


def test_a_worker_renders_what_was_asked_for(jobs):
    image = make_image()
    work()
    assert Image.objects.get(pk=image.pk).renditions_at is not None
    assert states() == []


def test_what_a_killed_worker_left_is_taken_up_again(jobs):
    image = make_image()
    leave_by_a_killed_worker()
    retry_stalled_jobs.defer(timestamp=0)
    work()
    work()
    assert Image.objects.get(pk=image.pk).renditions_at is not None


def test_a_job_that_always_ends_its_worker_is_given_up(jobs):
    make_image()
    leave_by_a_killed_worker(attempts=30)
    retry_stalled_jobs.defer(timestamp=0)
    work()
    assert states() == [("failed", 31)]


def test_a_job_of_a_worker_that_lives_is_left_alone(jobs):
    make_image()
    leave_by_a_killed_worker()
    execute("UPDATE procrastinate_workers SET last_heartbeat = now()")
    retry_stalled_jobs.defer(timestamp=0)
    work()
    assert states() == [("doing", 0)]
