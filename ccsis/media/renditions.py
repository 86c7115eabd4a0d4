"""Small files of an image: AVIF and WebP in a few widths."""

import io

from django.core.files.base import ContentFile
from pictures.models import PillowPicture

#: AVIF's encoder spends minutes on its best; these look the same and take a second.
ENCODING = {"AVIF": {"quality": 60, "speed": 8}, "WEBP": {"quality": 80, "method": 4}}


class Rendition(PillowPicture):
    def save(self, image):
        """Write the file, replacing one of that name."""
        buffer = io.BytesIO()
        self.resize(image).save(buffer, format=self.file_type, **ENCODING[self.file_type])
        self.storage.delete(self.name)
        self.storage.save(self.name, ContentFile(buffer.getvalue()))
