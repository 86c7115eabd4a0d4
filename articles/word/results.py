"""What was read of a Word file, as it will look."""

import re

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, WordFile
from articles.word import pictures
from ccsis.lib import richtext
from ccsis.lib.richtext.document import Document, document

#: Stands for a picture that is not among the site's own yet, where the sanitiser looks.
STAND_IN = "word-{}.png"


def document_of(file: WordFile, address_of) -> Document:
    """The text sanitised as a draft's. address_of: where a picture is shown, by its number."""
    folder = f"/{settings.MEDIA_URL.strip('/')}/images/"
    tags = {
        one.number: pictures.tag(
            f"{folder}{STAND_IN.format(one.number)}", one.alt, one.width, one.height
        )
        for one in file.pictures.defer("content")
    }
    text = pictures.placed(file.result["html"], lambda number: tags.get(number, ""))
    shown = document(richtext.clean(text), language=file.result["language"])
    names = re.compile(rf'src="{re.escape(folder)}word-(\d+)\.png"')
    html = names.sub(lambda match: f'src="{address_of(int(match[1]))}"', shown.html)
    return Document(_safe(html), shown.contents, shown.notes)


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 (sanitised; only addresses of our own were put into it)


def drafts_of(file: WordFile, visible) -> list[Article]:
    """Pieces that the same file was taken into before, among those that somebody may see."""
    earlier = WordFile.objects.taken().filter(digest=file.digest).exclude(pk=file.pk)
    return list(visible.filter(pk__in=earlier.values("article")).order_by("-pk")[:5])
