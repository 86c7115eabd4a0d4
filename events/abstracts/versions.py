"""An abstract's versions, each with what its sender changed in it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ccsis.lib.differences import Change, changes
from events.models import Abstract, AbstractVersion

LABELS = {
    "title": _("Title"),
    "topic_name": _("Topic"),
    "format": _("Preferred format"),
    "text": _("Abstract"),
}


@dataclass(frozen=True)
class Version:
    number: int
    written_at: datetime
    #: Against the version before it; of the first there are none.
    changes: list[Change]


def versions_of(abstract: Abstract) -> list[Version]:
    """The latest first; the last is as it was sent first."""
    earlier = list(abstract.versions.order_by("number"))
    written_at = abstract.changed_at if earlier else abstract.received_at
    rows = [
        *earlier,
        AbstractVersion(number=abstract.version, written_at=written_at, **_now(abstract)),
    ]
    found = []
    for before, row in zip([None, *rows], rows, strict=False):
        differences = changes(_content(before), _content(row), LABELS) if before else []
        found.append(Version(row.number, row.written_at, differences))
    return found[::-1]


def _now(abstract: Abstract) -> dict:
    return {name: getattr(abstract, name) for name in LABELS}


def _content(version: AbstractVersion) -> dict:
    shown = {name: getattr(version, name) for name in LABELS}
    return shown | {"format": version.get_format_display()}
