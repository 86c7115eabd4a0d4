"""What stands in a form and its inline forms: as texts to read, and as digests to compare."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import blake2s

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.choices import flatten_choices
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django_prose_editor.fields import ProseEditorFormField
from taggit.forms import TagField

from ccsis.lib import richtext

Text = str | list[str]


def names_of(form: forms.BaseForm) -> list[str]:
    """The fields with a value that can be kept and compared: all but files."""
    return [name for name, field in form.fields.items() if not isinstance(field, forms.FileField)]


def labels_of(form: forms.BaseForm, formsets: Iterable) -> dict[str, str]:
    """By the name of a field, or the prefix of inline forms, in their order on the page."""
    labels = {name: capfirst(form[name].label) for name in names_of(form)}
    return labels | {
        formset.prefix: capfirst(formset.model._meta.verbose_name_plural) for formset in formsets
    }


def texts_of(form: forms.BaseForm, formsets: Iterable) -> dict[str, Text]:
    """What a reader would say stands in each field; typed values where the form is bound."""
    texts = {name: text(form.fields[name], value_of(form, name)) for name in names_of(form)}
    return texts | {formset.prefix: _lines(formset) for formset in formsets}


def digests_of(form: forms.BaseForm, formsets: Iterable) -> dict[str, str]:
    """A short digest of each value, and of all rows of each inline formset."""
    digests = {name: digest(form.fields[name], value_of(form, name)) for name in names_of(form)}
    return digests | {formset.prefix: _digest_rows(formset) for formset in formsets}


def rich_names(form: forms.BaseForm) -> set[str]:
    return {name for name, field in form.fields.items() if isinstance(field, ProseEditorFormField)}


def value_of(form: forms.BaseForm, name: str):
    """The value in Python; what could not be understood as it was typed."""
    if not form.is_bound:
        return form.get_initial_for_field(form.fields[name], name)
    if name in getattr(form, "cleaned_data", {}):
        return form.cleaned_data[name]
    return form[name].data


def text(field: forms.Field, value) -> Text:
    if value is None or value == "":
        return ""
    if isinstance(field, forms.ModelMultipleChoiceField | TagField):
        return sorted(str(row) for row in _rows(field, value))
    if isinstance(value, list | tuple):
        return [str(member) for member in value]
    if isinstance(field, ProseEditorFormField):
        return richtext.clean(str(value))
    return _word(field, value)


def digest(field: forms.Field, value) -> str:
    if isinstance(field, TagField):
        value = text(field, value)
    plain = json.dumps(_plain("" if value is None else value), default=str)
    return blake2s(plain.encode(errors="surrogatepass"), digest_size=8).hexdigest()


def _word(field: forms.Field, value) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i:s")
    if isinstance(field, forms.ModelChoiceField):
        return str(next(iter(_rows(field, [value])), ""))
    if isinstance(field, forms.ChoiceField):
        return str(dict(flatten_choices(field.choices)).get(value, value))
    return str(value)


def _rows(field: forms.Field, values) -> Iterable:
    """The rows themselves, also where their keys are given, as in a form that was not sent yet."""
    given = list(values) if not isinstance(values, str) else [values]
    if isinstance(field, TagField) or all(isinstance(one, Model) for one in given):
        return given
    known = field.queryset.model._default_manager
    try:
        return list(known.filter(pk__in=given))
    except (TypeError, ValueError):
        return given


def _plain(value):
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, Iterable):
        members = [_plain(member) for member in value]
        return sorted(members) if any(isinstance(one, Model) for one in value) else members
    return value


def _shown(formset) -> Iterator[forms.BaseForm]:
    """The inline forms with something in them that stays."""
    for form in formset.forms:
        is_row = form.instance.pk is not None or (formset.is_bound and form.has_changed())
        if is_row and not (formset.is_bound and formset._should_delete_form(form)):
            yield form


def _lines(formset) -> list[str]:
    return [_line(form) for form in _shown(formset)]


def _line(form: forms.BaseForm) -> str:
    names = [name for name in names_of(form) if not form[name].is_hidden and name != "DELETE"]
    texts = (text(form.fields[name], value_of(form, name)) for name in names)
    return " · ".join(str(one) for one in texts if one)


def _digest_rows(formset) -> str:
    rows = [
        [
            str(form.instance.pk),
            *(digest(form.fields[n], value_of(form, n)) for n in names_of(form)),
        ]
        for form in _shown(formset)
    ]
    return blake2s(json.dumps(rows).encode(), digest_size=8).hexdigest()
