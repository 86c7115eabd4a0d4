"""Images as pages show them: in the text of a row, and as small pictures at the desk."""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Model

from ccsis.lib.richtext.pictures import Shown, names_of
from ccsis.media.models import Image

#: Pixels: what a thumbnail of the desk needs on a fine screen.
THUMBNAIL = 320


def with_library(row: Model, *columns: str) -> Model:
    """Give a row the pictures that its texts show (`library`), in one query or, without any, none."""
    row.library = by_name(names_of(*(getattr(row, column) for column in columns or ("body",))))
    return row


def with_plain_library(rows: Iterable[Model], column: str = "body") -> list[Model]:
    """The same for many rows in one query, for other sites: without small files, which may go."""
    rows = list(rows)
    library = by_name(names_of(*(getattr(row, column) for row in rows)))
    for row in rows:
        # Its own alone: an entry that shows none owes nothing for those of others.
        names = names_of(getattr(row, column)) & library.keys()
        row.library = {name: replace(library[name], sources={}) for name in names}
    return rows


def by_name(names: Iterable[str]) -> dict[str, Shown]:
    """Of images with the same file the one that was added first."""
    names = set(names)
    if not names:
        return {}
    return {
        image.file.name: shown(image)
        for image in Image.objects.filter(file__in=names).order_by("-pk")
    }


def shown(image: Image) -> Shown:
    return Shown(
        url=image.file.url,
        width=image.width,
        height=image.height,
        alt=image.alt,
        caption=image.caption,
        credit=image.credit,
        may_be_republished=image.may_be_republished,
        sources=_sources(image) if image.renditions_at else {},
    )


def thumbnail(image: Image) -> str:
    """The address of a small file that fills a thumbnail; until it is rendered, the whole one."""
    widths = image.file.aspect_ratios[None]["WEBP"] if image.renditions_at else {}
    fitting = [width for width in sorted(widths) if width >= THUMBNAIL]
    return widths[fitting[0]].url if fitting else image.file.url


def _sources(image: Image) -> dict[str, str]:
    """Content type to `srcset`."""
    found = {
        f"image/{kind.lower()}": ", ".join(
            f"{small.url} {width}w" for width, small in sorted(files.items())
        )
        for kind, files in image.file.aspect_ratios[None].items()
    }
    return {kind: addresses for kind, addresses in found.items() if addresses}
