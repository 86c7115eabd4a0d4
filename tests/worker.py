"""A real worker at the real queue."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import time_machine
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app


def work() -> None:
    """Run a worker until nothing is due, in a thread where no browser test left a loop.

    A worker that does not wait ends while its last jobs, which may ask for others, are at work.
    """
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_work).result()
        while is_due():
            thread.submit(_work).result()


def work_at(moment: datetime) -> None:
    """As if it were then, for the jobs as for the queue, whose clock is the database's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET scheduled_at = NULL "
            "WHERE status = 'todo' AND scheduled_at <= %s",
            [moment],
        )
    with time_machine.travel(moment):
        work()


def run_as_process(email_url: str) -> str:
    """As it is started on a server, until nothing is due; all that it printed."""
    name = connection.settings_dict["NAME"]
    url = re.sub(r"/[^/?]*(\?|$)", rf"/{name}\1", os.environ["DATABASE_URL"])
    process = subprocess.run(
        [sys.executable, "manage.py", "procrastinate", "worker", "--one-shot"],
        env=os.environ | {"DATABASE_URL": url, "EMAIL_URL": email_url, "DEBUG": ""},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return process.stdout + process.stderr


def next_due(task: str) -> datetime | None:
    """When the next job of this name is due; None where there is none or it is due at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(scheduled_at) FROM procrastinate_jobs "
            "WHERE status = 'todo' AND task_name LIKE %s",
            [f"%.{task}"],
        )
        return cursor.fetchone()[0]


def is_due() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE status = 'todo' "
            "AND (scheduled_at IS NULL OR scheduled_at <= now()))"
        )
        return cursor.fetchone()[0]


def _work() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
        worker_app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
