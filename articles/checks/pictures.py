"""Checks of the pictures."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.checks.facts import Facts, image_name
from articles.checks.findings import Finding
from articles.checks.subjects import Subject
from ccsis.lib.richtext.pieces import attribute


def alternative_of_the_picture(subject: Subject, facts: Facts) -> Iterator[Finding]:
    """Blocks: readers who cannot see the picture would be told nothing."""
    image = subject.picture
    if image and not (image.alt.strip() or image.is_decorative):
        text = _(
            "The picture has no alternative text. Write what it shows, or mark it as decorative, on "
            "the page of the image."
        )
        yield Finding(text, "picture", image.pk)


def alternatives_in_the_text(subject: Subject, facts: Facts) -> Iterator[Finding]:
    """Blocks, for the same reason."""
    count = 0
    for piece in subject.pieces:
        if piece.name == "img":
            alt = attribute(piece.attributes, "alt") or ""
            image = facts.images.get(image_name(piece))
            # Where the text says nothing, that of the library is shown.
            is_told = image is not None and (image.is_decorative or image.alt.strip())
            count += not (is_told or alt.strip())
    if count:
        text = ngettext(
            "%d picture in the text has no alternative text: readers who cannot see it are told "
            "nothing.",
            "%d pictures in the text have no alternative text: readers who cannot see them are told "
            "nothing.",
            count,
        )
        yield Finding(text % count, "body")


def credit_of_the_picture(subject: Subject, facts: Facts) -> Iterator[Finding]:
    image = subject.picture
    if image and not image.credit.strip():
        text = _("The picture has no credit: nobody is named as its maker.")
        yield Finding(text, "picture", image.pk)


def credits_in_the_text(subject: Subject, facts: Facts) -> Iterator[Finding]:
    shown = {name for piece in subject.pieces if (name := image_name(piece))}
    count = sum(not facts.images[name].credit.strip() for name in shown & facts.images.keys())
    if count:
        text = ngettext(
            "%d picture in the text has no credit: nobody is named as its maker.",
            "%d pictures in the text have no credit: nobody is named as their maker.",
            count,
        )
        yield Finding(text % count, "body")
