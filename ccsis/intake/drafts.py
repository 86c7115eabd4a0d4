"""Drafts on the server: saved by choice, opened again by a private link, gone once sent or after a month."""

from urllib.parse import urlencode

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from ccsis.intake.links import submission_of
from ccsis.intake.models import Draft
from ccsis.intake.references import new_reference
from ccsis.lib.encryption import digest

#: Names in the form: the button that saves, the button that opens, the field that says which draft it is.
SAVE, OPEN, NAME = "save_draft", "open_draft", "draft"
#: The field that says what was stored when the form was made.
SEEN = "draft_seen"
#: What is made anew with each rendering.
UNKEPT = ("form_key", "trap", "proof", SAVE, OPEN, NAME, SEEN)


class Newer(Exception):  # noqa: N818 (it is an answer, not a fault)
    """The draft was saved from elsewhere since the form was made. `draft` is it as it is stored."""

    def __init__(self, draft: Draft):
        super().__init__()
        self.draft = draft


@transaction.atomic
def save(form, *, path: str) -> Draft:
    """Keep what was typed, without judging it; the same draft again takes the place of the earlier text.

    form: bound, not validated. Returns the draft, whose private page says how to go on. Raises Newer.
    """
    draft = _locked(draft_of(form.data.get(NAME, ""), form.slug) or _draft_by_key(form, path))
    typed = _typed(form)
    if draft.typed not in ("", typed) and not _has_seen(form, draft):
        raise Newer(draft)
    draft.typed, draft.content_digest = typed, form.key_or_new.hex
    draft.link_until = timezone.now() + Draft.link_lasts
    form.prepare_draft(draft)
    draft.save()
    return draft


def stamp_of(draft: Draft) -> str:
    """Tells what is stored now from any other text."""
    return digest("draft", draft.typed)


def is_asked_for(sent: QueryDict) -> bool:
    """Whether a form was sent to open a draft. Who saves one does not open one."""
    return OPEN in sent and SAVE not in sent


def draft_of(token: str, slug: str) -> Draft | None:
    """The draft that a private link opens, if it is one of this form."""
    row = submission_of(token)
    return row if isinstance(row, Draft) and row.form_slug == slug else None


def discard(form) -> None:
    """What was sent is no draft any more: neither the one that it was, nor one saved of the same page."""
    if draft := draft_of(form.data.get(NAME, ""), form.slug):
        draft.delete()
    if form.key:
        Draft.objects.filter(form_key=form.key.value, form_slug=form.slug).delete()


def typed_in(draft: Draft) -> QueryDict:
    return QueryDict(draft.typed)


def _locked(draft: Draft) -> Draft:
    return Draft.objects.select_for_update().get(pk=draft.pk)


def _has_seen(form, draft: Draft) -> bool:
    """Whether the form was made from what is stored, or has itself stored it."""
    return draft.content_digest == form.key_or_new.hex or form.draft_seen == stamp_of(draft)


def _draft_by_key(form, path: str) -> Draft:
    """The button pressed twice, at once also, makes one draft."""
    fresh = {
        "reference": new_reference(Draft.letter),
        "form_slug": form.slug,
        "path": path,
        "link_until": timezone.now() + Draft.link_lasts,
    }
    return Draft.objects.get_or_create(form_key=form.key_or_new, defaults=fresh)[0]


def _typed(form) -> str:
    names = set(form.fields) - set(UNKEPT)
    pairs = [(name, values) for name, values in form.data.lists() if name in names]
    return urlencode(pairs, doseq=True)
