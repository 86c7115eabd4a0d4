"""Who a protected sender is: sealed when it comes in, opened by two permissions, each time noted.

The key is outside the database and its backups (`ccsis.lib.sealing`). Whatever shows or sends a
contribution works without opening it; only a mail's address is read while the mail goes out.
"""

import json
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from ccsis.audit.actions import record
from ccsis.audit.models import Action, Entry
from ccsis.intake.models import Upload
from ccsis.intake.models.uploads import Verdict
from ccsis.intake.uploads.sealed import open_file
from ccsis.lib.encryption import Undecipherable, plain_address
from ccsis.lib.rotation import Outcome, in_batches
from ccsis.lib.sealing import seal, sealed_digest, unseal
from ccsis.workflow.transitions import Refused
from submissions.models import IDENTITY, Contribution

#: By which permission what is opened.
OPEN_IDENTITY, OPEN_ORIGINAL = "submissions.open_identity", "submissions.open_original"
OPENINGS = (Action.IDENTITY_OPENED, Action.ORIGINAL_OPENED)


def protect(row: Contribution) -> None:
    """Seal who sent a row that is not stored yet; nothing of it is left in its other columns."""
    row.sealed = seal(json.dumps({name: getattr(row, name) for name in IDENTITY}))
    row.email_digest = digest_of(row.email) if row.email else ""
    for name in IDENTITY:
        setattr(row, name, "")
    row.is_protected = row.is_discreet = True


def digest_of(address: str) -> str:
    """By which a lost link is found again; under the key of the identities, not under the site's."""
    return sealed_digest("email", plain_address(address))


def rotate_digests(*, dry_run: bool = False) -> Outcome:
    """Digest the addresses under the first key, so that lost links are found once an old key is removed."""
    outcome = Outcome("submissions.Contribution.email_digest")
    rows = Contribution.objects.filter(is_protected=True).exclude(email_digest="")
    pairs = rows.values_list("pk", JSONObject(sealed="sealed", digest="email_digest"))

    def write(pk, known: dict) -> None:
        Contribution.objects.filter(pk=pk).update(email_digest=known["digest"])

    in_batches(outcome, pairs, _digested, None if dry_run else write)
    return outcome


@transaction.atomic
def open_identity(row: Contribution, *, by) -> dict[str, str]:
    """IDENTITY of a protected sender, noted in the audit log. Raises Refused, Undecipherable."""
    _refuse_unless(row, by, OPEN_IDENTITY)
    identity = _read(row)
    record(actor=by, action=Action.IDENTITY_OPENED, subject=row)
    return identity


@transaction.atomic
def open_original(row: Contribution, upload: Upload, *, by) -> tuple[str, bytes]:
    """Name and content of a protected sender's file, noted likewise. Raises Refused, Undecipherable."""
    _refuse_unless(row, by, OPEN_ORIGINAL)
    if upload.verdict not in (Verdict.CLEAN, Verdict.SUSPICIOUS):
        raise Refused(_("This file is not handed out: it is being checked, or was refused."))
    opened = open_file(upload)
    record(actor=by, action=Action.ORIGINAL_OPENED, subject=row)
    return opened


def has_opened_since(user, moment: datetime) -> bool:
    """Whether this person opened anything sealed since; in a transaction, at whose end the next one is told.

    So what is sent several times at once opens one thing and no more.
    """
    get_user_model().objects.select_for_update().get(pk=user.pk)
    opened = Entry.objects.filter(actor_id=user.pk, at__gte=moment)
    return opened.filter(action__in=OPENINGS).exists()


def address_of(row: Contribution) -> str:
    """For a mail that is going out, and for nothing else; "" where no key opens it."""
    try:
        return _read(row)["email"] if row.sealed else ""
    except Undecipherable:
        return ""


def _digested(known: dict) -> dict:
    """What no key opens stays: that is told of the sealed column already."""
    try:
        identity = json.loads(unseal(known["sealed"]))
    except Undecipherable:
        return known
    return known | {"digest": digest_of(identity["email"])}


def _read(row: Contribution) -> dict[str, str]:
    return json.loads(unseal(row.sealed))


def _refuse_unless(row: Contribution, by, permission: str) -> None:
    if not by.has_perm(permission):
        raise Refused(_("You may not open this."))
    if not row.is_protected or row.erased_at:
        raise Refused(_("There is nothing sealed here."))
