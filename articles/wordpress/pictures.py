"""Pictures of the old site become images of this one, each once."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.models import ImportedFile
from articles.wordpress.addresses import is_of_site
from articles.wordpress.survey import Survey
from articles.wordpress.text import plain, split
from articles.wordpress.uploads import MissingError, Uploads, original_of, path_in_uploads
from ccsis.media import ingest, staging
from ccsis.media.actions import store_image
from ccsis.media.models import Image

MAX_PATH = ImportedFile._meta.get_field("path").max_length
MAX_ALT = Image._meta.get_field("alt").max_length


class Pictures:
    def __init__(self, survey: Survey, uploads: Uploads | None):
        self._survey, self._uploads = survey, uploads
        self._staged: list[str] = []
        self.stored = 0
        self.is_kept = False
        self._attachments = {
            original_of(path_in_uploads(split(attachment.address).path)): attachment
            for attachment in survey.attachments.values()
        }

    def find(self, address: str, alt: str = "") -> Image:
        """The image for an address of the old site. Raises MissingError, with the reason.

        Without its file, one from an earlier import is found again.
        """
        path = original_of(self._path(address))
        known = ImportedFile.objects.filter(site=self._survey.site, path=path)
        earlier = known.select_related("image").first()
        try:
            data = self._read(address)
        except MissingError:
            if earlier:
                return earlier.image
            raise
        if earlier and earlier.image.source_hash == ingest.hash_of(data):
            return earlier.image
        image = self._stored(data, path, alt)
        ImportedFile.objects.update_or_create(
            site=self._survey.site, path=path, defaults={"image": image}
        )
        return image

    def of_attachment(self, number: int) -> Image:
        """The image for an item of type attachment. Raises MissingError, with the reason."""
        attachment = self._survey.attachments.get(number)
        if attachment is None:
            raise MissingError(_("attachment %(number)d is not in the file") % {"number": number})
        return self.find(attachment.address)

    def gallery(self, numbers: list[int], parent: int, notes) -> list[tuple[str, str, str]]:
        """Address, alternative text and caption of these attachments, or of all of an item."""
        known = self._survey.attachments
        wanted = numbers or [n for n, found in known.items() if found.parent == parent]
        notes.missing.extend(number for number in wanted if number not in known)
        found = [known[number] for number in wanted if number in known]
        return [(a.address, plain(a.alt), plain(a.caption)) for a in found]

    def keep(self) -> None:
        """After the commit: what was staged belongs to rows now."""
        self._staged.clear()
        self.is_kept = True

    def discard(self) -> None:
        """After a rollback: leave nothing behind in staging."""
        for name in self._staged:
            staging.discard(name)

    def _path(self, address: str) -> str:
        if not address:
            raise MissingError(_("it has no address that can be used"))
        parts = split(address)
        path = path_in_uploads(parts.path)
        if not path or not is_of_site(parts.netloc, self._survey.site, parts.path):
            raise MissingError(_("not a file of the old site's uploads"))
        if len(path) > MAX_PATH:
            raise MissingError(_("its path is too long"))
        return path

    def _read(self, address: str) -> bytes:
        if self._uploads is None:
            raise MissingError(_("no --media folder was given"))
        return self._uploads.read(self._path(address))

    def _stored(self, data: bytes, path: str, alt: str) -> Image:
        same = Image.objects.filter(source_hash=ingest.hash_of(data)).order_by("pk").first()
        if same:
            return same
        try:
            encoded = ingest.reencode(data)
        except ValidationError as error:
            raise MissingError(" ".join(error.messages)) from error
        if same := Image.objects.same_as(encoded).first():
            return same
        attachment = self._attachments.get(path)
        alt = plain(attachment.alt if attachment and attachment.alt else alt)
        caption = plain(attachment.caption) if attachment else ""
        image = store_image(encoded, alt=alt if len(alt) <= MAX_ALT else "", caption=caption)
        self._staged.append(image.file.name)
        self.stored += 1
        return image
