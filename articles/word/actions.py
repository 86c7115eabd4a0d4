"""Writes that concern Word files: received, read, taken into a draft, forgotten."""

import hashlib
from datetime import timedelta
from itertools import count

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from articles.models import Article, WordFile, WordPicture
from articles.word import jobs, pictures, process
from ccsis.intake.uploads.names import clean_name
from ccsis.lib import richtext
from ccsis.media import staging
from ccsis.media.actions import store_image
from ccsis.media.models import Image

#: How long a file is kept that is not taken, and what is told of one that was.
KEPT = timedelta(days=1)
#: Files of one person that wait.
MOST = 20


@transaction.atomic
def receive(file: UploadedFile, *, by) -> WordFile:
    """Keep a file (`checking.refuse_unfit`) and ask for its reading, both or neither."""
    content = file.read()
    row = WordFile.objects.create(
        user=by,
        file_name=clean_name(file.name),
        digest=hashlib.sha256(content).hexdigest(),
        content=content,
    )
    jobs.read_word_file.defer(file_key=str(row.pk))
    return row


def read(file: WordFile) -> None:
    """Read a file that waits; twice does no harm. Raises RuntimeError where nothing can be read."""
    _begin(file)
    answer = process.read(bytes(file.content))
    if "refused" in answer:
        _end(file, state=WordFile.State.REFUSED, refusal=answer["refused"])
        return
    text = answer["text"]
    told = text["pictures"]
    file.result = {"total": len(told)}
    file.save(update_fields=["result"])
    for done, picture in enumerate(pictures.encoded(file, told), start=1):
        if isinstance(picture, WordPicture):
            picture.save()
        else:
            _tell_refused(text, told[done - 1], picture)
        WordFile.objects.filter(pk=file.pk).update(pictures_done=done)
    _end(file, state=WordFile.State.READY, result=text | {"total": len(told)})


def _begin(file: WordFile) -> None:
    file.pictures.all().delete()
    WordFile.objects.filter(pk=file.pk).update(state=WordFile.State.READING, pictures_done=0)


def _end(file: WordFile, **values) -> None:
    """What was sent goes as soon as it is read."""
    WordFile.objects.filter(pk=file.pk).update(content=b"", **values)


def _tell_refused(text: dict, told: dict, why: str) -> None:
    place = {"note": 0, "heading": "", **told["place"], "said": why}
    found = next((one for one in text["findings"] if one["code"] == "picture_refused"), None)
    if found is None:
        found = {"code": "picture_refused", "count": 0, "places": []}
        text["findings"].append(found)
    found["count"] += 1
    found["places"].append(place)


def take(
    file: WordFile, *, title: str, standfirst: str, alts: dict[int, str], by
) -> Article | None:
    """Make a new draft of a file that is ready; None if it is not any more.

    alts: descriptions by the number of the picture. What was kept of the file goes.
    """
    staged: list[str] = []
    try:
        return _take(file, title, standfirst, alts, by, staged)
    except BaseException:
        for name in staged:
            staging.discard(name)
        raise


@transaction.atomic
def _take(file, title, standfirst, alts, by, staged) -> Article | None:
    ready = WordFile.objects.select_for_update().filter(pk=file.pk, state=WordFile.State.READY)
    row = ready.first()
    if row is None:
        return None
    tags = {
        picture.number: _shown(_image(picture, alts, by, staged), alts.get(picture.number, ""))
        # One in memory at a time.
        for picture in row.pictures.iterator(chunk_size=1)
    }
    text = pictures.placed(row.result["html"], lambda number: tags.get(number, ""))
    article = Article(
        title=title,
        standfirst=standfirst,
        body=richtext.clean(text),
        language=row.result["language"],
        created_by=by,
        edited_by=by,
    )
    _find_address(article)
    article.save()
    row.pictures.all().delete()
    row.state, row.article, row.content, row.file_name = WordFile.State.TAKEN, article, b"", ""
    row.result = {"findings": row.result["findings"]}
    row.save()
    return article


def _image(picture: WordPicture, alts: dict[int, str], by, staged: list[str]) -> Image:
    """The same picture that is here already, or a new one."""
    encoded = pictures.as_encoded(picture)
    same = Image.objects.same_as(encoded).first()
    if same:
        return same
    alt = alts.get(picture.number, "")
    is_decorative = picture.is_decorative and not alt
    image = store_image(encoded, alt=alt, is_decorative=is_decorative, added_by=by)
    staged.append(image.file.name)
    return image


def _shown(image: Image, alt: str) -> str:
    return pictures.tag(image.file.url, alt, image.width, image.height, key=image.pk)


def _find_address(article: Article) -> None:
    """Raises nothing: a number is added until the address is free."""
    stem = slugify(article.title, allow_unicode=True)[:180] or "draft"
    for number in count(1):
        article.slug = stem if number == 1 else f"{stem}-{number}"
        try:
            article.clean()
        except ValidationError:
            continue
        return


def discard(file: WordFile) -> None:
    WordFile.objects.left().filter(pk=file.pk).delete()


def sweep() -> int:
    """Forget what nobody took within a day, and what was told of the rest; how many files went."""
    old = WordFile.objects.filter(received_at__lt=timezone.now() - KEPT)
    old.taken().exclude(result={}).update(result={})
    return old.left().delete()[1].get(WordFile._meta.label, 0)
