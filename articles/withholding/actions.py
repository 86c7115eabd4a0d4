"""Taking a name out of everything, in one transaction."""

import logging
from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from articles import actions
from articles.models import Article, Byline, OldAddress, Person, Version
from articles.withholding import known, places
from ccsis.audit.actions import record
from ccsis.audit.models import Action
from ccsis.desk import works
from ccsis.lib.names import Names, key_of, words_of
from ccsis.media.actions import delete_image
from ccsis.media.uses import uses_of
from ccsis.workflow.transitions import Refused

logger = logging.getLogger(__name__)
#: No markup, quotes or backslashes: it is written into rich text, attributes and JSON.
FORBIDDEN = set("<>&\"'\\\0\n\r\t")
LONGEST = 60
EMPTY = {"title": "", "affiliation": ""}


@transaction.atomic
def withhold_name(
    person: Person,
    *,
    by: AbstractBaseUser | None,
    shown_as: str,
    other_forms: Iterable[str] = (),
) -> Person:
    """Put `shown_as` in the place of a person's name wherever it is said. It cannot be undone.

    other_forms: other ways of writing it. Of somebody whose name is withheld already, only these are
    looked for. by: None is a command. Raises Refused, and OperationalError while somebody is saving.
    """
    places.lock()
    person = Person.objects.select_for_update().filter(pk=person.pk).first()
    names = refuse_unfit(person, by, shown_as, other_forms)
    return apply(person, names, shown_as, by=by)


def apply(person: Person, names: Names, shown_as: str, *, by: AbstractBaseUser | None) -> Person:
    """As `withhold_name`, with names that may be known by their hashes only. Locks are held."""
    _empty_bylines(person, names, shown_as)
    _empty_record(person, shown_as)
    known.remember(person, names)
    hide_everywhere(names)
    record(actor=by, action=Action.NAME_WITHHELD, subject=person)
    transaction.on_commit(_keep_outside)
    return person


def hide_everywhere(names: Names) -> None:
    """Write every text anew that says one of the names."""
    addresses = _Addresses()
    changed = set()
    for row, changes in _by_row(names):
        if isinstance(row, OldAddress):
            row.delete()
            continue
        if isinstance(row, Byline) and names.count(row.name):
            changes |= {Byline._meta.get_field(column): "" for column in EMPTY}
        if isinstance(row, Article):
            changed.add(row.pk)
            addresses.keep_together(row, changes)
        places.rewrite(row, changes)
    _touch(changed)
    actions.renew_pictures(Article.objects.filter(pk__in=changed))


class _Addresses:
    """A pending change has the slug of its piece, and gets the same new one."""

    def __init__(self):
        self._field = Article._meta.get_field("slug")
        self._new: dict[tuple[int, str], str] = {}

    def keep_together(self, row: Article, changes: dict) -> None:
        if self._field not in changes:
            return
        old, piece = row.slug, row.pending_of_id or row.pk
        new = self._new.get((piece, old)) or places.fitting(row, self._field, changes[self._field])
        self._new[piece, old] = changes[self._field] = new


def forms_of(person: Person, other_forms: Iterable[str]) -> list[str]:
    """All written forms: the name, what its address makes of it, and those that were typed."""
    if person.withheld_at:
        return list(other_forms)
    address = person.slug.replace("-", " ")
    own = [person.name, address] if _is_of_name(address, person.name) else [person.name]
    return [*own, *other_forms]


def _is_of_name(address: str, name: str) -> bool:
    """Whether an address is the name, perhaps in Latin letters, and not "editor in chief"."""
    words, of_name = ({word.text for word in words_of(text)} for text in (address, name))
    return len(words) > 1 and bool(words & of_name or not key_of(name).isascii())


def refuse_unfit(person, by, shown_as: str, other_forms: Iterable[str]) -> Names:
    """The names to be looked for; Refused for what must not be done."""
    if person is None:
        raise Refused(_("This person has been deleted meanwhile."))
    if by is not None and not by.has_perm("articles.withhold_name"):
        raise Refused(_("You may not withhold a name."))
    if person.kind != Person.Kind.PERSON:
        raise Refused(_("Only a person’s name is withheld, not an institution’s."))
    forms = forms_of(person, other_forms)
    if not forms:
        raise Refused(_("This name is withheld already. Write the forms of it that were left."))
    short = [form for form in forms if len(key_of(form)) < 2]
    if short:
        raise Refused(_("Each form of a name needs at least two letters."))
    names = Names.written(forms, shown_as)
    _refuse_shown(shown_as, names)
    return names


def _refuse_shown(shown_as: str, names: Names) -> None:
    if not key_of(shown_as) or len(shown_as) > LONGEST or FORBIDDEN.intersection(shown_as):
        text = _(
            "What is shown instead has letters, no quotes or markup, and at most %d characters."
        )
        raise Refused(text % LONGEST)
    if names.count(shown_as):
        raise Refused(_("What is shown instead must not hold the name."))


def _empty_record(person: Person, shown_as: str) -> None:
    photo, person.photo = person.photo, None
    person.name, person.slug = shown_as, f"w-{get_random_string(16).lower()}"
    person.title = person.affiliation = person.biography = ""
    person.withheld_at = person.withheld_at or timezone.now()
    person.save()
    works.discard_all_on(person)
    if photo and not uses_of(photo) and not _is_in_a_version(photo):
        delete_image(photo)


def _is_in_a_version(image) -> bool:
    shown = Q(content__picture=image.pk) | Q(content__body__icontains=image.file.name)
    return Version.objects.filter(shown).exists()


def _empty_bylines(person: Person, names: Names, shown_as: str) -> None:
    """What was printed of the person, whatever name was printed."""
    signed = Byline.objects.filter(person=person)
    _touch(set(signed.values_list("article", flat=True)))
    signed.exclude(name="").update(name=shown_as)
    signed.update(**EMPTY)
    for version in Version.objects.order_by("pk").iterator(chunk_size=places.CHUNK):
        own = [row for row in version.content["bylines"] if _is_of(row, person, names)]
        for row in own:
            row |= EMPTY | {"name": row["name"] and shown_as}
        if own:
            version.save(update_fields=["content"])


def _is_of(row: dict, person: Person, names: Names) -> bool:
    return row["person_id"] == person.pk or bool(names.count(row["name"]))


def _touch(articles: set[int]) -> None:
    """Whoever has one of them open does not save the name back (`changed_at`)."""
    Article.objects.filter(pk__in=articles).update(changed_at=timezone.now())


def _by_row(names: Names):
    """The rows that say a name, each with its changed columns."""
    row, changes = None, {}
    for place in places.places(names):
        if row is not None and place.row is not row:
            yield row, changes
            changes = {}
        row = place.row
        changes[place.field] = place.hidden
    if row is not None:
        yield row, changes


def _keep_outside() -> None:
    try:
        known.keep_outside()
    except (OSError, ValueError, KeyError):
        logger.exception("The file of withheld names could not be written.")
