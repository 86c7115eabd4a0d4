"""What staff do with a sending, each after a question. A kind adds its own to these."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ccsis.audit.actions import record
from ccsis.audit.models import Action
from ccsis.intake import actions
from ccsis.intake.models import Submission
from ccsis.intake.personal.erasure import erase
from ccsis.intake.receipts import receipt
from ccsis.lib.encryption import digest
from ccsis.mail.actions import mails_about, queue_mail, requeue
from ccsis.mail.composing import without_links
from ccsis.mail.rendering import Message
from ccsis.workflow.models import Step
from ccsis.workflow.transitions import Refused, Workflow


class StepForm(forms.Form):
    """Nothing to fill in."""

    def __init__(self, *args, row: Submission, **options):
        super().__init__(*args, **options)
        self.row = row


class ReasonForm(StepForm):
    reason = forms.CharField(
        label=_("For your colleagues"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why; only staff see it."),
    )


class NoteForm(StepForm):
    reason = forms.CharField(
        label=_("Note"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4})
    )


@dataclass(frozen=True)
class Preview:
    """The mail that a step would send, as staff see it first. values: of the step's form."""

    message: Message
    values: dict
    #: What stands on the private page, where the mail itself says nothing.
    on_page: str = ""

    @property
    def text(self) -> str:
        return without_links(self.message.text)

    @property
    def stamp(self) -> str:
        """By which the step knows that what is sent is what was seen."""
        told = [self.message.subject, self.message.text, self.on_page, self.values]
        return digest("preview", json.dumps(told, sort_keys=True, default=str))


@dataclass(frozen=True)
class DeskStep:
    name: str
    label: Promise
    #: What it will do, and what is said afterwards.
    explanation: Promise
    done: Promise
    #: Called as take(row, by=user, **values of the form).
    take: Callable
    #: The permission without its app and model, such as "change".
    permission: str = "change"
    form: type[StepForm] = StepForm
    is_open: Callable[[Submission], bool] = lambda row: row.erased_at is None
    is_grave: bool = False
    #: Called as preview(row, **values of the form): the mail is seen before the step is taken.
    preview: Callable[..., Preview] | None = None

    @property
    def has_preview(self) -> bool:
        """For templates, which would call the function."""
        return self.preview is not None


def is_held(row: Submission) -> bool:
    return row.held_at is not None and row.erased_at is None


def counts(row: Submission) -> bool:
    return row.held_at is None and row.erased_at is None


def transition(workflow: Workflow, name: str, explanation, done, **options) -> DeskStep:
    """A step of the kind's workflow."""
    step = workflow[name]

    def take(row, *, by, **values):
        return workflow.perform(name, row, by=by, **values)

    return DeskStep(
        name,
        step.label,
        explanation,
        done,
        options.pop("take", take),
        form=options.pop("form", ReasonForm),
        is_open=lambda row: counts(row) and step.is_open(row),
        **options,
    )


@transaction.atomic
def note(row: Submission, *, by, reason: str) -> Step:
    """Keep a note in the row's history. Raises Refused."""
    row = _locked(row)
    state = getattr(row, "state", "")
    return Step.objects.create(
        model=row._meta.label_lower,
        row_pk=row.pk,
        transition="note",
        from_state=state,
        to_state=state,
        by=by,
        reason=reason,
    )


@transaction.atomic
def send_new_link(row: Submission, *, by) -> None:
    """Let no earlier link open the page, and mail the new one with the receipt. Raises Refused."""
    row = _locked(row)
    actions.revoke_links(row)
    actions.renew_link(row)
    first = mails_about(row).filter(purpose="receipt").first()
    if first:
        requeue(first, receipt(row))
    elif row.mail_address("sender"):
        queue_mail(
            purpose="receipt",
            about=row,
            recipient="sender",
            message=receipt(row),
            language=row.language,
        )
    record(actor=by, action=Action.LINK_RENEWED, subject=row)


def _locked(row: Submission) -> Submission:
    """As it is now: nothing is written about what was erased or dropped a moment ago. Raises Refused."""
    rows = type(row)._base_manager.select_for_update().filter(pk=row.pk, erased_at=None)
    if (locked := rows.first()) is None:
        raise Refused(_("It was erased or dropped meanwhile. Nothing was changed."))
    return locked


GENERAL = (
    DeskStep(
        "let-in",
        _("Let in"),
        _("It counts like any other from now on, and its sender gets the receipt by mail."),
        _("Let in. Its mail and when it goes out are listed below."),
        actions.let_in,
        is_open=is_held,
    ),
    DeskStep(
        "drop",
        _("Drop"),
        _("It is deleted with its files, and its sender is not told. This cannot be undone."),
        _("Dropped."),
        actions.drop,
        is_open=is_held,
        is_grave=True,
    ),
    DeskStep(
        "note",
        _("Add a note"),
        _("Notes stand in the history below; only staff see them."),
        _("Noted."),
        note,
        form=NoteForm,
    ),
    DeskStep(
        "new-link",
        _("Send a new link"),
        _(
            "No link that was given out opens the sender’s page any more. A new one goes to the "
            "sender’s address with the receipt."
        ),
        _(
            "The old links are closed. The new one goes out by mail; if a receipt went to this "
            "address just before, within the hour."
        ),
        send_new_link,
        is_open=counts,
    ),
    DeskStep(
        "erase",
        _("Erase personal data"),
        _(
            "What was sent, its files, its mails, the notes and the private page are deleted. The "
            "reference number, the dates and the state stay. This cannot be undone, and a restored "
            "backup is freed of them again."
        ),
        _("Erased."),
        erase,
        permission="erase",
        is_grave=True,
    ),
)
