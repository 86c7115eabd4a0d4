from django import forms
from django.utils.translation import gettext_lazy as _

from ccsis.contact.models import Message, Topic
from ccsis.intake.fields import AddressField, LineField, ParagraphsField
from ccsis.intake.forms import IntakeForm


class MessageForm(IntakeForm):
    model = Message
    slug = "contact"
    send_label = _("Send the message")

    topic = forms.ChoiceField(
        label=_("What it is about"),
        choices=[("", _("Choose one")), *Topic.choices],
        error_messages={"required": _("Choose what it is about.")},
    )
    message = ParagraphsField(
        label=_("Message"),
        rows=9,
        help_text=_(
            "For a correction: the piece, the sentence, and where what is right can be checked."
        ),
    )
    name = LineField(
        label=_("Your name"),
        required=False,
        help_text=_("As you want to be addressed. It may be left out."),
    )
    email = AddressField(
        label=_("Your e-mail address"),
        help_text=_("For the receipt and the answer. Never published."),
    )
