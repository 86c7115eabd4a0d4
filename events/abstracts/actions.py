"""What is done with abstracts, each in one transaction with the mails that tell of it."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop

from ccsis.intake.receipts import tell
from ccsis.lib.encryption import email_digest
from ccsis.mail.actions import queue_mail
from ccsis.mail.rendering import render
from ccsis.workflow.models import Step
from ccsis.workflow.transitions import Refused
from events.abstracts.authors import update_authors
from events.abstracts.states import WORKFLOW, can_be_changed
from events.models import Abstract, AbstractState, AbstractVersion

#: What an earlier version keeps.
KEPT = ("title", "text", "topic_name", "format")
#: What its sender is told, by the purpose of the mail.
NEWS = {
    "changed": gettext_noop(
        "Your abstract was changed on its private page. If it was not you, write to us at once."
    ),
    "withdrawn": gettext_noop(
        "Your abstract was withdrawn on its private page. Until the deadline you can take this back "
        "there."
    ),
    "revived": gettext_noop("Your abstract takes part again."),
    "draft-again": gettext_noop(
        "The office has undone the cancellation: what you sent too late is kept as a draft again."
    ),
    "let-in": gettext_noop(
        "Your abstract came too late, and was let in all the same: it takes part like any other."
    ),
    "cancelled": gettext_noop(
        "The office has cancelled your abstract: it does not take part any more. Answer this mail if "
        "you want to know more."
    ),
}


class Stale(Exception):  # noqa: N818 (it is an answer, not a fault)
    """It was changed since the form was made. `row` is it as it is now."""

    def __init__(self, row: Abstract):
        super().__init__()
        self.row = row


@transaction.atomic
def change(abstract: Abstract, *, version: int, arrived_at, authors: list, **columns) -> Abstract:
    """Change a submitted abstract while its call is open, and keep what it was as an earlier version.

    version: which one the form was made from. authors: [(stored author or None, what was typed)] in
    order. Raises Stale, or Refused where it cannot be changed any more.
    """
    locked = Abstract.objects.select_for_update(of=("self",)).get(pk=abstract.pk)
    if not can_be_changed(locked, arrived_at):
        raise Refused(locked.get_state_display())
    if locked.version != version:
        raise Stale(locked)
    if _differs(locked, columns):
        _keep_version(locked)
    if locked.email_confirmed_at:
        # Who has the link must not turn the mails of its sender to another address.
        columns["email"] = locked.email
    for name, value in columns.items():
        setattr(locked, name, value)
    locked.email_digest = email_digest(locked.email) if locked.email else ""
    locked.version, locked.changed_at = locked.version + 1, arrived_at
    locked.save()
    update_authors(locked, authors)
    Step.objects.create(
        model=locked._meta.label_lower,
        row_pk=locked.pk,
        transition="change",
        from_state=locked.state,
        to_state=locked.state,
    )
    _tell(locked, "changed")
    locked.counts_now()
    return locked


def withdraw(abstract: Abstract) -> Abstract:
    """Its author withdraws it, by the private link."""
    return _told("withdraw", abstract, "withdrawn")


def revive(abstract: Abstract) -> Abstract:
    """Its author takes the withdrawal back, while the call is open."""
    return _told("revive", abstract, "revived")


@transaction.atomic
def let_in_late(abstract: Abstract, *, by, reason: str) -> Abstract:
    """Staff let a late draft take part as if it had come in time; its sender and the co-authors hear of it."""
    abstract = _told("let-in-late", abstract, "let-in", by=by, reason=reason)
    abstract.counts_now()
    return abstract


def cancel(abstract: Abstract, *, by, reason: str) -> Abstract:
    """Staff take it out; its sender is told, and not why."""
    return _told("cancel", abstract, "cancelled", by=by, reason=reason)


def restore(abstract: Abstract, *, by, reason: str = "") -> Abstract:
    return _told("restore", abstract, "revived", by=by, reason=reason)


def restore_draft(abstract: Abstract, *, by, reason: str = "") -> Abstract:
    """What came too late is a draft again; letting it in is another step."""
    return _told("restore-draft", abstract, "draft-again", by=by, reason=reason)


@transaction.atomic
def confirm_address(abstract: Abstract) -> None:
    """Its sender has opened the link of a mail that went to the address."""
    row = Abstract.objects.filter(pk=abstract.pk, email_confirmed_at=None)
    # Not of an address that it was changed to at the same moment.
    row = row.filter(email_digest=abstract.email_digest)
    row.update(email_confirmed_at=timezone.now())


def tell_co_authors(abstract: Abstract) -> None:
    """Mail those who were not told yet the link to the own entry; of a late draft nobody is told."""
    if abstract.state != AbstractState.SUBMITTED:
        return
    for author in abstract.authors.filter(told_at=None, erased_at=None).exclude(email=""):
        context = {"reference": author.reference, "is_discreet": abstract.is_discreet}
        context["event"] = "" if abstract.is_discreet else abstract.event.name
        queue_mail(
            purpose="co-author",
            about=author,
            recipient="sender",
            message=render("co_author", context, abstract.language),
            language=abstract.language,
        )
        author.told_at = timezone.now()
        author.save(update_fields=["told_at"])


def want_comparison(abstract: Abstract) -> None:
    """Have it compared with the others of its event, after the commit."""
    from events.jobs import compare_abstract

    compare_abstract.defer(abstract_id=abstract.pk)


@transaction.atomic
def _told(name: str, abstract: Abstract, mail: str, *, by=None, reason: str = "") -> Abstract:
    """Take a step and mail its sender; a discreet sender's mail says that something changed, and not what."""
    abstract = WORKFLOW.perform(name, abstract, by=by, reason=reason)
    _tell(abstract, mail)
    return abstract


def _tell(abstract: Abstract, name: str) -> None:
    """Once for each kind of news; later ones of the kind take the earlier one's place."""
    if abstract.mail_address("sender"):
        with translation.override(abstract.language):
            news = gettext(NEWS[name])
        # The receipt's link confirms the address that the receipt went to, and no later one.
        asks = name == "changed" and abstract.email_confirmed_at is None
        tell(abstract, purpose=name, news=news, title=abstract.title, asks_to_confirm=asks)


def _keep_version(abstract: Abstract) -> None:
    AbstractVersion.objects.create(
        abstract=abstract,
        number=abstract.version,
        written_at=abstract.changed_at or abstract.received_at,
        **{name: getattr(abstract, name) for name in KEPT},
    )


def _differs(abstract: Abstract, columns: dict) -> bool:
    new = Abstract(topic=columns["topic"], other_topic=columns["other_topic"])
    wanted = {name: columns.get(name, new.topic_name) for name in KEPT}
    return any(getattr(abstract, name) != value for name, value in wanted.items())
