"""Where articles, pages and people show an image of the library."""

import re

from django.db.models import Model, Q

from articles.models import Article, Page, Person
from ccsis.media.models import Image

IMAGE = re.compile(r"<img\b[^>]*>")
ADDRESS = re.compile(r' (?:src|width|height)="[^"]*"')


def uses(image: Image) -> list[Model]:
    """What shows this image now: articles and pages (also inside their texts), and people."""
    name = image.file.name
    return [
        *Article.objects.filter(Q(picture=image) | Q(body__contains=name)),
        *Page.objects.filter(body__contains=name),
        *Person.objects.filter(photo=image),
    ]


def readdress(old_name: str, image: Image) -> None:
    """Let texts that showed the file of this name show the image's present file."""
    for model in (Article, Page):
        for row in model.objects.select_for_update().filter(body__contains=old_name):
            row.body = IMAGE.sub(lambda tag: _readdressed(tag[0], old_name, image), row.body)
            row.save(update_fields=["body"])


def _readdressed(tag: str, old_name: str, image: Image) -> str:
    if old_name not in tag:
        return tag
    address = f' src="{image.file.url}" width="{image.width}" height="{image.height}"'
    return f"<img{address}{ADDRESS.sub('', tag).removeprefix('<img')}"
