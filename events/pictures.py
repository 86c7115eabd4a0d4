"""Where events show an image of the library (IMAGE_USERS)."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ccsis.lib.richtext.pictures import readdressed
from ccsis.media.models import Image
from ccsis.media.uses import Use, names_in
from events.models import Event, Partner

TEXTS = ("body", "call_text")


def uses(image: Image) -> list[Use]:
    """Events, in whose texts it stands, and partners whose logo it is, shown or not."""
    shown = set(Partner.objects.published().filter(logo=image).values_list("pk", flat=True))
    return [
        *(Use(row, _("in the text"), row.is_public) for row in _events(image.file.name)),
        *(
            Use(row, _("logo"), row.pk in shown)
            for row in Partner.objects.filter(logo=image).order_by("pk")
        ),
    ]


def shown() -> tuple[list[QuerySet], list[QuerySet]]:
    logos = Partner.objects.filter(logo__isnull=False).order_by().values("logo")
    return [logos], [names_in(Event.objects.all(), text) for text in TEXTS]


def readdress(old_name: str, image: Image) -> None:
    for row in _events(old_name).select_for_update():
        texts = {text: readdressed(getattr(row, text), old_name, image) for text in TEXTS}
        Event.objects.filter(pk=row.pk).update(**texts)


def _events(name: str) -> QuerySet:
    return Event.objects.filter(Q(body__contains=name) | Q(call_text__contains=name))
