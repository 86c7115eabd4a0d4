"""Work on contributions that no request waits for."""

from procrastinate.contrib.django import app

from ccsis.lib.jobs import RETRY
from submissions import actions


@app.periodic(cron="*/10 * * * *")
@app.task(queue="upkeep", queueing_lock="tell_published", retry=RETRY)
def tell_published(timestamp: int) -> None:
    """A piece becomes public by the clock alone; its sender hears of it soon after."""
    actions.tell_published()
