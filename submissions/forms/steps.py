"""The rows in which the course of a simulation is typed (`ccsis.intake.rows`)."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ccsis.intake.fields import REQUIRED, LineField, ParagraphsField, has_letters
from ccsis.intake.rows import RowNames

NAMES = ("date", "text")
ROWS = RowNames("step", NAMES, cap=40)
FIRST = 3


def step_fields() -> dict[str, forms.Field]:
    """What is asked of one step."""
    return {
        "date": LineField(
            label=_("When"),
            max_length=100,
            validators=[has_letters],
            help_text=_("A day, a month, or “Day 3”."),
        ),
        "text": ParagraphsField(
            label=_("What happens"), max_length=4_000, rows=3, validators=[has_letters]
        ),
    }


class StepRow:
    """One row of a form, for its page and for its judgement."""

    def __init__(self, form, index: int):
        self.form, self.index = form, index

    @property
    def title(self) -> str:
        return gettext("Step %(number)d") % {"number": self.index + 1}

    @property
    def is_last(self) -> bool:
        return self.index + 1 == len(self.form.rows)

    @property
    def fields(self) -> list:
        return [self.form[ROWS.of(self.index, name)] for name in NAMES]

    @property
    def is_empty(self) -> bool:
        return not any(self.form.data.get(ROWS.of(self.index, name), "").strip() for name in NAMES)

    def value(self) -> dict[str, str]:
        return {name: self.form.cleaned_data[ROWS.of(self.index, name)] for name in NAMES}


class StepRows:
    """For a form with steps: `rows`, once it is shaped; `course`, once it is valid."""

    rows: list[StepRow] = []
    focus: int | None = None
    cap = ROWS.cap

    @property
    def count_field(self):
        return self[ROWS.count]

    def rearranged(self) -> QueryDict | None:
        typed, self.focus = ROWS.rearranged(self.data)
        return typed

    def shape_rows(self, typed) -> None:
        """Make the fields of the rows; an empty form has some to begin with."""
        count = ROWS.count_in(typed) if typed else FIRST
        self.fields[ROWS.count] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.initial[ROWS.count] = str(count)
        self.rows = [StepRow(self, index) for index in range(count)]
        for row in self.rows:
            self._add_row(row)

    @property
    def row_names(self) -> tuple[str, ...]:
        return (
            ROWS.count,
            *(ROWS.of(index, name) for index in range(len(self.rows)) for name in NAMES),
        )

    def judge_rows(self) -> None:
        """Note what is missing; a row that nobody filled in is none."""
        filled = [row for row in self.rows if not row.is_empty]
        if not filled:
            error = ValidationError(REQUIRED, code="required")
            self.add_error(ROWS.of(0, "date"), error)
        for row in filled:
            for name in NAMES:
                field = ROWS.of(row.index, name)
                if field not in self.errors and not self.cleaned_data.get(field):
                    self.add_error(field, ValidationError(REQUIRED, code="required"))
        if not self.errors:
            self.course = [row.value() for row in filled]

    def _add_row(self, row: StepRow) -> None:
        for name, field in step_fields().items():
            if name == NAMES[0] and row.index == self.focus:
                field.widget.attrs["autofocus"] = True
            field.short_label = field.label
            field.label = gettext("%(step)s, %(field)s") % {"step": row.title, "field": field.label}
            # Asked for in `judge_rows`.
            field.required = False
            self.fields[ROWS.of(row.index, name)] = field
