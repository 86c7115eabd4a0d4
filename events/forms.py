from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ccsis.intake.fields import AddressField, LineField, ParagraphsField, WebsiteField
from ccsis.intake.forms import IntakeForm, Part
from ccsis.intake.uploads.fields import UploadField
from ccsis.lib.arrivals import arrived_at
from events.models import Event, Partner


class PartnerForm(IntakeForm):
    """A letter of interest. event: None only where nothing but what was typed is known."""

    model = Partner
    slug = "partners"
    send_label = _("Send the letter")
    offers_draft = True
    parts = (
        Part(_("The organisation"), ("organisation", "country", "website")),
        Part(_("The letter"), ("text", "letter_file")),
        Part(_("Who we write to"), ("contact_person", "email")),
    )

    organisation = LineField(label=_("Name of the organisation"))
    country = LineField(
        label=_("Country"), max_length=100, help_text=_("As the organisation itself says it.")
    )
    website = WebsiteField(label=_("Website"), required=False)
    text = ParagraphsField(
        label=_("Letter of interest"),
        required=False,
        rows=12,
        help_text=_("Here, or as a file below: who you are, and what you would contribute."),
    )
    letter_file = UploadField(label=_("Letter as a file"), required=False)
    contact_person = LineField(label=_("Contact person"), help_text=_("Never published."))
    email = AddressField(
        label=_("E-mail address"), help_text=_("For the receipt. Never published.")
    )

    def __init__(self, request=None, *, event: Event | None = None, **options):
        self.event = event
        super().__init__(request, **options)

    def clean(self):
        given = self.cleaned_data.get("text") or self.cleaned_data.get("letter_file")
        if not (given or {"text", "letter_file"} & self.errors.keys()):
            message = _("Write the letter here, or choose a file with it.")
            self.add_error("text", ValidationError(message, code="no_letter"))
        return super().clean()

    def submission(self, **more) -> Partner:
        return super().submission(event=self.event, **more)

    def judge(self) -> None:
        """A letter that comes too late stays as it was typed."""
        is_asked = self.first is None and not self.recorded_by
        if is_asked and not self.event.takes_letters_at(arrived_at(self.request)):
            raise ValidationError(_("This call is closed. Nothing was sent."), code="closed")
        super().judge()


class RecordedPartnerForm(PartnerForm):
    """For staff, who say which event a letter that came by e-mail is for."""

    parts = ()
    chosen_event = forms.ModelChoiceField(label=_("Event"), queryset=Event.objects.all())
    field_order = ["chosen_event"]

    def clean(self):
        self.event = self.cleaned_data.get("chosen_event")
        return super().clean()
