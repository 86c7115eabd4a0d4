"""Work on sendings that no request waits for."""

from procrastinate.contrib.django import app

from ccsis.intake import limits, lost
from ccsis.intake.models import LinkRequest
from ccsis.intake.personal import retention
from ccsis.intake.uploads.jobs import check_upload, sweep_uploads  # noqa: F401 (the worker looks here)
from ccsis.lib.jobs import RETRY


@app.task(queue="mail", retry=RETRY)
def answer_link_request(*, request_id: int) -> None:
    if request := LinkRequest.objects.filter(pk=request_id).first():
        lost.answer(request)


@app.periodic(cron="7 * * * *")
@app.task(queue="upkeep", queueing_lock="forget_places", retry=RETRY)
def forget_places(timestamp: int) -> None:
    """Once an hour: what was counted, and after midnight whose it was."""
    limits.forget_places()


@app.periodic(cron="41 2 * * *")
@app.task(queue="upkeep", queueing_lock="end_retention", retry=RETRY)
def end_retention(timestamp: int) -> None:
    """Once a day: erase what has been kept for as long as the privacy page says."""
    retention.erase_what_is_due()
