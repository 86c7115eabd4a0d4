"""What is done with contributions, each in one transaction with the mails that tell of it."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop

from articles import releasing
from articles.models import Article, SeriesPart
from ccsis.intake.actions import renew_link
from ccsis.intake.receipts import tell
from ccsis.intake.uploads.actions import OtherContent
from ccsis.mail.actions import mails_about, queue_mail, requeue
from ccsis.workflow.transitions import Refused
from events.models import Event
from submissions.handoff import Wishes, discard, make_article
from submissions.letters import mail_of, with_offer
from submissions.models import (
    ALIVE,
    Call,
    Contribution,
    ContributionState,
    Exchange,
    ExchangeKind,
    Kind,
)
from submissions.states import WORKFLOW

WITHDRAWN = gettext_noop("It is withdrawn, as you wished on its private page.")
PUBLISHED = gettext_noop("It is published. Its address stands on your private page.")


def promised_day(row: Contribution) -> date:
    """The day by which its sender has an answer, counted from today."""
    call = Call.current()
    days = call.simulation_days if row.kind == Kind.SIMULATION else call.pitch_days
    return (timezone.now() + timedelta(days=days)).date()


def promise(row: Contribution) -> None:
    """Fix that day: from now on it counts."""
    row.promised_on = promised_day(row)
    Contribution.objects.filter(pk=row.pk).update(promised_on=row.promised_on)


@transaction.atomic
def assign(row: Contribution, *, by, editor, reason: str = "") -> Contribution:
    """Let one of the editors look after it; None is nobody. What was only received is in discussion now."""
    locked = Contribution.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if locked.erased_at:
        raise Refused(gettext("It was erased meanwhile. Nothing was changed."))
    if editor is not None and WORKFLOW["discuss"].is_open(locked):
        return WORKFLOW.perform("discuss", locked, by=by, reason=reason, assigned_to=editor)
    locked.assigned_to = editor
    locked.save(update_fields=["assigned_to"])
    return locked


@transaction.atomic
def ask(row: Contribution, *, by, text: str) -> Contribution:
    """Ask its sender for more, by mail and on the private page. Raises Refused."""
    asked = WORKFLOW.perform("ask", row, by=by, asked_at=timezone.now())
    asked.exchanges.create(kind=ExchangeKind.QUESTION, text=text, by=by)
    _write(asked, "question", text)
    return asked


@transaction.atomic
def reply(row: Contribution, *, form_key: UUID, text: str) -> Exchange:
    """Keep what its sender wrote on the private page, once. An answer puts it back into discussion.

    The days for which the question waited are added to the promise. Raises Refused, and OtherContent
    for another text under the same key.
    """
    locked = Contribution.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if first := Exchange.objects.filter(form_key=form_key).first():
        return _same(first, locked, text)
    if locked.held_at or locked.erased_at or locked.state not in ALIVE:
        raise Refused(gettext("Nothing more can be sent to it."))
    written = {"answered_at": timezone.now()}
    if WORKFLOW["answer"].is_open(locked):
        moved = _after_waiting(locked)
        WORKFLOW.perform("answer", locked, by=None, promised_on=moved, **written)
    else:
        Contribution.objects.filter(pk=locked.pk).update(**written)
    return locked.exchanges.create(kind=ExchangeKind.ANSWER, text=text, form_key=form_key)


@transaction.atomic
def stop_waiting(row: Contribution, *, by, reason: str = "") -> Contribution:
    """Go on without an answer; the days for which the question waited are added likewise. Raises Refused."""
    locked = Contribution.objects.select_for_update(of=("self",)).get(pk=row.pk)
    moved = _after_waiting(locked)
    return WORKFLOW.perform("stop-waiting", locked, by=by, reason=reason, promised_on=moved)


@transaction.atomic
def accept(row: Contribution, *, by, text: str, wishes: Wishes) -> Contribution:
    """Accept it, make the draft article of it, and tell its sender. Raises Refused."""
    accepted = WORKFLOW.perform("accept", row, by=by, decided_at=timezone.now())
    accepted.article = make_article(accepted, wishes, by=accepted.assigned_to or by)
    accepted.save(update_fields=["article"])
    _decide(accepted, by, text)
    return accepted


@transaction.atomic
def decline(row: Contribution, *, by, text: str, event: Event | None = None) -> Contribution:
    """Decline it and tell its sender. event: the conference that is offered instead. Raises Refused."""
    declined = WORKFLOW.perform(
        "decline", row, by=by, decided_at=timezone.now(), offered_event=event
    )
    _decide(declined, by, with_offer(text, event))
    return declined


def reopen(row: Contribution, *, by, reason: str = "") -> Contribution:
    """Take the declining back; its sender is not told, and sees it in discussion again.

    An answer had come in time, perhaps: the next one is promised anew.
    """
    anew = {"decided_at": None, "offered_event": None, "promised_on": promised_day(row)}
    return WORKFLOW.perform("reopen", row, by=by, reason=reason, **anew)


@transaction.atomic
def revoke(row: Contribution, *, by, text: str) -> Contribution:
    """Take an acceptance back before readers have seen it, and tell its sender. Raises Refused.

    What was made of it is put away; accepted again, another draft is made.
    """
    locked = _locked_with_article(row)
    revoked = WORKFLOW.perform("revoke", locked, by=by, decided_at=None, article=None)
    if locked.article:
        _put_away(locked.article, gettext("Its acceptance was taken back."))
    _decide(revoked, by, text)
    return revoked


@transaction.atomic
def withdraw(row: Contribution) -> Contribution:
    """By its sender, until it is published: what was made of it cannot be published any more.

    Raises Refused, also where readers have seen it meanwhile.
    """
    locked = _locked_with_article(row)
    withdrawn = WORKFLOW.perform("withdraw", locked, by=None)
    if withdrawn.article:
        _put_away(withdrawn.article, gettext("Its sender has withdrawn it."))
    with translation.override(withdrawn.language):
        tell(withdrawn, purpose="withdrawn", news=gettext(WITHDRAWN), title=withdrawn.title)
    return withdrawn


@transaction.atomic
def let_go(row: Contribution) -> None:
    """Before its sender's data are erased: what readers have not seen is gone with them, for good."""
    locked = _locked_with_article(row)
    if locked.is_published:
        return
    if locked.article:
        discard(locked.article, signed_as=locked.signed_as)
        row.article = None
    if locked.state in ALIVE:
        row.state = ContributionState.WITHDRAWN


@transaction.atomic
def tell_published() -> int:
    """Tell senders whose piece readers see since; how many."""
    rows = Contribution.objects.newly_published().select_for_update(of=("self",), skip_locked=True)
    for row in (found := list(rows[:100])):
        row.told_published_at = timezone.now()
        row.save(update_fields=["told_published_at"])
        renew_link(row)
        if row.has_address:
            with translation.override(row.language):
                tell(row, purpose="published", news=gettext(PUBLISHED), title=row.title)
    return len(found)


def _same(first: Exchange, row: Contribution, text: str) -> Exchange:
    if (first.contribution_id, first.text) != (row.pk, text):
        raise OtherContent
    return first


def _after_waiting(row: Contribution) -> date | None:
    """The promised day, later by the days since its sender was asked."""
    if row.promised_on is None or row.asked_at is None:
        return row.promised_on
    return row.promised_on + (timezone.now().date() - row.asked_at.date())


def _decide(row: Contribution, by, text: str) -> None:
    row.exchanges.create(kind=ExchangeKind.DECISION, text=text, by=by)
    _write(row, "decision", text)


def _write(row: Contribution, purpose: str, text: str) -> None:
    renew_link(row)
    if not row.has_address:
        return
    message = mail_of(row, text)
    if earlier := mails_about(row).filter(purpose=purpose, recipient="sender").first():
        requeue(earlier, message)
    else:
        queue_mail(
            purpose=purpose, about=row, recipient="sender", message=message, language=row.language
        )


def _locked_with_article(row: Contribution) -> Contribution:
    """Both as they are now: the release of the article waits, or was before."""
    locked = Contribution.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if locked.article_id:
        locked.article = releasing.locked(locked.article)
    return locked


def _put_away(article: Article, reason: str) -> None:
    """Nobody can release it any more; a superuser can bring it back for 30 days."""
    if article.deleted_at:
        return
    # Readers would be told of a part that does not come.
    SeriesPart.objects.filter(article=article, title="").delete()
    for change in Article.objects.filter(pending_of=article):
        change.delete()
    releasing.delete(article, by=None, reason=reason)
