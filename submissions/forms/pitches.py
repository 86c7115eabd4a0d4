from django import forms
from django.utils.translation import gettext_lazy as _

from ccsis.intake.fields import ParagraphsField
from ccsis.intake.forms import Part
from submissions.forms.contributions import ContributionForm, DayField
from submissions.models import Kind, PieceKind


class PitchForm(ContributionForm):
    """An article that somebody offers to write."""

    slug = "pitch"
    kind = Kind.PITCH
    send_label = _("Send the pitch")
    needed = ("full_name", "email")
    first_parts = (
        Part(
            _("The piece"),
            (
                *("title", "novelty", "outline", "region", "piece_kind"),
                *("text_language", "length", "ready_on"),
            ),
        ),
    )

    novelty = ParagraphsField(
        label=_("What is new, and why it matters"),
        words=200,
        rows=5,
        help_text=_("What a reader learns here and nowhere else."),
    )
    outline = ParagraphsField(
        label=_("Outline"),
        words=2_000,
        rows=12,
        help_text=_(
            "The argument, step by step, and what it rests on. A finished text is welcome too."
        ),
    )
    piece_kind = forms.ChoiceField(
        label=_("Kind of piece"),
        choices=[("", _("Choose one")), *PieceKind.choices],
        error_messages={"required": _("Choose a kind.")},
    )
    length = forms.IntegerField(
        label=_("Length in words"),
        required=False,
        min_value=200,
        max_value=30_000,
        help_text=_("About."),
    )
    ready_on = DayField(
        label=_("Ready by"), required=False, help_text=_("When the whole text can be with us.")
    )


class RecordedPitchForm(PitchForm):
    """For staff, of a pitch that came by e-mail."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        for name in ("novelty", "region", "piece_kind"):
            self.fields[name].required = False
