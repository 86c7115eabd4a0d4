"""Which abstracts of an event may be the same one twice: by their texts, their titles or their people.

Texts are compared by a sketch of their word triples (MinHash, Broder 1997): the share of equal
places in two sketches estimates the share of triples that two texts have in common.
"""

import hashlib
import re
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from events.models import Abstract, AbstractAuthor, AlikePair, Event, Likeness

PLACES = 64
#: From this share of common triples on two texts are called similar.
SIMILAR = 0.4
TRIPLE = 3


@transaction.atomic
def compare(abstract: Abstract) -> int:
    """Note anew what this one is like; returns how many pairs there are."""
    # One after the other: two at once would not see each other's sketch, and be like nothing.
    Event.objects.select_for_update(no_key=True).get(pk=abstract.event_id)
    # As it is now: what is erased meanwhile leaves no sketch.
    rows = Abstract.objects.let_in().select_for_update(of=("self",), no_key=True)
    abstract = rows.filter(pk=abstract.pk).first()
    if abstract is None:
        return 0
    abstract.sketch = sketch_of(abstract.text)
    Abstract.objects.filter(pk=abstract.pk).update(sketch=abstract.sketch)
    AlikePair.objects.filter(Q(earlier=abstract) | Q(later=abstract)).delete()
    others = Abstract.objects.let_in().filter(event=abstract.event_id).exclude(pk=abstract.pk)
    found = [
        *_by_text(abstract, others),
        *_by_title(abstract, others),
        *_by_person(abstract, others),
    ]
    pairs = {(*sorted((abstract.pk, pk)), likeness): share for pk, likeness, share in found}
    AlikePair.objects.bulk_create(
        [
            AlikePair(earlier_id=earlier, later_id=later, likeness=likeness, share=share)
            for (earlier, later, likeness), share in pairs.items()
        ],
        ignore_conflicts=True,
    )
    return len(pairs)


def alike(abstract: Abstract) -> list[tuple[Abstract, list[str]]]:
    """What staff are shown beside it: (other abstract, in what it is alike)."""
    pairs = AlikePair.objects.filter(Q(earlier=abstract) | Q(later=abstract))
    by_pk: dict[int, list[str]] = {}
    for pair in pairs.order_by("likeness"):
        other = pair.later_id if pair.earlier_id == abstract.pk else pair.earlier_id
        by_pk.setdefault(other, []).append(_in_words(pair))
    others = Abstract.objects.let_in().filter(pk__in=by_pk).order_by("pk")
    return [(other, by_pk[other.pk]) for other in others]


def sketch_of(text: str) -> list[int]:
    """The least hashes of a text's word triples, one for each of PLACES ways to hash; [] without words."""
    words = re.findall(r"\w+", text.casefold())
    count = max(len(words) - TRIPLE + 1, min(len(words), 1))
    triples = {" ".join(words[start : start + TRIPLE]) for start in range(count)}
    hashes = [_hash(triple) for triple in triples]
    return [min(value ^ mask for value in hashes) for mask in MASKS] if hashes else []


def share_of(one: list[int], other: list[int]) -> float:
    """Between 0 and 1."""
    if not (one and other):
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / PLACES


def _by_text(abstract: Abstract, others) -> Iterable[tuple]:
    for pk, sketch in others.exclude(sketch=[]).values_list("pk", "sketch").iterator():
        share = share_of(abstract.sketch, sketch)
        if share >= SIMILAR:
            yield pk, Likeness.TEXT, round(share * 100)


def _by_title(abstract: Abstract, others) -> Iterable[tuple]:
    for pk in others.filter(title__iexact=abstract.title.strip()).values_list("pk", flat=True):
        yield pk, Likeness.TITLE, 100


def _by_person(abstract: Abstract, others) -> Iterable[tuple]:
    """The same address, the same ORCID iD or the same name."""
    authors = list(abstract.authors.filter(erased_at=None))
    digests = {row.email_digest for row in (abstract, *authors)} - {""}
    same = Q(email_digest__in=digests)
    rows = AbstractAuthor.objects.filter(erased_at=None, abstract__in=others)
    people = Q(email_digest__in=digests) | Q(orcid__in={row.orcid for row in authors} - {""})
    for author in authors:
        people |= Q(name__iexact=author.name)
    found = {*others.filter(same).values_list("pk", flat=True)}
    found |= {*rows.filter(people).values_list("abstract", flat=True)}
    return ((pk, Likeness.PERSON, 100) for pk in found)


def _in_words(pair: AlikePair) -> str:
    label = pair.get_likeness_display()
    return f"{label} ({pair.share} %)" if pair.likeness == Likeness.TEXT else label


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=7).digest(), "big")


#: Fixed for ever: sketches are stored.
MASKS = [_hash(f"place {number}") for number in range(PLACES)]
