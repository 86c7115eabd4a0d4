"""Plain functions that make rows; every name in them is plainly made up."""

import io
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image as Pillow

from articles.models import (
    Article,
    Byline,
    Correction,
    Forecast,
    Kind,
    MenuEntry,
    NamedPlace,
    Page,
    Person,
    PlaceName,
    Region,
    Scenario,
    ScenarioStep,
    Series,
    State,
)
from ccsis.identity import IDENTITY
from ccsis.media import ingest
from ccsis.media.actions import store_image

_numbers = count(1)


def make_superuser(username="colleague"):
    return get_user_model().objects.create_superuser(username, password="demo-password")


def make_region(slug="caucasus"):
    region, _ = Region.objects.get_or_create(
        slug=slug, defaults={"name": dict(IDENTITY.regions).get(slug, slug)}
    )
    return region


def make_article(*, regions=(), topics=(), byline=(), **fields):
    """A public article, an hour old, unless fields say otherwise."""
    number = next(_numbers)
    fields = {
        "title": f"A made-up piece {number}",
        "slug": f"made-up-piece-{number}",
        "standfirst": "What a made-up piece finds.",
        "body": "<p>Some made-up text.</p>",
        "state": State.READY,
        "published_at": timezone.now() - timedelta(hours=1),
    } | fields
    if fields.get("kind") == Kind.EXCLUSIVE_REPORT:
        fields.setdefault("republication_notice", str(IDENTITY.republication_notice))
    article = Article.objects.create(**fields)
    article.regions.set([make_region(slug) for slug in regions])
    article.topics.add(*topics)
    for position, person in enumerate(byline, start=1):
        Byline.objects.create(article=article, person=person, position=position)
    return article


def make_simulation(**fields):
    """A public simulation with assumptions, actors and two steps, and without a forecast."""
    article = make_article(**({"kind": Kind.SIMULATION} | fields))
    assumptions = "The gauge is read every hour.\n\nNobody has a second one."
    actors = ["Amber Water Office", "Cobalt Water Office"]
    Scenario.objects.create(article=article, assumptions=assumptions, actors=actors)
    make_step(article, 1, date="Day 1, morning", text="The gauge falls silent.")
    make_step(article, 2, date="Day 3", text="Both shores halve what they draw.")
    return article


def make_step(article, number, **fields):
    fields = {"date": f"Day {number}", "text": "Something happens."} | fields
    return ScenarioStep.objects.create(article=article, number=number, **fields)


def make_forecast(article=None, **fields):
    """Of a public simulation, due in a month and not resolved, unless fields say otherwise."""
    fields = {
        "likelihood": 30,
        "confirmed_if": "A second gauge is agreed on.",
        "refuted_if": "The season ends without one.",
        "due_on": timezone.localdate() + timedelta(days=30),
    } | fields
    if fields.get("outcome"):
        fields = {"resolution": "It was.", "resolved_at": timezone.now()} | fields
    return Forecast.objects.create(article=article or make_simulation(), **fields)


def make_correction(article=None, **fields):
    """A correction, made now, of a public piece, unless fields say otherwise."""
    fields = {"kind": Correction.Kind.CORRECTION, "text": "It said kilograms."} | fields
    return Correction.objects.create(article=article or make_article(), **fields)


def make_person(name="Avery Example", **fields):
    number = next(_numbers)
    return Person.objects.create(name=name, **({"slug": f"made-up-person-{number}"} | fields))


def make_series(**fields):
    number = next(_numbers)
    return Series.objects.create(
        **({"title": f"A made-up series {number}", "slug": f"made-up-series-{number}"} | fields)
    )


def make_place(*names, note=""):
    """In the register, with these names: each a text, or the fields of its row."""
    place = NamedPlace.objects.create(note=note)
    for name in names:
        row = {"name": name} if isinstance(name, str) else name
        users = {} if row.get("language") else {"used_by": "Made-up people"}
        PlaceName.objects.create(place=place, **(users | row))
    return place


def make_page(**fields):
    number = next(_numbers)
    return Page.objects.create(
        **({"title": f"A made-up page {number}", "slug": f"made-up-page-{number}"} | fields)
    )


def make_menu_entry(label="A made-up entry", **fields):
    """In the navigation, to all pieces, unless fields say otherwise."""
    leads_to = {} if "page" in fields else {"address": "/articles/"}
    return MenuEntry.objects.create(label=label, **(leads_to | fields))


def picture_bytes(size=(60, 40), colour="#6a2a62", file_format="PNG", **options) -> bytes:
    buffer = io.BytesIO()
    Pillow.new("RGB", size, colour).save(buffer, file_format, **options)
    return buffer.getvalue()


def picture_file(name="picture.png"):
    """As a browser sends it."""
    return SimpleUploadedFile(name, picture_bytes(), "image/png")


def make_image(**fields):
    return store_image(encoded(), **({"alt": "A plain rectangle"} | fields))


def encoded(size=(60, 40), colour="#6a2a62", file_format="PNG"):
    """A picture ready to be stored."""
    once = _encoded(size, colour, file_format)
    return replace(once, content=ContentFile(once.content.file.getvalue(), once.content.name))


@cache
def _encoded(size, colour, file_format):
    return ingest.reencode(picture_bytes(size, colour, file_format))


def make_user(username=None, *, groups=(), **fields):
    """A member of the staff who cannot sign in with a password unless fields say one."""
    user = get_user_model().objects.create_user(
        username or f"made-up-{next(_numbers)}", **({"is_staff": True} | fields)
    )
    user.groups.set(Group.objects.get_or_create(name=name)[0] for name in groups)
    return user
