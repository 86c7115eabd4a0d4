"""The rows in which authors are typed (`ccsis.intake.rows`)."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ccsis.intake.fields import REQUIRED, AddressField, LineField, no_strange_characters
from ccsis.intake.rows import RowNames
from ccsis.lib.orcid import read_orcid
from events.models import Place

#: What a row holds; "row" is the stored author, where it is one.
NAMES = (
    *("row", "name", "affiliations", "orcid", "country", "email"),
    *("name_kept_from", "affiliation_kept_from"),
)
LISTS = ("name_kept_from", "affiliation_kept_from")
MOST_AFFILIATIONS = 5
ROWS = RowNames("author", NAMES)


class OrcidField(LineField):
    """An ORCID iD, alone or as an address, with its check digit."""

    def __init__(self, **options):
        super().__init__(label=_("ORCID iD"), required=False, max_length=100, **options)

    def clean(self, value):
        typed = super().clean(value)
        if typed and not (typed := read_orcid(typed)):
            message = _("This is no ORCID iD: 16 digits, such as 0000-0002-1825-0097.")
            raise ValidationError(message, code="orcid")
        return typed


class AffiliationsField(forms.CharField):
    """A list of texts, one in each line."""

    widget = forms.Textarea
    default_error_messages = {"required": _("Enter an affiliation, or “independent”.")}
    default_validators = [no_strange_characters]

    def __init__(self, **options):
        super().__init__(
            label=_("Affiliations"),
            max_length=1_100,
            help_text=_("One in each line. Without one: “independent”."),
            **options,
        )
        self.widget.attrs["rows"] = 2
        self.widget.attrs.pop("maxlength", None)

    def widget_attrs(self, widget) -> dict:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value) -> list[str]:
        if isinstance(value, list):
            # Of an entry that its author keeps: it is as it is stored.
            return value
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_AFFILIATIONS:
            message = _("At most %(limit)d affiliations are possible; this has %(count)d.")
            params = {"limit": MOST_AFFILIATIONS, "count": len(lines)}
            raise ValidationError(message, code="too_many", params=params)
        if any(len(line) > 200 for line in lines):
            message = _("Each affiliation has at most 200 characters.")
            raise ValidationError(message, code="max_length")
        return lines


class KeptFromField(forms.MultipleChoiceField):
    def __init__(self, *, label):
        super().__init__(
            label=label,
            choices=Place.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


def entry_fields() -> dict[str, forms.Field]:
    """What is asked of one author."""
    return {
        "name": LineField(label=_("Full name"), help_text=_("As it is to be printed.")),
        "affiliations": AffiliationsField(),
        "orcid": OrcidField(),
        "country": LineField(
            label=_("Country"),
            required=False,
            max_length=100,
            help_text=_("As you call it yourself. Empty: you prefer not to say."),
        ),
        "email": AddressField(
            label=_("E-mail address"),
            required=False,
            help_text=_("Each co-author gets a link to the own entry, and no other’s."),
        ),
        "name_kept_from": KeptFromField(label=_("Keep the name from")),
        "affiliation_kept_from": KeptFromField(label=_("Keep the affiliation from")),
    }


class Row:
    """One row of a form, for its page and for its judgement."""

    def __init__(self, form, index: int, author=None):
        self.form, self.index, self.author = form, index, author

    @property
    def number(self) -> int:
        return self.index + 1

    @property
    def title(self) -> str:
        return gettext("Author %(number)d") % {"number": self.number}

    @property
    def is_own(self) -> bool:
        """Whether the author keeps this entry."""
        return self.author is not None and self.author.is_own

    @property
    def is_last(self) -> bool:
        return self.number == len(self.form.rows)

    @property
    def is_focused(self) -> bool:
        return self.form.focus == self.index

    def name_of(self, name: str) -> str:
        return ROWS.of(self.index, name)

    @property
    def row(self):
        return self.form[self.name_of("row")]

    @property
    def fields(self) -> list:
        return [self.form[self.name_of(name)] for name in NAMES[1:] if name not in LISTS]

    @property
    def wishes(self) -> list:
        return [self.form[self.name_of(name)] for name in LISTS]

    @property
    def has_wishes(self) -> bool:
        return any(bound.value() or bound.errors for bound in self.wishes)

    def values(self) -> dict:
        """Of a form that was looked through; what has an error is left out."""
        cleaned = self.form.cleaned_data
        return {
            name: cleaned[self.name_of(name)] for name in NAMES if self.name_of(name) in cleaned
        }

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed into it."""
        typed = (self.form.data.get(self.name_of(name), "") for name in NAMES[1:])
        return self.author is None and not any(text.strip() for text in typed)


class AuthorRows:
    """For a form with authors: `rows`, once it is shaped."""

    rows: list[Row] = []
    #: The row that a button has just made or moved.
    focus: int | None = None

    @property
    def count_field(self):
        return self[ROWS.count]

    @property
    def cap(self) -> int:
        return self.event.author_cap if self.event else ROWS.cap

    def rearranged(self) -> QueryDict | None:
        typed, self.focus = ROWS.rearranged(self.data)
        return typed

    def shape_rows(self, typed, authors=()) -> None:
        """Make the fields of the rows. authors: stored ones, by what their rows say; all of them at first."""
        by_pk = {str(author.pk): author for author in authors}
        count = ROWS.count_in(typed) if typed else max(len(by_pk), 1)
        self.fields[ROWS.count] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.initial[ROWS.count] = str(count)
        stored = list(authors)
        self.rows = []
        for index in range(count):
            # Taken out: two rows cannot be the same author.
            author = by_pk.pop(typed.get(ROWS.of(index, "row"), ""), None) if typed else None
            if not typed and index < len(stored):
                author = stored[index]
            self.rows.append(Row(self, index, author))
            self._add_row(self.rows[-1])

    def _add_row(self, row: Row) -> None:
        self.fields[row.name_of("row")] = forms.CharField(
            required=False, widget=forms.HiddenInput, max_length=20
        )
        self.initial[row.name_of("row")] = str(row.author.pk) if row.author else ""
        for name, field in entry_fields().items():
            if name == "name" and row.is_focused:
                field.widget.attrs["autofocus"] = True
            # A browser would put the sender's own into it.
            if name not in LISTS:
                field.widget.attrs["autocomplete"] = "off"
            field.short_label = field.label
            field.label = _in_row(row.number, field.label)
            # Asked for in `judge_rows`: a row that nobody filled in is none.
            field.is_asked = field.required
            field.required = False
            field.disabled = row.is_own
            self.fields[row.name_of(name)] = field
            if row.author:
                self.initial[row.name_of(name)] = getattr(row.author, name)

    def judge_rows(self) -> None:
        """Note what is missing or doubled; leave the authors in `authors`, in their order."""
        filled = [row for row in self.rows if not row.is_empty]
        if not filled:
            self.add_error(self.rows[0].name_of("name"), ValidationError(REQUIRED, code="required"))
        if len(filled) > self.cap:
            message = _("At most %(cap)d authors are possible; this has %(count)d.")
            params = {"cap": self.cap, "count": len(filled)}
            self.add_error(None, ValidationError(message, code="too_many_authors", params=params))
        for row in filled:
            if not row.is_own:
                self._judge_row(row)
        self._judge_addresses(filled)
        self.authors = [(row.author, row.values()) for row in filled]

    def _judge_row(self, row: Row) -> None:
        for name in ("name", "affiliations"):
            field_name = row.name_of(name)
            if field_name not in self.errors and not self.cleaned_data.get(field_name):
                message = self.fields[field_name].error_messages["required"]
                self.add_error(field_name, ValidationError(message, code="required"))

    def _judge_addresses(self, rows: list[Row]) -> None:
        """One address cannot be two people's: each would have the other's link."""
        seen = {}
        for row in rows:
            address = (self.cleaned_data.get(row.name_of("email")) or "").casefold()
            if address and address in seen:
                message = _("This is the address of author %(number)d already.")
                params = {"number": seen[address]}
                error = ValidationError(message, code="same_address", params=params)
                self.add_error(row.name_of("email"), error)
            seen.setdefault(address, row.number)


def _in_row(number: int, label) -> str:
    """What the summary of errors calls the field."""
    return gettext("Author %(number)d, %(field)s") % {"number": number, "field": label}
