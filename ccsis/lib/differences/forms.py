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
    is_rich: bool = False

    @property
    def old_shown(self) -> SafeString:
        return shown(self.old, rich=self.is_rich)

    @property
    def new_shown(self) -> SafeString:
        return shown(self.new, rich=self.is_rich)


def changes(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    labels: Mapping[str, str],
    *,
    rich: Collection[str] = (),
) -> list[Change]:
    """Only what differs, in the order of `labels`; what is not labelled is not compared.

    Values are texts, lists of texts, numbers or None; None and an empty list are as nothing.
    rich: the names of fields that hold sanitised HTML.
    """
    found = []
    for name, label in labels.items():
        before, after = _text(old.get(name)), _text(new.get(name))
        if before != after:
            difference = _compare(before, after, name in rich)
            found.append(Change(name, str(label), before, after, difference, name in rich))
    return found


def shown(value: Value, *, rich: bool = False) -> SafeString:
    """One value as HTML in the way differences are shown, without marks. rich: sanitised HTML."""
    return _compare(value, value, rich)


def _compare(old: Value, new: Value, rich: bool) -> SafeString:
    return (in_rich_text if rich else in_words)(_lines(old), _lines(new))


def _text(value: Any) -> Value:
    if isinstance(value, list | tuple):
        return [str(member) for member in value] or ""
    return "" if value is None else str(value)


def _lines(value: Value) -> str:
    return value if isinstance(value, str) else "\n".join(" ".join(one.split()) for one in value)
