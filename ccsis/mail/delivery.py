"""Delivering one mail: at most one of a purpose to an address in an hour, each exactly once as far as that can be.

Between the server's word that it has the mail and our commit lies a moment in which a crash makes
the mail go out again. It then has the same Message-ID, by which servers and readers drop it.
"""

import zlib
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Model
from django.utils import timezone

from ccsis.lib.encryption import email_digest
from ccsis.lib.mailservers import Undelivered
from ccsis.mail.composing import NoAddress, compose
from ccsis.mail.models import Mail, State

PAUSE = timedelta(hours=1)
#: How long a mail steps aside while another of its purpose is on its way to the same address.
BUSY = timedelta(minutes=1)
#: Advisory locks of mails and of addresses, apart from each other and from other locks.
MAIL, ADDRESS = 7301, 7302


def deliver(mail_id: int, *, is_last: bool = False) -> datetime | None:
    """Deliver it, unless that was done, is being done or cannot be; returns when to try instead, if so.

    is_last: a mail that is not taken now is given up. Raises Undelivered, to be tried again.
    """
    if settings.MAIL_SERVER is None:
        return None
    try:
        with transaction.atomic():
            return _deliver(mail_id)
    except Undelivered as refusal:
        is_final = refusal.is_final or is_last
        _note(mail_id, refusal.code, is_final=is_final)
        if is_final:
            return None
        raise
    except Exception:
        if is_last:
            _note(mail_id, "fault", is_final=True)
        raise


def _deliver(mail_id: int) -> datetime | None:
    if not _is_locked(MAIL, mail_id):
        return None
    mail = Mail.objects.queued().filter(pk=mail_id).first()
    if mail is None:
        return None
    if mail.is_sealed:
        raise Undelivered("sealed")
    return _send(mail, mail.about)


def _send(mail: Mail, about: Model | None) -> datetime | None:
    address = about.mail_address(mail.recipient) if about else ""
    if not address:
        raise Undelivered("no-address", is_final=True)
    digest = getattr(about, "mail_digest", email_digest)(address)
    if due := _next_due(mail, digest):
        Mail.objects.filter(pk=mail.pk).update(error="hour")
        return due
    try:
        message = compose(mail, address, about.mail_links())
    except NoAddress:
        raise Undelivered("no-address", is_final=True) from None
    settings.MAIL_SERVER.send(message)
    return _note_sent(mail, digest)


def _next_due(mail: Mail, digest: str) -> datetime | None:
    """When the hour since the last mail of this purpose to this address is over, if it is not.

    Two workers with such mails do not wait for each other: a server that hangs would hold both.
    """
    if not _is_locked(ADDRESS, zlib.crc32(f"{mail.purpose} {digest}".encode())):
        return timezone.now() + BUSY
    same = Mail.objects.filter(address_digest=digest, purpose=mail.purpose)
    last = same.filter(went_at__gt=timezone.now() - PAUSE).order_by("-went_at").first()
    return last and last.went_at + PAUSE


def _note_sent(mail: Mail, digest: str) -> datetime | None:
    """Its text is gone with this; a mail whose row was erased meanwhile is gone altogether.

    One that was asked for again meanwhile has a new Message-ID: its new words wait for their hour.
    """
    now = timezone.now()
    row = Mail.objects.filter(pk=mail.pk)
    is_there = row.update(went_at=now, address_digest=digest)
    is_same = row.filter(message_id=mail.message_id).update(
        state=State.SENT, sent_at=now, attempts=F("attempts") + 1, error="", text="", html=""
    )
    return now + PAUSE if is_there and not is_same else None


def _note(mail_id: int, code: str, *, is_final: bool) -> None:
    failed = {"state": State.FAILED, "failed_at": timezone.now()} if is_final else {}
    row = Mail.objects.queued().filter(pk=mail_id)
    row.update(attempts=F("attempts") + 1, error=code, **failed)


def _is_locked(kind: int, number: int) -> bool:
    """Ours until the transaction ends; False if another worker has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [kind, _int4(number)])
        return cursor.fetchone()[0]


def _int4(number: int) -> int:
    return (number & 0xFFFFFFFF) - 0x80000000
