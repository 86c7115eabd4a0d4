"""The forms of the steps that editors take."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from articles.models import Series
from ccsis.intake.desk.steps import StepForm
from submissions import letters
from submissions.conference import events_open
from submissions.handoff import Wishes, printed_name, same_name
from submissions.models import PieceKind


class EditorField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return user.get_full_name() or user.get_username()


class AssignForm(StepForm):
    editor = EditorField(label=_("Editor"), queryset=None, required=False, empty_label=_("nobody"))

    def __init__(self, *args, row, **options):
        super().__init__(*args, row=row, **options)
        field = self.fields["editor"]
        field.queryset = _editors()
        field.initial = row.assigned_to_id


class TextForm(StepForm):
    text = forms.CharField(
        label=_("Text to the sender"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "It goes out by mail under the Center’s name, and stands on the private page. To a "
            "discreet sender the mail only says that there is a text."
        ),
    )


class DeclineForm(TextForm):
    event = forms.ModelChoiceField(
        label=_("Suggest the conference"),
        queryset=None,
        required=False,
        empty_label=_("no"),
        help_text=_("The sender can make a draft of an abstract of it, if they wish."),
    )

    def __init__(self, *args, row, **options):
        super().__init__(*args, row=row, **options)
        self.fields["text"].initial = letters.refusal(row)
        events = events_open()
        if not events:
            del self.fields["event"]
            return
        field = self.fields["event"]
        field.queryset = type(events[0]).objects.filter(pk__in=[event.pk for event in events])


class AcceptForm(TextForm):
    """With what the draft article cannot know from what was sent."""

    person = forms.ChoiceField(
        label=_("Who signs it"),
        help_text=_("A person’s record keeps all pieces of that name together."),
    )
    kind = forms.ChoiceField(label=_("Kind of piece"), choices=PieceKind.choices)
    series = forms.ModelChoiceField(
        label=_("Series"),
        queryset=Series.objects.all(),
        required=False,
        empty_label=_("none"),
        help_text=_(
            "It becomes the last part. Readers see a part without its title until it is published."
        ),
    )
    field_order = ["person", "kind", "series", "text"]

    def __init__(self, *args, row, **options):
        super().__init__(*args, row=row, **options)
        self.people = {str(person.pk): person for person in same_name(row)}
        name = printed_name(row)
        new = (
            _("a new record: %(name)s") if name == row.signed_as else _("%(name)s (name withheld)")
        )
        self.fields["person"].choices = [("new", new % {"name": name}), *self._known()]
        self.fields["series"].initial = row.series_id
        self.fields["text"].initial = letters.acceptance(row)
        self.fields["kind"].initial = row.piece_kind
        if row.is_simulation:
            del self.fields["kind"]

    def clean(self) -> dict:
        """The arguments of the action."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        wishes = Wishes(
            person=self.people.get(cleaned["person"]),
            kind=cleaned.get("kind", ""),
            series=cleaned["series"],
        )
        return {"text": cleaned["text"], "wishes": wishes}

    def _known(self) -> list[tuple]:
        return [
            (key, ", ".join(filter(None, [person.name, person.title, person.affiliation])))
            for key, person in self.people.items()
        ]


def _editors():
    """Whoever may work with contributions at the desk."""
    users = get_user_model().objects.with_perm(
        "submissions.change_contribution",
        include_superusers=True,
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return users.filter(is_active=True, is_staff=True).order_by("username")
