"""The differences between two forms or two versions of a record."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from ccsis.lib.differences.texts import in_rich_text, in_words

#: A text, or a list of texts such as summary points, regions or bylines.
Value = str | list[str]


@dataclass(frozen=True)
class Change:
    """One field that differs: both values and, as HTML, what became of the one to make the other."""

    name: str
    label: str
    old: Value
    new: Value
    difference: SafeString


def changes(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    labels: Mapping[str, str],
    *,
    rich: Collection[str] = (),
) -> list[Change]:
    """Only what differs, in the order of `labels`; what is not labelled is not compared.

    Values are texts, lists of texts, numbers or None, which is as nothing. rich: the names of
    fields that hold sanitised HTML.
    """
    found = []
    for name, label in labels.items():
        before, after = _text(old.get(name)), _text(new.get(name))
        if before != after:
            compare = in_rich_text if name in rich else in_words
            difference = compare(_lines(before), _lines(after))
            found.append(Change(name, str(label), before, after, difference))
    return found


def _text(value: Any) -> Value:
    if isinstance(value, list | tuple):
        return [str(member) for member in value]
    return "" if value is None else str(value)


def _lines(value: Value) -> str:
    return value if isinstance(value, str) else "\n".join(" ".join(one.split()) for one in value)
