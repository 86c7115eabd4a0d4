"""The demonstration's part in contributions: made-up pitches and simulations in every state."""

from django.utils.translation import gettext as _

from articles.models import Series
from ccsis.demo.recorder import Recorder, edited, forget, recorded
from submissions.demo.contributions import load_contributions
from submissions.models import Contribution

INVITING = "common-measures"


def has_real_content() -> bool:
    return Contribution.objects.exclude(pk__in=recorded(Contribution)).exists()


def load(record: Recorder, articles: int) -> None:
    """Only where there is none yet."""
    if Contribution.objects.exists():
        return
    for series in Series.objects.filter(slug=INVITING, pk__in=recorded(Series)):
        series.invites_simulations = True
        series.save(update_fields=["invites_simulations"])
        record.renew(series)
    load_contributions(record)


def remove(edited_too: bool) -> list[str]:
    kept = [] if edited_too else list(edited(Contribution))
    gone = set(recorded(Contribution)) - {row.pk for row in kept}
    forget(Contribution, gone)
    Contribution.objects.filter(pk__in=gone).delete()
    return [_("Kept (edited): contribution “%s”") % row for row in kept]
