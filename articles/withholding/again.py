"""After a restored backup: the names that were withheld since it was made are taken out again."""

from collections.abc import Iterator

from django.db import transaction

from articles.models import Person
from articles.withholding import actions, known, places
from ccsis.lib.names import key_of


@transaction.atomic
def apply_withholdings() -> int:
    """Withhold every name again that the file outside the database knows; returns of how many people.

    A person is known by the name alone. Texts that say it are freed of it even if nobody has it.
    Reads every text slowly: minutes for thousands of pieces.
    """
    places.lock()
    lines = known.from_outside()
    found = list(_people(lines))
    for person, own in found:
        shown_as = own[0]["shown_as"]
        actions.apply(person, known.names_of(own), shown_as, by=None)
    actions.hide_everywhere(known.names_of(lines))
    return len(found)


def _people(lines: list[dict]) -> Iterator[tuple[Person, list[dict]]]:
    """People whose name is known, each with the lines of all forms of it."""
    by_digest = {line["digest"]: line["person"] for line in lines}
    for person in Person.objects.named().filter(kind=Person.Kind.PERSON):
        number = by_digest.get(known.digest(key_of(person.name)))
        if number:
            yield person, [line for line in lines if line["person"] == number]
