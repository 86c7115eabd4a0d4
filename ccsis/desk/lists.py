"""Lists in which rows are changed at once: what somebody else changed meanwhile is not written over."""

import re

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext

from ccsis.desk import values

STALE = "stale"
PREFIX = "form"
OF_ROW = re.compile(rf"(initial-|){PREFIX}-(\d{{1,4}})-(.+)", re.DOTALL)


class Seen:
    """For the form of a row in a list: it brings back what was shown of the row before anybody typed.

    So a row that was not touched is not saved, and one that somebody else changed is refused, once:
    what is there now is said beside it, and the next save is meant.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self._names():
            self.fields[name].show_hidden_initial = True
            self.fields[name].widget.attrs["aria-label"] = capfirst(self.fields[name].label)

    def clean(self):
        cleaned = super().clean()
        if self.has_changed():
            for name in [name for name in self._names() if self._is_stale(name)]:
                self._refuse(name)
        return cleaned

    def _names(self) -> list[str]:
        return [name for name in self.fields if name != self._meta.model._meta.pk.name]

    def _is_stale(self, name: str) -> bool:
        before = self.data.get(self[name].html_initial_name)
        return before is None or self.fields[name].has_changed(self[name].initial, before)

    def _refuse(self, name: str) -> None:
        message = gettext(
            "Somebody else changed this after you opened the list, so nothing was saved. Now it "
            "is: %(now)s. Saving again writes over it."
        )
        now = values.text(self.fields[name], self[name].initial) or gettext("(empty)")
        self.add_error(name, forms.ValidationError(message, code=STALE, params={"now": now}))
        self.data = self.data.copy()
        self.data[self[name].html_initial_name] = _sent(self[name].initial)


def _sent(value) -> str:
    return "" if value is None else str(value)


def read_choices_once(formset: type) -> None:
    """For all rows of a list together; else each of them reads the same tables anew."""
    for field in formset.form.base_fields.values():
        if isinstance(field, forms.ModelChoiceField):
            field.choices = list(field.choices)


def without_gone(data: QueryDict, key: str, present: set[str]) -> QueryDict:
    """What was typed into the rows that are still there, numbered anew. key: the name of their key."""
    names = {name: found for name in data if (found := OF_ROW.fullmatch(name))}
    numbers = sorted({int(found[2]) for found in names.values()})
    kept = [number for number in numbers if data.get(f"{PREFIX}-{number}-{key}") in present]
    settled = QueryDict(mutable=True)
    for name, typed in data.lists():
        if name not in names:
            settled.setlist(name, typed)
        elif (number := int(names[name][2])) in kept:
            before, rest = names[name][1], names[name][3]
            settled.setlist(f"{before}{PREFIX}-{kept.index(number)}-{rest}", typed)
    for name in ("TOTAL_FORMS", "INITIAL_FORMS"):
        settled[f"{PREFIX}-{name}"] = str(len(kept))
    return settled


def align(changelist) -> None:
    """Show beside each form its own row: somebody may have changed their order since they were sent."""
    rows = {row.pk: row for row in changelist.result_list}
    own = [form.instance for form in changelist.formset.forms]
    changelist.result_list = [rows.get(row.pk, row) for row in own]


def is_stale(formset) -> bool:
    """Whether a row of a list was refused because somebody else changed it."""
    errors = [error for form in formset.forms for error in form.errors.as_data().values()]
    return any(one.code == STALE for several in errors for one in several)
