"""Work on images that no request waits for."""

from django.utils import timezone
from pictures.models import PillowPicture
from PIL import Image as Pillow
from procrastinate.contrib.django import app

from ccsis.lib.jobs import RETRY
from ccsis.media import files
from ccsis.media.models import Image


@app.periodic(cron="37 3 * * *")
@app.task(queue="upkeep", queueing_lock="sweep_staged_files", retry=RETRY)
def sweep_staged_files(timestamp: int) -> None:
    """Once a day: files of transactions that failed."""
    files.sweep_staged()


@app.task(queue="media", retry=RETRY)
def render_image(*, image_id: int) -> None:
    """Write the AVIF and WebP files of an image; twice does no harm."""
    image = Image.objects.filter(pk=image_id).first()
    if image is None:
        return
    try:
        _render(image)
    except Exception:
        # The file of a picture that was replaced or deleted meanwhile is missed by nobody.
        if not files.delete_unused(image):
            raise
        return
    if not files.delete_unused(image):
        Image.objects.filter(pk=image_id, file=image.file.name).update(renditions_at=timezone.now())


def _render(image: Image) -> None:
    files.settle(image.file.name)
    with image.file.open() as file, Pillow.open(file) as picture:
        pixels = PillowPicture.pre_process(picture)
    for rendition in image.file.get_picture_files_list():
        rendition.save(pixels)
