"""Somebody else saved meanwhile: what is in the database now, and how that differs from what was typed."""

from dataclasses import dataclass, field

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext

from ccsis.desk import fingerprints, values
from ccsis.desk.fingerprints import Fingerprint
from ccsis.desk.presence import clock, name_of
from ccsis.lib.differences import Change, changes


@dataclass
class Conflict:
    """`based_on` is what the refused form was made from; `now` and `texts` are the row's."""

    based_on: Fingerprint
    now: Fingerprint
    texts: dict[str, values.Text]
    labels: dict[str, str]
    sentence: str
    differences: list["Difference"] = field(default_factory=list)

    def compare(self, form, formsets) -> None:
        """Put what was typed beside what is there, field by field."""
        typed, digests = values.texts_of(form, formsets), values.digests_of(form, formsets)
        found = changes(self.texts, typed, self.labels, rich=values.rich_names(form))
        self.differences = [Difference(one, self._whose(one.name, digests)) for one in found]

    def _whose(self, name: str, typed: dict[str, str]) -> str:
        before = self.based_on.digests.get(name)
        if before == self.now.digests.get(name):
            return gettext("Only you changed this.")
        if before == typed.get(name):
            return gettext("Only the other person changed this. Saving would undo it.")
        return gettext("Both of you changed this, or you would undo a change.")


@dataclass(frozen=True)
class Difference:
    change: Change
    #: Who of the two changed it, in words.
    note: str


def find(based_on: Fingerprint, form, formsets, *, user, row) -> Conflict | None:
    """Compare the row, which is locked and shown by an unbound form, with what the sent form is based on."""
    now = fingerprints.take(form, formsets)
    if now.digests == based_on.digests:
        return None
    return Conflict(
        based_on,
        now,
        values.texts_of(form, formsets),
        values.labels_of(form, formsets),
        who_saved(row, user, since=based_on.made_at),
    )


def who_saved(row, user, *, since) -> str:
    """Who saved a row last since then, as the admin's own log has it, in a sentence."""
    kind = ContentType.objects.get_for_model(row)
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(row.pk))
    last = entries.filter(action_time__gte=since).select_related("user").first()
    if last is None:
        return gettext("This was changed after you opened it, though in no form of the desk.")
    words = {"name": name_of(last.user), "time": clock(last.action_time)}
    if last.user_id == user.pk:
        return gettext("You saved this yourself at %(time)s, in another window.") % words
    return gettext("%(name)s saved this at %(time)s, after you had opened it.") % words
