"""Views that only show something."""

from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from ccsis.lib.compression import compressed


def for_reading(view):
    """Answer GET and HEAD, compressed, and 405 to everything else, whoever asks.

    Such a view changes nothing, so there is nothing that a form's token could protect; with the
    check in front, a stray POST would be told that its form has expired.
    """
    return csrf_exempt(require_safe(compressed(view)))
