"""Work on uploads that no request waits for."""

from procrastinate.contrib.django import app

from ccsis.intake.models import Upload, Verdict
from ccsis.intake.uploads import checking, sweeping
from ccsis.lib.jobs import RETRY


@app.task(queue="uploads", retry=RETRY)
def check_upload(*, upload_id: int) -> None:
    """Look into a file that was sent; twice does no harm."""
    upload = Upload.objects.filter(pk=upload_id, verdict=Verdict.UNCHECKED).defer("name").first()
    if upload:
        checking.check(upload)


@app.periodic(cron="37 * * * *")
@app.task(queue="upkeep", queueing_lock="sweep_uploads")
def sweep_uploads(timestamp: int) -> None:
    """What no form came back for, and files that no row knows, after a day; checks that never end."""
    sweeping.sweep()
    sweeping.give_up()
