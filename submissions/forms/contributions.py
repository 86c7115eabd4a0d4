"""What is asked of everybody who contributes."""

from urllib.parse import parse_qsl, urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Language
from ccsis.intake.fields import AddressField, LineField, ParagraphsField, has_letters
from ccsis.intake.forms import IntakeForm, Part
from ccsis.intake.uploads.fields import UploadField
from ccsis.lib import sealing
from submissions import identities
from submissions.actions import promised_day
from submissions.forms.choices import Choices, offered
from submissions.models import IDENTITY, Contribution

DECLARED = ("is_exclusive", "offered_elsewhere", "conflicts", "funding")
PROTECTION = ("is_protected", "pseudonym", "public_biography")
#: What staff need not know of somebody who wrote an e-mail.
ASKED_OF_SENDERS = ("email", "phone", "professional_title", "conflicts", "funding", "is_exclusive")


class YesOrNoField(forms.TypedChoiceField):
    """A question that is answered, and not merely left unticked."""

    def __init__(self, **options):
        super().__init__(
            choices=[("yes", _("Yes")), ("no", _("No"))],
            coerce=lambda value: value == "yes",
            empty_value=None,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of the two.")},
            **options,
        )


class DayField(forms.DateField):
    """A day that is still to come, within two years."""

    default_error_messages = {"invalid": _("Enter the day, such as 2027-05-31.")}
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def clean(self, value):
        day = super().clean(value)
        today = timezone.now().date()
        if day and not 0 <= (day - today).days <= 366 * self.years:
            message = _("Choose a day from today on, within %(years)d years.")
            raise ValidationError(message, code="day", params={"years": self.years})
        return day

    def __init__(self, *, years: int = 2, **options):
        self.years = years
        super().__init__(**options)


class ContributionForm(IntakeForm):
    """A contribution that is sent. choices: None only where nothing but what was typed is known."""

    model = Contribution
    offers_draft = True
    kind: str
    #: Its first parts; who sends it and what is declared follow.
    first_parts: tuple[Part, ...] = ()
    needed: tuple[str, ...] = ("full_name", "email")

    title = LineField(label=_("Working title"), max_length=300, validators=[has_letters])
    region = forms.ChoiceField(
        label=_("Region"), error_messages={"required": _("Choose a region.")}
    )
    text_language = forms.ChoiceField(
        label=_("Language of the text"), choices=Language.choices, initial=Language.ENGLISH
    )
    is_protected = forms.BooleanField(
        label=_("Publish under a pseudonym, and keep sealed who I am"),
        help_text=_(
            "Your name, address, telephone, title, affiliation, biography, links and file are "
            "encrypted together, under a key that is kept apart. The editors see the pseudonym and "
            "your text, and also what you answer at the end about interests, funding and where else "
            "it is offered. Write nothing there that tells who you are, such as the name of a small "
            "employer. Mails greet nobody and say nothing of what you sent."
        ),
        required=False,
    )
    pseudonym = LineField(
        label=_("Pseudonym"),
        required=False,
        validators=[has_letters],
        help_text=_("Only with the choice above. As it is to be printed."),
    )
    public_biography = ParagraphsField(
        label=_("What may be said of you under it"),
        required=False,
        words=80,
        rows=3,
        help_text=_("Printed. Empty: nothing."),
    )
    full_name = LineField(label=_("Full name"), validators=[has_letters])
    email = AddressField(
        label=_("E-mail address"), help_text=_("For the receipt and the answer. Never published.")
    )
    phone = LineField(label=_("Telephone"), max_length=40, help_text=_("Never published."))
    professional_title = LineField(
        label=_("Professional title"), help_text=_("Such as “researcher” or “retired judge”.")
    )
    affiliation = LineField(
        label=_("Affiliation"),
        required=False,
        max_length=300,
        help_text=_("Without one: “independent”."),
    )
    biography = ParagraphsField(
        label=_("Short biography"),
        required=False,
        words=120,
        rows=4,
        help_text=_("Two or three sentences in the third person, as they may be printed."),
    )
    links = ParagraphsField(
        label=_("Earlier work"),
        required=False,
        max_length=2_000,
        rows=3,
        help_text=_("One in each line: an address on the web, or where it appeared."),
    )
    original_file = UploadField(label=_("A draft, as a file"), required=False)
    is_exclusive = YesOrNoField(label=_("It is offered to the Center alone, and has not appeared."))
    offered_elsewhere = ParagraphsField(
        label=_("Where else"),
        required=False,
        max_length=1_000,
        rows=2,
        help_text=_("Only if it is offered elsewhere, or has appeared."),
    )
    conflicts = ParagraphsField(
        label=_("Interests that a reader should know of"),
        max_length=2_000,
        rows=3,
        help_text=_("Such as employers, clients, offices or parties. Without any: “none”."),
    )
    funding = LineField(label=_("Who paid for the work"), help_text=_("If nobody did: “nobody”."))

    def __init__(self, request=None, *, choices: Choices | None = None, **options):
        self.choices = choices
        super().__init__(request, **options)
        for name in IDENTITY:
            # Not kept on the device of who wants to be protected (`js/intake/keeping.js`).
            self.fields[name].widget.attrs["data-identity"] = True
            self.fields[name].required &= name in self.needed
        if self.recorded_by:
            for name in ASKED_OF_SENDERS:
                self.fields[name].required = False

    @property
    def parts(self) -> tuple[Part, ...]:
        who = tuple(name for name in IDENTITY if name in self.fields)
        protection = tuple(name for name in PROTECTION if name in self.fields)
        parts = [
            *self.first_parts,
            Part(_("If your name must not be known"), protection),
            Part(_("Who you are"), (*who, "original_file")),
            Part(_("What we ask everybody"), DECLARED),
        ]
        return tuple(part for part in parts if part.names or part.template)

    def shape(self, typed) -> None:
        regions = self.choices and self.choices.regions
        self.fields["region"].choices = offered(regions, typed, "region")
        self.fields["is_protected"].widget.attrs["data-protects"] = True
        self.fields["phone"].widget.input_type = "tel"
        for name, hint in (("full_name", "name"), ("phone", "tel")):
            self.fields[name].widget.attrs["autocomplete"] = hint
        is_wished = self.is_bound or bool(typed and typed.get("is_protected"))
        if not (sealing.is_available() or is_wished):
            # Who was offered it and sends it now is refused by the form, and never received in plain.
            for name in PROTECTION:
                del self.fields[name]

    def order_fields(self, field_order) -> None:
        """As the parts have them, so that errors are summed up in the order of the page."""
        if isinstance(field_order, list) and self.fields:
            field_order = [
                *(name for part in self.parts for name in self.names_in(part)),
                *field_order,
            ]
        super().order_fields(field_order)

    def names_in(self, part: Part) -> tuple[str, ...]:
        """The fields of a part, also of one that a template draws."""
        return part.names

    def clean(self) -> dict:
        self._judge_protection()
        self._judge_exclusivity()
        return super().clean()

    @property
    def is_sealed(self) -> bool:
        return bool(self.cleaned_data.get("is_protected"))

    def submission(self, **more) -> Contribution:
        row = super().submission(kind=self.kind, **more)
        row.promised_on = promised_day(row)
        if self.is_sealed:
            identities.protect(row)
        return row

    def prepare_draft(self, draft) -> None:
        """A draft is encrypted, but not under the key of the identities: who is protected is left out."""
        typed = parse_qsl(draft.typed, keep_blank_values=True)
        if dict(typed).get("is_protected"):
            draft.typed = urlencode(
                [(name, value) for name, value in typed if name not in IDENTITY]
            )
            draft.is_discreet = True
            draft.lacks = gettext(
                "Who you are: for your protection neither your name nor your contact is kept in a draft. "
                "Type them when you send it."
            )

    def _content(self) -> dict:
        columns = super()._content()
        chosen = self.cleaned_data.get("region")
        columns["region"] = self.choices.regions.get(chosen) if self.choices else None
        if columns["is_exclusive"] is None:
            columns["is_exclusive"] = not columns["offered_elsewhere"]
        if not self.is_sealed:
            columns |= dict.fromkeys(PROTECTION[1:], "")
        return columns

    def _judge_protection(self) -> None:
        if self.is_sealed and not (
            self.cleaned_data.get("pseudonym") or "pseudonym" in self.errors
        ):
            message = _("Choose the name under which it is to appear.")
            self.add_error("pseudonym", ValidationError(message, code="required"))
        name = (self.cleaned_data.get("full_name") or "").casefold()
        pseudonym = (self.cleaned_data.get("pseudonym") or "").casefold()
        if self.is_sealed and name and name == pseudonym:
            message = _("This is your own name. A pseudonym is another one.")
            self.add_error("pseudonym", ValidationError(message, code="own_name"))
        if pseudonym and not self.is_sealed and "is_protected" in self.fields:
            message = _("You chose a pseudonym: tick this, or leave the pseudonym empty.")
            self.add_error("is_protected", ValidationError(message, code="not_ticked"))

    def _judge_exclusivity(self) -> None:
        is_elsewhere = self.cleaned_data.get("is_exclusive") is False
        if is_elsewhere and not (
            self.cleaned_data.get("offered_elsewhere") or "offered_elsewhere" in self.errors
        ):
            message = _("Say where it is offered, or where it has appeared.")
            self.add_error("offered_elsewhere", ValidationError(message, code="required"))
