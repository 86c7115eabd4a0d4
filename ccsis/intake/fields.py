"""Fields for what strangers type: bounded, and free of what no keyboard types."""

import unicodedata
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ccsis.lib.words import count_words

REQUIRED = _("This is needed.")
LINE_BREAKS = "\n\r\u2028\u2029"
#: Marks that turn the direction of all that follows: they make one text look like another.
OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
#: What a decoder puts where it could not read a character.
DAMAGED = "\ufffd"


def no_strange_characters(text: str) -> None:
    """Refuse characters that are no text, or that show it as another one than it is."""
    if DAMAGED in text:
        message = _("A character was damaged on the way: �. Type it again.")
        raise ValidationError(message, code="damaged_character")
    if any(map(_is_control, text)) or set(OVERRIDES) & set(text):
        message = _(
            "This has invisible control characters. Type it again, or paste it as plain text."
        )
        raise ValidationError(message, code="control_character")


def one_line(text: str) -> None:
    if set(LINE_BREAKS) & set(text):
        raise ValidationError(_("This has to be on one line."), code="line_break")


def has_letters(text: str) -> None:
    """A line of signs alone says nothing, and the tables refuse it."""
    if not any(character.isalnum() for character in text):
        raise ValidationError(_("This needs letters or digits."), code="no_letters")


def plain_before_the_sign(address: str) -> None:
    """Mail servers take other letters only after the @, and a dotless ı is soon typed for an i."""
    if not address.rpartition("@")[0].isascii():
        message = _("Before the @ only plain Latin letters, digits and signs can be used.")
        raise ValidationError(message, code="not_ascii")


class AtMostWords:
    """Refuse a text of more than so many words (`ccsis.lib.words`); says both numbers."""

    message = ngettext_lazy(
        "At most %(limit)d word is possible; this has %(words)d.",
        "At most %(limit)d words are possible; this has %(words)d.",
        "limit",
    )
    code = "too_many_words"

    def __init__(self, limit: int):
        self.limit = limit

    def __call__(self, text: str) -> None:
        words = count_words(text)
        if words > self.limit:
            params = {"limit": self.limit, "words": words}
            raise ValidationError(self.message, code=self.code, params=params)


class Uncut:
    """A browser would cut a text that is too long without a word; the refusal says how long it is."""

    def widget_attrs(self, widget) -> dict:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class LineField(Uncut, forms.CharField):
    """Text on one line, at most 200 characters unless it says otherwise."""

    default_error_messages = {"required": REQUIRED}
    default_validators = [no_strange_characters, one_line]

    def __init__(self, *, max_length: int = 200, **options):
        super().__init__(max_length=max_length, **options)


class ParagraphsField(Uncut, forms.CharField):
    """Text on several lines, kept as typed with its line breaks as \\n. `words` is its limit in words."""

    default_error_messages = {"required": REQUIRED}
    default_validators = [no_strange_characters]
    widget = forms.Textarea

    def __init__(
        self, *, max_length: int = 20_000, words: int | None = None, rows: int = 10, **options
    ):
        super().__init__(max_length=max_length, **options)
        self.words = words
        self.widget.attrs["rows"] = rows
        if words:
            self.validators.append(AtMostWords(words))

    def to_python(self, value) -> str:
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class AddressField(Uncut, forms.EmailField):
    """An e-mail address that a mail can be sent to."""

    default_error_messages = {
        "required": REQUIRED,
        "invalid": _("Enter the address in full, such as name@example.org."),
    }
    default_validators = [
        EmailValidator(message=default_error_messages["invalid"]),
        no_strange_characters,
        plain_before_the_sign,
    ]

    def __init__(self, **options):
        super().__init__(max_length=254, **options)
        self.widget.attrs["autocomplete"] = "email"


class WebsiteField(Uncut, forms.URLField):
    """An address on the web; https:// is added where it is left out."""

    default_error_messages = {
        "invalid": _("Enter the address in full, such as https://example.org.")
    }
    default_validators = [*forms.URLField.default_validators, no_strange_characters]

    def __init__(self, **options):
        super().__init__(max_length=500, assume_scheme="https", **options)

    def clean(self, value):
        address = super().clean(value)
        if address and not address.startswith(("http://", "https://")):
            raise ValidationError(_("Only http and https addresses."), code="scheme")
        if "@" in urlsplit(address).netloc:
            # What stands before it is read as the site's name.
            raise ValidationError(_("An address without a name before an @."), code="user")
        return address


def _is_control(character: str) -> bool:
    return unicodedata.category(character) == "Cc" and character not in "\t\n\r"
