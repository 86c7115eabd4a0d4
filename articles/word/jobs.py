"""Work on Word files that no request waits for."""

from procrastinate.contrib.django import app

from articles.models import WordFile
from ccsis.lib.jobs import RETRY

#: Before what nobody waits for; all else has 0.
SOON = 10


@app.task(queue="uploads", retry=RETRY, priority=SOON)
def read_word_file(*, file_key: str) -> None:
    # Loaded here: the actions ask for this job.
    from articles.word import actions

    state = WordFile.State
    waiting = WordFile.objects.filter(pk=file_key, state__in=[state.WAITING, state.READING])
    if file := waiting.first():
        actions.read(file)


@app.periodic(cron="47 * * * *")
@app.task(queue="upkeep", queueing_lock="sweep_word_files", retry=RETRY)
def sweep_word_files(timestamp: int) -> None:
    """What nobody took within a day."""
    from articles.word import actions

    actions.sweep()
