"""The entries of authors: stored with an abstract, changed with it, and each kept by its own author."""

import uuid

from django.db import transaction
from django.utils import timezone

from ccsis.intake.personal.erasure import forget_beside
from ccsis.intake.references import new_reference
from ccsis.lib.encryption import digest, email_digest
from events.models import Abstract, AbstractAuthor, Answer, Place

#: What is typed of an author.
TYPED = (
    *("name", "affiliations", "orcid", "country"),
    *("name_kept_from", "affiliation_kept_from"),
)


def store_authors(abstract: Abstract, typed) -> None:
    """typed: [(None, values of a row)], in their order."""
    update_authors(abstract, typed)


@transaction.atomic
def update_authors(abstract: Abstract, typed) -> None:
    """Let an abstract have these authors in this order; those that are left out are deleted.

    typed: [(stored author or None, values)]. An entry that its author keeps changes in its place alone.
    """
    stored = {author.pk: author for author in abstract.authors.select_for_update()}
    kept = [author.pk for author, _values in typed if author]
    left_out = [author for author in stored.values() if author.pk not in kept]
    _remember(abstract, left_out)
    for author in left_out:
        forget_beside(author)
        author.delete()
    for number, (author, values) in enumerate(typed, start=1):
        row = stored.get(author.pk) if author else _new(abstract)
        if row is None:
            continue
        row.number = number
        if not row.is_own:
            _fill(row, values, abstract)
            if _marks(row) & set(abstract.kept_back):
                _keep_back(row)
        row.save()


@transaction.atomic
def change_own(author: AbstractAuthor, *, version: int, **values) -> AbstractAuthor | None:
    """The author corrects the own entry, which counts as an answer; None if it was changed since."""
    locked = AbstractAuthor.objects.select_for_update().get(pk=author.pk)
    if locked.version != version:
        return None
    for name in TYPED:
        setattr(locked, name, values[name])
    return _answered(locked, locked.answer)


@transaction.atomic
def confirm(author: AbstractAuthor) -> AbstractAuthor:
    return _answered(_locked(author), Answer.CONFIRMED)


@transaction.atomic
def withhold(author: AbstractAuthor) -> AbstractAuthor:
    """Neither name nor affiliation is for anybody but the office."""
    locked = _locked(author)
    _keep_back(locked)
    return _answered(locked, locked.answer)


@transaction.atomic
def deny(author: AbstractAuthor) -> AbstractAuthor:
    """Whoever says not to be an author is named nowhere, whatever the office decides then."""
    locked = _locked(author)
    _keep_back(locked)
    return _answered(locked, Answer.DENIED)


def _remember(abstract: Abstract, left_out: list[AbstractAuthor]) -> None:
    """Who has withheld a name or denied is left out, and typed again later, is withheld again."""
    wished = [author for author in left_out if author.answer and author.name_kept_from]
    marks = {mark for author in wished for mark in _marks(author)} - set(abstract.kept_back)
    if marks:
        abstract.kept_back = [*abstract.kept_back, *sorted(marks)]
        abstract.save(update_fields=["kept_back"])


def _marks(author: AbstractAuthor) -> set[str]:
    """By which somebody is known again, without keeping who it is."""
    by_name = digest("author", " ".join(author.name.casefold().split())) if author.name else ""
    return {by_name, author.email_digest} - {""}


def _new(abstract: Abstract) -> AbstractAuthor:
    return AbstractAuthor(
        abstract=abstract,
        form_key=uuid.uuid4(),
        reference=new_reference(AbstractAuthor.letter),
        language=abstract.language,
        is_discreet=abstract.is_discreet,
        link_until=timezone.now() + AbstractAuthor.link_lasts,
    )


def _fill(row: AbstractAuthor, values: dict, abstract: Abstract) -> None:
    for name in TYPED:
        setattr(row, name, values[name])
    address = values["email"]
    if address and email_digest(address) == abstract.email_digest:
        # The contact author has the abstract's own page.
        address = ""
    known_by = email_digest(address) if address else ""
    if known_by != row.email_digest:
        # Another person's link must not open with the old one's.
        row.told_at = None
        row.link_counter += 1 if row.pk else 0
        if row.pk:
            forget_beside(row)
    row.email, row.email_digest = address, known_by


def _locked(author: AbstractAuthor) -> AbstractAuthor:
    return AbstractAuthor.objects.select_for_update().get(pk=author.pk)


def _keep_back(author: AbstractAuthor) -> None:
    author.name_kept_from = list(Place.values)
    author.affiliation_kept_from = list(Place.values)


def _answered(author: AbstractAuthor, answer: str) -> AbstractAuthor:
    author.answer, author.answered_at = answer or Answer.CONFIRMED, timezone.now()
    author.version = author.version + 1
    author.save()
    return author
