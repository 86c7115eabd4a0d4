"""What is forgotten by itself."""

from procrastinate.contrib.django import app

from ccsis.desk import presence, works


@app.periodic(cron="17 3 * * *")
@app.task(queue="upkeep", queueing_lock="purge_desk")
def purge_desk(timestamp: int) -> None:
    """Unsaved work after 30 days, and who was at which form."""
    works.purge()
    presence.purge()
