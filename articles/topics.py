"""Topics as staff type them: separated by commas, so that one topic may have several words."""

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.models import Topic

MAX_LENGTH = Topic._meta.get_field("name").max_length


def from_string(text: str) -> list[str]:
    """The names in a list, each once, white space folded."""
    names = (" ".join(name.split()) for name in text.split(","))
    return list(dict.fromkeys(name for name in names if name))


def to_string(topics) -> str:
    return ", ".join(sorted((topic.name for topic in topics), key=str.lower))


def refuse_unusable(names: list[str]) -> None:
    """Raise ValidationError for a name that fits no row or leaves no address."""
    for name in names:
        if len(name) > MAX_LENGTH:
            raise ValidationError(
                _("A topic has at most %(limit)d characters. Put commas between topics."),
                code="too_long",
                params={"limit": MAX_LENGTH},
            )
        if not slugify(name, allow_unicode=True):
            raise ValidationError(
                _("A topic needs a letter or a digit: “%(name)s” has none."),
                code="no_letters",
                params={"name": name},
            )
