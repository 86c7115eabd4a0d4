"""The addresses of pictures in texts that were typed before a picture got another file."""

import re
from urllib.parse import parse_qsl, quote_plus, urlencode

from django.db.models import Q

from ccsis.desk.models import UnsavedWork
from ccsis.lib import richtext
from ccsis.lib.richtext.pictures import IMAGE, name_of, readdressed
from ccsis.media.models import Image

#: Which picture the editor put there.
FILE = re.compile(r' data-file="(\d{1,9})"')


def cleaned(html: str) -> str:
    """What a column keeps of a text (`richtext.clean`): each picture by the address it has now.

    A form may have been open while somebody replaced the file.
    """
    html = richtext.clean(html)
    tags = IMAGE.findall(html)
    told = {name_of(tag): int(number[1]) for tag in tags if (number := FILE.search(tag))}
    if not told:
        return html
    images = Image.objects.filter(Q(pk__in=told.values()) | Q(file__in=told)).in_bulk()
    present = {image.file.name for image in images.values()}
    for name, pk in told.items():
        if name and name not in present and pk in images:
            html = readdressed(html, name, images[pk])
    return html


def readdress_unsaved(old_name: str, image: Image) -> None:
    """Let what somebody typed and did not save yet show the image's present file."""
    showing = UnsavedWork.objects.filter(data__contains=quote_plus(old_name))
    for work in showing.select_for_update():
        typed = parse_qsl(work.data, keep_blank_values=True)
        data = urlencode([(name, readdressed(value, old_name, image)) for name, value in typed])
        UnsavedWork.objects.filter(pk=work.pk).update(data=data)
