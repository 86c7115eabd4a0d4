"""A mail's words: templates/mail/NAME_subject.txt, NAME.txt and NAME.html."""

from dataclasses import dataclass

from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from ccsis.identity import IDENTITY

#: What a subject may say. Nothing that somebody typed: it would be read on a locked telephone, and
#: by whoever has another's address written into a form.
SUBJECT_KNOWS = ("reference", "is_discreet")
#: How a place for a link begins: only a template may write it.
PLACE = "[[link:"


@dataclass(frozen=True)
class Message:
    """Raises ValueError for a subject that is not one line of at most 200 characters."""

    subject: str
    text: str
    html: str
    #: Name of the link by which its recipient ends mails of this kind (RFC 8058); most have none.
    unsubscribe: str = ""

    def __post_init__(self):
        if len(self.subject) > 200 or self.subject.splitlines() != [self.subject]:
            raise ValueError("A subject is one line of at most 200 characters.")


def render(name: str, context: dict, language: str, *, unsubscribe: str = "") -> Message:
    """In the recipient's language. Links are `[[link:NAME]]` in the templates, put in while sending.

    context: what somebody typed is a text, or one in lists; a place for a link that it holds stays words.
    """
    context = _disarmed(context)
    known = {key: context[key] for key in SUBJECT_KNOWS if key in context}
    with translation.override(language):
        return Message(
            subject=_rendered(f"{name}_subject.txt", known).strip(),
            text=_rendered(f"{name}.txt", context).strip() + "\n",
            html=_rendered(f"{name}.html", context),
            unsubscribe=unsubscribe,
        )


def _rendered(template: str, context: dict) -> str:
    """Only HTML is escaped."""
    values = Context({"identity": IDENTITY} | context, autoescape=template.endswith(".html"))
    return get_template(f"mail/{template}").template.render(values)


def _disarmed(value):
    """Whoever types the place of somebody else's link must not get that link."""
    match value:
        case str():
            return value.replace(PLACE, "[[link :")
        case dict():
            return {key: _disarmed(item) for key, item in value.items()}
        case list() | tuple():
            return [_disarmed(item) for item in value]
    return value
