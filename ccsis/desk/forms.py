"""Forms that show what was typed and save nothing, and data that fit the rows of today."""

import copy
import re
from importlib import import_module

from django import forms
from django.conf import settings
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

#: The code of what is refused unless somebody says that it is meant, and the field that says so.
OBJECTION, MEANT = "objection", "_meant"
#: As many inline forms as Django itself would read.
MOST_ROWS = 2_000


class Refused:
    """For a ModelForm: whatever it holds, it is not saved, since somebody else saved meanwhile."""

    def clean(self):
        cleaned = super().clean()
        message = gettext("Somebody else saved this meanwhile, so nothing was saved.")
        self.add_error(None, forms.ValidationError(message, code="stale"))
        return cleaned


class Judged:
    """For a form: other apps (DESK_RULES) may object to what was changed in it, unless it is meant."""

    def clean(self):
        cleaned = super().clean()
        if MEANT in self.data:
            return cleaned
        changed = {name: _texts(self.cleaned_data.get(name)) for name in self.changed_data}
        said = {name: texts for name, texts in changed.items() if texts}
        for module in settings.DESK_RULES if said else []:
            for name, sentence in import_module(module).objections(said).items():
                self.add_error(name, forms.ValidationError(sentence, code=OBJECTION))
        return cleaned


def is_objected(form, formsets) -> bool:
    """Whether a form is refused for what it says, which may be meant."""
    every = [form, *(row for formset in formsets for row in formset.forms)]
    return any(
        one.has_error(name, OBJECTION) for one in every if one.is_bound for name in one.errors
    )


class Unchecked:
    """For a form that shows unfinished work: nothing is called wrong yet, and nothing is saved."""

    def full_clean(self):
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data = {}

    def is_valid(self):
        return False


class UncheckedFormSet:
    """The same for inline forms."""

    def full_clean(self):
        self._errors = [form.errors for form in self.forms]
        self._non_form_errors = self.error_class()

    def is_valid(self):
        return False


def mixed(kind: type, *, into: type, **attributes) -> type:
    """A subclass of a form or a formset with `kind` before it."""
    return type(into)(into.__name__, (kind, into), attributes)


def as_sent(request: HttpRequest, data: QueryDict) -> HttpRequest:
    """The same request as if the form had been sent with these data and without files."""
    sent = copy.copy(request)
    sent.method = "POST"
    sent._post, sent._files = data, MultiValueDict()
    return sent


def settle_rows(data: QueryDict, formset) -> None:
    """Rows that are gone meanwhile become new ones, so that what was typed into them stays."""
    rows = rows_of(data, formset.prefix)
    key, parent = formset.model._meta.pk.name, formset.fk.name
    present = {str(row.pk) for row in formset.get_queryset()}
    old = [row for row in rows if row.get(key, [""])[-1] in present]
    new = [row for row in rows if row.get(key, [""])[-1] not in present]
    new = [row for row in new if DELETION_FIELD_NAME not in row]
    for row in new:
        row.pop(key, None)
        row.pop(parent, None)
    for name in [name for name in data if re.match(rf"{re.escape(formset.prefix)}-\d+-", name)]:
        del data[name]
    for number, row in enumerate([*old, *new]):
        for name, typed in row.items():
            data.setlist(f"{formset.prefix}-{number}-{name}", typed)
    data[f"{formset.prefix}-{TOTAL_FORM_COUNT}"] = str(len(old) + len(new))
    data[f"{formset.prefix}-{INITIAL_FORM_COUNT}"] = str(len(old))


def rows_of(data: QueryDict, prefix: str) -> list[dict[str, list[str]]]:
    """The inline forms that were sent, each by the names of its fields."""
    rows: dict[int, dict[str, list[str]]] = {}
    pattern = re.compile(rf"{re.escape(prefix)}-(\d{{1,4}})-(.+)", re.DOTALL)
    for name, typed in data.lists():
        if (found := pattern.fullmatch(name)) and int(found[1]) < MOST_ROWS:
            rows.setdefault(int(found[1]), {})[found[2]] = typed
    return [rows[number] for number in sorted(rows)]


def _texts(value) -> list[str]:
    several = value if isinstance(value, list | tuple) else [value]
    return [one for one in several if isinstance(one, str) and one]
