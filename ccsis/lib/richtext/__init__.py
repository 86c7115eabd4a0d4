"""Rich text: what it may hold (`definition`), and how a page shows it (`document`)."""

from ccsis.lib.richtext.definition import EXTENSIONS, clean
from ccsis.lib.richtext.notes import without_notes
from ccsis.lib.richtext.quotes import without_quotes

__all__ = ["EXTENSIONS", "clean", "without_notes", "without_quotes"]
