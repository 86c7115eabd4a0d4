"""Pictures of a Word file: encoded anew as soon as it is read, and put into the text in the end."""

import io
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from zipfile import ZipFile

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.html import format_html

from articles.models import WordFile, WordPicture
from ccsis.media import ingest
from ccsis.media.ingest import Encoded

#: As `articles.word.reading.shaping` writes a picture: its number stands for it.
PLACE = re.compile(
    r'<figure><img alt="(\d+)">(?:<figcaption>(.*?)</figcaption>)?</figure>|<img alt="(\d+)">',
    re.DOTALL,
)


#: Seconds for the pictures of one file.
ALL_TOGETHER = 300


def encoded(file: WordFile, told: list[dict]) -> Iterator[WordPicture | str]:
    """In order, each as it will be kept, or why it cannot be used. One that comes again costs nothing."""
    ends, known = time.monotonic() + ALL_TOGETHER, {}
    left = Counter(map(_key, told))
    with ZipFile(io.BytesIO(file.content)) as archive:
        for number, one in enumerate(told, start=1):
            key = _key(one)
            left[key] -= 1
            if key not in known and time.monotonic() > ends:
                yield str(ingest.SENTENCES["too_costly"])
                continue
            try:
                picture = known.get(key) or _encode(archive, *key)
            except ValidationError as error:
                yield " ".join(error.messages)
                continue
            # None stays in memory that does not come again.
            known = {other: kept for other, kept in known.items() if left[other]}
            if left[key]:
                known[key] = picture
            picture.content.seek(0)
            yield WordPicture(
                file=file,
                number=number,
                name=picture.content.name,
                content=picture.content.read(),
                width=picture.width,
                height=picture.height,
                source_hash=picture.source_hash,
                alt=one["alt"],
                is_decorative=one["is_decorative"],
            )


def _key(one: dict) -> tuple[str, tuple[int, ...]]:
    """Cropped in another way it is another picture."""
    return one["part"], tuple(one["crop"])


def _encode(archive: ZipFile, part: str, crop: tuple[int, ...]) -> Encoded:
    """Only what the file shows of a picture; what it hides is never kept."""
    ingest.refuse_oversized(archive.getinfo(part).file_size)
    return ingest.reencode(archive.read(part), crop or None)


def as_encoded(picture: WordPicture) -> Encoded:
    content = ContentFile(bytes(picture.content), name=picture.name)
    is_drawing = picture.name.endswith(".png")
    return Encoded(content, picture.width, picture.height, picture.source_hash, is_drawing)


def placed(text: str, tag_of: Callable[[int], str]) -> str:
    """The text with a picture in each place. tag_of: its element by its number, "" for none.

    Of a picture that cannot be used the caption stays.
    """

    def put(match: re.Match) -> str:
        tag = tag_of(int(match[1] or match[3]))
        if match[3]:
            return tag
        caption = match[2]
        if not tag:
            return f"<p>{caption}</p>" if caption else ""
        return f"<figure>{tag}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"

    return PLACE.sub(put, text)


def tag(address: str, alt: str, width: int, height: int, key: int | None = None) -> str:
    """key: of the picture in the library, if it is there."""
    marked = format_html(' data-file="{}"', key) if key else ""
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}"{}>', address, alt, width, height, marked
    )
