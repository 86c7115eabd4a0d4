"""The register of personal data.

Each app lists what it keeps in a module that the setting PERSONAL_DATA names, as `RECORDS`. The
privacy page is written from it, and a test fails for a field that looks personal and is not in it.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Basis:
    """Lawful bases of the General Data Protection Regulation, Article 6 (1)."""

    CONSENT = _("your consent, which you can take back (GDPR, Article 6 (1) (a))")
    CONTRACT = _("steps that you asked us to take (GDPR, Article 6 (1) (b))")
    INTEREST = _("our legitimate interest (GDPR, Article 6 (1) (f))")


@dataclass(frozen=True)
class Record:
    """What one table keeps about people."""

    #: As app_label.ModelName.
    label: str
    #: Whose data they are, as the heading on the privacy page.
    people: Promise | str
    purpose: Promise | str
    basis: Promise | str
    #: Field name to what the privacy page calls it.
    fields: dict[str, Promise | str]
    #: How long, in words, and for what the retention job erases or deletes also as a time.
    kept: Promise | str
    keeps: timedelta | None = None
    #: The column that the time is counted from.
    since: str = "received_at"
    #: Rows that are kept longer, as a lookup to exclude them by.
    unless: dict[str, Any] = field(default_factory=dict)
    #: What a field becomes when it is erased, where that is not empty.
    erased: dict[str, Any] = field(default_factory=dict)

    @property
    def labels(self) -> list[str]:
        """What the privacy page lists, each once."""
        return list(dict.fromkeys(map(str, self.fields.values())))

    @property
    def model(self) -> type[Model]:
        return apps.get_model(self.label)


def records() -> list[Record]:
    """All of them, in the order of the setting."""
    modules = map(import_module, settings.PERSONAL_DATA)
    return [record for module in modules for record in module.RECORDS]


def record_of(model: type[Model]) -> Record:
    """The record of a table. Raises LookupError for one that keeps nothing personal."""
    for record in records():
        if record.model is model:
            return record
    raise LookupError(model._meta.label)
