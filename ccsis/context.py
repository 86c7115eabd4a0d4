"""What every template knows."""

from django.conf import settings

from ccsis.identity import IDENTITY


def identity(request):
    """The publisher, and whether this is a development copy. Touches neither session nor database."""
    return {"identity": IDENTITY, "is_development": settings.DEVELOPMENT}
