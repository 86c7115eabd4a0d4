"""Names that are withheld already, known again by hashes under the site's key.

Nobody reads a name out of them; who has both the database and the key can test a guess. Under
another SECRET_KEY they know nothing any more: the names would have to be withheld once more.
"""

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac

from articles.models import Person, WithheldName
from ccsis.lib.names import Form, Names


@lru_cache(maxsize=65_536)
def digest(key: str) -> str:
    return salted_hmac("articles.withholding", key, algorithm="sha256").hexdigest()


def remember(person: Person, names: Names) -> None:
    """Keep the hashes of these forms."""
    forms = names.forms.items()
    hashed = forms if names.hashed else [(digest(key), form) for key, form in forms]
    rows = [WithheldName(person=person, digest=kept, size=form.size) for kept, form in hashed]
    WithheldName.objects.bulk_create(rows, ignore_conflicts=True)


def withheld_names() -> Names:
    """All of them. Looking through a text with these is slow: each word is hashed."""
    return names_of(_lines())


def names_of(lines: Iterable[dict]) -> Names:
    forms = {line["digest"]: Form(line["size"], line["shown_as"]) for line in lines}
    return Names(forms, digest)


def persons_by_digest() -> dict[str, Person]:
    rows = WithheldName.objects.select_related("person")
    return {row.digest: row.person for row in rows}


def keep_outside() -> None:
    """Add all hashes to the file outside the database (WITHHELD_NAMES).

    By it a backup that was made before a withholding is freed of the name once it is restored. What
    is in the file stays there: it may know more than a restored database.
    """
    known = {(line["person"], line["digest"]): line for line in [*from_outside(), *_lines()]}
    path = Path(settings.WITHHELD_NAMES)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text("".join(json.dumps(line) + "\n" for line in known.values()))
    fresh.replace(path)


def from_outside() -> list[dict]:
    """The lines of the file: person, digest, size, shown_as. None if there is no file yet."""
    try:
        lines = Path(settings.WITHHELD_NAMES).read_text().splitlines()
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in lines]


def _lines() -> list[dict]:
    rows = WithheldName.objects.order_by("pk")
    return [
        {
            "person": row.person_id,
            "digest": row.digest,
            "size": row.size,
            "shown_as": row.person.name,
        }
        for row in rows.select_related("person")
    ]
