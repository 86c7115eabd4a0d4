"""What is kept about a sender, for the sender."""

from django.db.models import Model
from django.utils.translation import gettext as _

from ccsis.intake.models import Submission, Upload
from ccsis.intake.personal.registry import record_of
from ccsis.intake.uploads.actions import uploads_of
from ccsis.lib.sealing import SealedField
from ccsis.mail.actions import mails_about


def of(row: Submission) -> dict:
    """As JSON: what was sent, what became of it, its files by name and the mails about it."""
    record = record_of(type(row))
    return {
        "reference": row.reference,
        "received_at": row.received_at.isoformat(),
        "purpose": str(record.purpose),
        "lawful_basis": str(record.basis),
        "kept": str(record.kept),
        "standing": {name: _plain(row, name) for name in _choices(row)},
        "language": row.language,
        "is_discreet": row.is_discreet,
        "link_until": row.link_until.isoformat(),
        "data": {name: _plain(row, name) for name in record.fields} | row.exported(),
        "files": [
            {"name": upload.name, "bytes": upload.size, "sha256": _checksum(upload)}
            for upload in uploads_of(row)
        ],
        "mails": [
            {
                "purpose": mail.purpose,
                "state": mail.state,
                "queued_at": mail.queued_at.isoformat(),
                "sent_at": mail.sent_at and mail.sent_at.isoformat(),
            }
            for mail in mails_about(row)
        ],
    }


def _choices(row: Submission) -> list[str]:
    """What its sender chose, and how it stands since. Programs are not told what gave them away."""
    return [
        field.name for field in row._meta.concrete_fields if field.choices and field.name != "doubt"
    ]


def _checksum(upload: Upload) -> str:
    """The sealed one says nothing to anybody."""
    return _("(protected)") if upload.is_sealed else upload.sha256


def _plain(row: Model, name: str):
    """Sealed fields stay sealed: a link in somebody's mail must not tell who a pseudonym is."""
    value = getattr(row, name)
    if isinstance(row._meta.get_field(name), SealedField):
        return value and _("(protected)")
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)
