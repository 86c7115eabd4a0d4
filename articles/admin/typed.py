"""What stands in the form of a piece and was not saved, as a piece that can be shown.

Nothing is refused here. Where a field holds what cannot be understood, a text is shown as it was
typed, and of the rest what is stored. What was chosen as related is shown once it is saved.
"""

import math
from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.text import slugify

from articles.admin.scenarios import ScenarioForm
from articles.models import Article, Byline, Forecast, Topic
from articles.previews.showing import loaded, presentable
from articles.versions.content import COLUMNS, LATER, NO_SCENARIO, content_of
from articles.versions.showing import saying
from ccsis.desk.forms import rows_of
from ccsis.lib import richtext

#: The row of a piece that was not saved yet: no row has it.
NO_ROW = 0
#: The content of such a piece.
NOTHING = {
    **{column: Article._meta.get_field(column).get_default() for column in COLUMNS},
    "picture": None,
    "updated_at": None,
    "regions": [],
    "topics": [],
    "bylines": [],
    **LATER,
    **NO_SCENARIO,
}
UNCLEAR = object()


def as_typed(article: Article | None, form: forms.ModelForm) -> Article:
    """The piece as readers would see it. article: its row; None for a new one.

    form: of the desk, with what was typed into it.
    """
    known = {name: _understood(form, name) for name in form.fields}
    known = {name: value for name, value in known.items() if value is not UNCLEAR}
    stored = content_of(article) if article else NOTHING
    shown = saying(loaded(article.piece.pk) if article else _new(), _content(form, known, stored))
    shown.tag_list = _tags(known.get("topics", []))
    # Readers have seen the times and the forecast of a piece that is being changed.
    if not (article and article.pending_of_id):
        shown.published_at = known.get("published_at")
        shown.forecast_row = _forecast(rows_of(form.data, "forecast"))
    shown.slug = known.get("slug") or slugify(shown.title, allow_unicode=True) or "preview"
    return presentable(shown)


def _new() -> Article:
    article = Article(pk=NO_ROW)
    article.correction_list, article.version_list = [], []
    article.forecast_row = None
    return article


def _understood(form: forms.ModelForm, name: str):
    """The value of a field; of a text that is refused, what was typed; else UNCLEAR."""
    field, given = form.fields[name], form[name].data
    try:
        return field.clean(given)
    except forms.ValidationError:
        is_text = type(field) is forms.CharField or name == "body"
        return _plain(given) if is_text else UNCLEAR


def _content(form: forms.ModelForm, known: dict, stored: dict) -> dict:
    """As `articles.versions.content` has it, but for topics, which may be new."""
    content = stored | {name: known[name] for name in [*COLUMNS, *LATER] if name in known}
    return content | {
        "body": richtext.clean(content["body"]),
        "picture": _key(known["picture"]) if "picture" in known else stored["picture"],
        "regions": [_key(one) for one in known["regions"]]
        if "regions" in known
        else stored["regions"],
        "topics": [],
        "bylines": _bylines(rows_of(form.data, "bylines")),
        **_scenario(form.data),
    }


def _key(row) -> int | None:
    return row.pk if row else None


def _bylines(rows: list[dict]) -> list[dict]:
    """In the order of their positions, without those that are to go or say nobody."""
    entries = map(_byline, sorted(filter(_stays, rows), key=lambda row: _number(row, "position")))
    return [entry for entry in entries if entry["person_id"] or entry["name"]]


def _byline(row: dict) -> dict:
    role, person = _first(row, "role"), _number(row, "person")
    return {name: _first(row, name) for name in ("name", "title", "affiliation")} | {
        "role": role if role in Byline.Role.values else Byline.Role.AUTHOR.value,
        "person_id": None if person == math.inf else person,
    }


def _scenario(data: QueryDict) -> dict:
    """What the inline forms of a simulation hold; nothing where the form has none."""
    first = next(iter(rows_of(data, "scenario")), {})
    form = ScenarioForm({"actors": _first(first, "actors")})
    steps = filter(_stays, rows_of(data, "steps"))
    told = [
        {name: _first(row, name) for name in ("date", "text")}
        for row in sorted(steps, key=lambda row: _number(row, "number"))
    ]
    return {
        "assumptions": _first(first, "assumptions"),
        "actors": _understood(form, "actors"),
        "steps": [step for step in told if any(step.values())],
    }


def _forecast(rows: list[dict]) -> dict | None:
    """As `forecast_row` of an article has it; None until the day that it is for can be read."""
    row = next(filter(_stays, rows), {})
    due = _day(_first(row, "due_on"))
    if due is None:
        return None
    likelihood = _number(row, "likelihood")
    return {name: _first(row, name) for name in ("confirmed_if", "refuted_if")} | {
        "likelihood": likelihood if likelihood < 100 else None,
        "due_on": due,
        "outcome": Forecast.Outcome.OPEN.value,
        "resolution": "",
        "resolved_at": None,
    }


def _tags(names: Iterable[str]) -> list[dict]:
    """As `tag_list` of an article has it, with the addresses of those that there are."""
    names = sorted(names, key=str.lower)
    slugs = dict(Topic.objects.filter(name__in=names).values_list("name", "slug"))
    return [{"name": name, "slug": slugs.get(name) or slugify(name) or "new"} for name in names]


def _stays(row: dict) -> bool:
    return "DELETE" not in row


def _first(row: dict, name: str) -> str:
    return _plain(row.get(name, [""])[0])


def _plain(text: str | None) -> str:
    return (text or "").replace("\x00", "").strip()


def _number(row: dict, name: str) -> float:
    """Infinity where there is none, or one that no row can have."""
    text = _first(row, name)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else math.inf


def _day(text: str) -> str | None:
    try:
        day = forms.DateField(required=False).clean(text)
    except forms.ValidationError:
        return None
    return day and day.isoformat()
