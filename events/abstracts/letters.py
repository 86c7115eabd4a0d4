"""Letters that staff write to the authors of several abstracts: planned, looked at, then sent."""

import re
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ccsis.audit.actions import record
from ccsis.audit.models import Action
from ccsis.mail.actions import mails_about, queue_mails
from ccsis.mail.composing import without_links
from ccsis.mail.rendering import Message, render
from events.models import ALIVE, Abstract, AbstractAuthor, Answer, AuthorLetter

#: What may stand in a letter for what each recipient's has.
BLANKS = ("reference", "title", "event")
BLANK = re.compile(r"\{([^{}]*)\}")
#: Kinds of mails, by which a letter is looked at before it goes out.
KINDS = {
    ("sender", False): _("contact authors"),
    ("sender", True): _("contact authors with a discreet receipt"),
    ("author", False): _("co-authors"),
    ("author", True): _("co-authors of a discreet sender"),
}


#: Why an abstract gets no mail at all.
ERASED, HELD, OVER = _("erased"), _("held for a look"), _("withdrawn or cancelled")


class OtherLetter(Exception):  # noqa: N818 (it is an answer)
    """With this form another letter was sent."""


@dataclass(frozen=True)
class Kind:
    label: Promise
    rows: list
    #: As the first of them gets it.
    sample: Message

    @property
    def text(self) -> str:
        """Of the sample, for staff: nobody at the desk gets the link."""
        return without_links(self.sample.text)


@dataclass(frozen=True)
class Plan:
    kinds: list[Kind]
    #: (why, abstracts) of those that get nothing.
    left_out: list[tuple[Promise, list[Abstract]]]
    #: Abstracts whose sender has no address.
    unreachable: list[Abstract]

    @property
    def rows(self) -> list:
        return [row for kind in self.kinds for row in kind.rows]


def plan(letter: AuthorLetter, abstracts: list[Abstract], *, goes_to_all: bool = False) -> Plan:
    """Who would get which mail. goes_to_all: also to authors of what was withdrawn or cancelled."""
    reasons = {row.pk: _why_not(row, goes_to_all) for row in abstracts}
    reached = [row for row in abstracts if reasons[row.pk] is None]
    left_out = [
        (why, rows)
        for why in (ERASED, HELD, OVER)
        if (rows := [row for row in abstracts if reasons[row.pk] is why])
    ]
    without = [row for row in reached if not row.mail_address("sender")]
    return Plan(_kinds(letter, reached), left_out, without)


@transaction.atomic
def send(
    letter: AuthorLetter, abstracts: list[Abstract], *, by, goes_to_all: bool = False
) -> AuthorLetter:
    """Store the letter and queue all its mails; the same form again gives the first and sends nothing.

    Raises OtherLetter where the same form comes with other words.
    """
    try:
        with transaction.atomic():
            letter.by = by
            letter.save(force_insert=True)
    except IntegrityError:
        return _first(letter)
    letter.count = queue_mails(
        purpose=purpose_of(letter),
        recipient="sender",
        mails=(
            (row, message_for(letter, row), row.language)
            for row in plan(letter, abstracts, goes_to_all=goes_to_all).rows
        ),
    )
    letter.save(update_fields=["count"])
    record(actor=by, action=Action.LETTER_SENT, subject=letter, mails=letter.count)
    return letter


def message_for(letter: AuthorLetter, row: Abstract | AbstractAuthor) -> Message:
    """The mail for one recipient. A discreet one's says nothing: the letter stands on the private page."""
    context = {"reference": row.reference, "is_discreet": row.is_discreet}
    if row.is_discreet:
        return render("letter", context, row.language)
    message = render("letter", context | {"text": text_for(letter, row)}, row.language)
    return replace(message, subject=f"{letter.subject} ({row.reference})")


def text_for(letter: AuthorLetter, row: Abstract | AbstractAuthor) -> str:
    abstract = row.abstract if isinstance(row, AbstractAuthor) else row
    known = {"reference": row.reference, "title": abstract.title, "event": str(abstract.event)}
    return BLANK.sub(lambda found: known.get(found[1], found[0]), letter.text)


def letters_about(row: Abstract | AbstractAuthor) -> list[tuple[AuthorLetter, str]]:
    """What was written to this sender or author: (letter, as it reads), the latest first."""
    purposes = mails_about(row).filter(purpose__startswith=PREFIX)
    keys = [int(name.removeprefix(PREFIX)) for name in purposes.values_list("purpose", flat=True)]
    letters = AuthorLetter.objects.filter(pk__in=keys)
    return [(letter, text_for(letter, row)) for letter in letters]


PREFIX = "letter-"


def purpose_of(letter: AuthorLetter) -> str:
    return f"{PREFIX}{letter.pk}"


def _first(letter: AuthorLetter) -> AuthorLetter:
    first = AuthorLetter.objects.get(form_key=letter.form_key)
    words = ("event_id", "subject", "text", "goes_to_co_authors")
    if any(getattr(first, name) != getattr(letter, name) for name in words):
        raise OtherLetter
    return first


def _why_not(abstract: Abstract, goes_to_all: bool) -> Promise | None:
    if abstract.erased_at:
        return ERASED
    if abstract.held_at:
        return HELD
    return None if goes_to_all or abstract.state in ALIVE else OVER


def _kinds(letter: AuthorLetter, abstracts: list[Abstract]) -> list[Kind]:
    groups: dict[tuple, list] = {key: [] for key in KINDS}
    for abstract in abstracts:
        if abstract.mail_address("sender"):
            groups["sender", abstract.is_discreet].append(abstract)
        for author in _co_authors(abstract) if letter.goes_to_co_authors else []:
            groups["author", author.is_discreet].append(author)
    return [
        Kind(KINDS[key], rows, message_for(letter, rows[0])) for key, rows in groups.items() if rows
    ]


def _co_authors(abstract: Abstract) -> list[AbstractAuthor]:
    """Those who know of it and have not said to be none."""
    return [
        author
        for author in abstract.author_list
        if author.told_at and author.mail_address("sender") and author.answer != Answer.DENIED
    ]
