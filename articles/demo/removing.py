"""Take the demonstration away again, and nothing else."""

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from articles import drawings
from articles.demo.generating import BATCH
from articles.models import (
    Article,
    ArticleTag,
    Byline,
    NamedPlace,
    Person,
    Series,
    SeriesPart,
    Topic,
)
from articles.place_names.loading import is_as_loaded
from ccsis.demo.recorder import edited, forget, recorded
from ccsis.media.actions import delete_image
from ccsis.media.models import Image
from ccsis.media.uses import uses_of

#: In this order nothing that stays loses something that goes.
MADE = [Series, Article, Person, Topic, Image, NamedPlace]


def remove(edited_too: bool) -> list[str]:
    """Delete what was loaded; keep, and name, what somebody edited or uses in work of their own."""
    lines = []
    for model in MADE:
        pks = set(recorded(model))
        kept = {pk: _("in use") for pk in pks & _used(model, pks)}
        if not edited_too:
            kept |= _edited(model)
        lines += [_line(model, pk, why) for pk, why in kept.items()]
        _delete(model, pks - kept.keys())
    return lines


def _edited(model: type[Model]) -> dict[int, str]:
    """Primary keys of what staff have edited; an edited change keeps its piece."""
    rows = list(edited(model))
    if model is NamedPlace:
        return dict.fromkeys(_edited_places(rows), _("edited"))
    pieces = {getattr(row, "pending_of_id", None) for row in rows} - {None}
    return dict.fromkeys(pieces, _("in use")) | {row.pk: _("edited") for row in rows}


def _edited_places(rows: list[NamedPlace]) -> set[int]:
    """Also those whose names, rows of their own, are others now."""
    places = NamedPlace.objects.filter(pk__in=recorded(NamedPlace)).prefetch_related("names")
    return {row.pk for row in rows} | {row.pk for row in places if not is_as_loaded(row)}


def _used(model: type[Model], pks: set[int]) -> set[int]:
    """Primary keys of what is needed by something that the demonstration did not make or that stays."""
    if model is NamedPlace:
        return set()
    if model is Image:
        return {image.pk for image in Image.objects.filter(pk__in=pks) if uses_of(image)}
    users = {
        Series: SeriesPart.objects.filter(article__is_demo=False).values_list("series"),
        # The demonstration's own series are gone by now.
        Article: Article.objects.filter(
            Q(part__isnull=False) | Q(corrections__by__isnull=False)
        ).values_list("pk"),
        Person: Byline.objects.exclude(person=None).values_list("person"),
        Topic: ArticleTag.objects.values_list("tag"),
    }
    return {pk for (pk,) in users[model].distinct()}


def _line(model: type[Model], pk: int, why: str) -> str:
    return _("Kept (%(why)s): %(kind)s “%(row)s”") % {
        "why": why,
        "kind": model._meta.verbose_name,
        "row": model.objects.get(pk=pk),
    }


def _delete(model: type[Model], pks: set[int]) -> None:
    in_order = sorted(pks)
    for start in range(0, len(in_order), BATCH):
        rows = model.objects.filter(pk__in=in_order[start : start + BATCH])
        forget(model, rows.values_list("pk", flat=True))
        if model is Image:
            for image in rows:
                delete_image(image)
            continue
        if model is Article:
            drawings.forget(rows)
        rows.delete()
