"""What the forms let their senders choose from, read from the database once for a page."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.models import Region, Series
from articles.series import for_readers


def inviting_series() -> QuerySet[Series]:
    """Series that readers know of and that invite simulations."""
    return for_readers().filter(invites_simulations=True)


@dataclass(frozen=True)
class Choices:
    regions: dict[str, Region]
    #: Those that invite simulations.
    series: dict[str, Series]

    @classmethod
    def load(cls, *, with_series: bool = False) -> "Choices":
        """with_series: also those that invite simulations."""
        series = inviting_series() if with_series else []
        return cls(
            {str(region.pk): region for region in Region.objects.all()},
            {str(row.pk): row for row in series},
        )


def offered(rows: dict | None, typed, name: str) -> list[tuple[str, str]]:
    """For a field. rows: None where nobody can be asked; then what was typed is all that is known."""
    if rows is None:
        value = typed.get(name, "") if typed else ""
        return [(value, _("as you chose") if value else _("none"))]
    return [("", _("Choose one")), *((key, str(row)) for key, row in rows.items())]
