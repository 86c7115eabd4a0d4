"""The demonstration's part in events: an edition with a call for partners, open relative to today."""

import io
import uuid
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageDraw

from ccsis.demo.recorder import Recorder, edited, forget, recorded
from ccsis.intake.models import Doubt
from ccsis.intake.references import new_reference
from ccsis.media import ingest
from ccsis.media.actions import store_image
from ccsis.media.models import Image
from events.models import AGREED, Event, Partner, PartnerState

SLUG = "demonstration"
NAME = (
    "International Conference on Peace in South Caucasus: How to Achieve Peace between Armenia and "
    "Azerbaijan on Nagorno-Karabakh"
)
SUMMARY = (
    "A meeting for scholars, practitioners, policymakers, civil society and media, from the South "
    "Caucasus and elsewhere. Dates and venue are to be announced."
)
CALL = (
    "Partner organisations help to prepare and to hold the conference: they bring speakers, "
    "interpreters, rooms or funds, or tell those they work with about it.\n\n"
    "A letter of interest says who you are, what you work on, and what you would contribute. It need "
    "not be long. An organisation is named as a partner only after an agreement, and can leave at "
    "any time."
)
#: Organisation, state, days ago, and whether a logo is drawn for it.
PARTNERS = [
    ("Demonstration Institute", PartnerState.SHOWN, 40, True),
    ("Placeholder Society", PartnerState.SHOWN, 35, True),
    ("Example Forum", PartnerState.SHOWN, 30, False),
    ("Sample Foundation", PartnerState.AGREED, 20, False),
    ("Specimen Network", PartnerState.CONTACTED, 9, False),
    ("Mock-up Centre", PartnerState.LETTER, 4, False),
    ("Model Association", PartnerState.LETTER, 1, False),
    ("Template Union", PartnerState.DECLINED, 28, False),
    ("Draft League", PartnerState.LEFT, 33, False),
]
MADE = [Partner, Event]


def has_real_content() -> bool:
    return any(model.objects.exclude(pk__in=recorded(model)).exists() for model in MADE)


def load(record: Recorder, articles: int) -> None:
    """Only where there is none yet."""
    if Event.objects.exists():
        return
    now = timezone.now()
    event = record(
        Event.objects.create(
            name=NAME,
            edition=str(now.year + 1),
            slug=SLUG,
            summary=SUMMARY,
            partner_call=CALL,
            is_public=True,
            is_demo=True,
            partners_from=now - timedelta(days=45),
            partners_until=now + timedelta(days=60),
        )
    )
    for number, row in enumerate(PARTNERS):
        record(_partner(event, number, *row, record=record))
    record(
        _partner(
            event,
            0,
            "Held Organisation",
            PartnerState.LETTER,
            0,
            False,
            record=record,
            doubt=Doubt.HASTE,
        )
    )


def remove(edited_too: bool) -> list[str]:
    """Logos go with the other pictures, after this."""
    lines = []
    for model in MADE:
        kept = [] if edited_too else list(edited(model))
        lines += [_("Kept (edited): “%s”") % row for row in kept]
        used = set(_with_letters()) - set(kept) if model is Event else set()
        lines += [_("Kept (letters were sent for it): “%s”") % row for row in used]
        gone = set(recorded(model)) - {row.pk for row in [*kept, *used]}
        forget(model, gone)
        model.objects.filter(pk__in=gone).delete()
    return lines


def _with_letters() -> QuerySet:
    """Events of ours for which something came that is not ours, or that somebody edited."""
    return Event.objects.filter(pk__in=recorded(Event), partners__isnull=False).distinct()


def _partner(event, number, organisation, state, days, has_logo, *, record, doubt="") -> Partner:
    at = timezone.now() - timedelta(days=days, hours=number)
    return Partner.objects.create(
        form_key=uuid.uuid4(),
        reference=new_reference(Partner.letter),
        received_at=at,
        link_until=timezone.now(),
        event=event,
        state=state,
        organisation=organisation,
        country="Exampleland",
        website="https://example.org",
        contact_person="Sam Placeholder",
        email=f"demonstration-{number}@example.org",
        text="This letter is made up for the demonstration.",
        agreement="Made up for the demonstration." if state in AGREED else "",
        agreed_at=at if state in AGREED else None,
        logo=_logo(organisation, number, record) if has_logo else None,
        doubt=doubt,
        held_at=at if doubt else None,
    )


def _logo(organisation: str, number: int, record: Recorder) -> Image:
    """Some rings or bars, drawn for nobody that there is."""
    picture = Pillow.new("RGB", (480, 240), "#ffffff")
    pen = ImageDraw.Draw(picture)
    for step in range(4):
        left = 60 + step * 90
        if number % 2:
            pen.rectangle((left, 60 + step * 20, left + 50, 180), fill="#1d1a1f")
        else:
            pen.ellipse((left, 70, left + 100, 170), outline="#6a2a62", width=12)
    file = io.BytesIO()
    picture.save(file, "PNG")
    encoded = ingest.reencode(file.getvalue())
    alt = f"Made-up logo of {organisation}"
    return record(store_image(encoded, alt=alt, credit="Made up for the demonstration"))
