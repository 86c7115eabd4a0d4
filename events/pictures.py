"""Where events show an image of the library (IMAGE_USERS)."""

from django.db.models import Model

from ccsis.media.models import Image
from events.models import Partner


def uses(image: Image) -> list[Model]:
    """Partners whose logo it is, shown or not."""
    return list(Partner.objects.filter(logo=image))


def readdress(old_name: str, image: Image) -> None:
    """A logo is named by its row alone."""
