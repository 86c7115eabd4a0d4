"""What changed between two texts, word by word, as HTML in which it can be read and heard."""

from ccsis.lib.differences.forms import Change, changes, shown
from ccsis.lib.differences.texts import in_rich_text, in_words

__all__ = ["Change", "changes", "in_rich_text", "in_words", "shown"]
