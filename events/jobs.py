"""Work on events that no request waits for."""

from procrastinate.contrib.django import app

from ccsis.lib.jobs import RETRY
from events.abstracts import comparing, wishes
from events.models import Abstract


@app.task(queue="upkeep", retry=RETRY)
def compare_abstract(*, abstract_id: int) -> None:
    if abstract := Abstract.objects.let_in().filter(pk=abstract_id).first():
        comparing.compare(abstract)


@app.periodic(cron="* * * * *")
@app.task(queue="upkeep", queueing_lock="send_wished_drafts", retry=RETRY)
def send_wished_drafts(timestamp: int) -> None:
    """Drafts whose authors asked for that, once the deadline and its grace are over."""
    wishes.send_due()
