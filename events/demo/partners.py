"""Made-up organisations that want to take part, in every state."""

import io
import uuid
from datetime import timedelta

from django.utils import timezone
from PIL import Image as Pillow
from PIL import ImageDraw

from ccsis.demo.recorder import Recorder
from ccsis.intake.models import Doubt
from ccsis.intake.references import new_reference
from ccsis.media import ingest
from ccsis.media.actions import store_image
from ccsis.media.models import Image
from events.models import AGREED, Event, Partner, PartnerState

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


def load_partners(event: Event, record: Recorder) -> None:
    for number, row in enumerate(PARTNERS):
        record(_partner(event, number, *row, record=record))
    held = ("Held Organisation", PartnerState.LETTER, 0, False)
    record(_partner(event, 0, *held, record=record, doubt=Doubt.HASTE))


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
