"""What is newly written at the desk and says a name that is withheld (DESK_RULES)."""

from collections.abc import Iterator

from django.utils.translation import gettext

from articles.models import Article
from articles.versions.content import content_of
from articles.withholding.known import withheld_names


def objections(texts: dict[str, list[str]]) -> dict[str, str]:
    """Why fields of a form are not saved before somebody has thought about it, by their names.

    A colleague may have had the form open while the name was withheld, and does not know of it.
    """
    names = withheld_names()
    said = {
        field: [name for one in several for name in names.said(one)]
        for field, several in texts.items()
    }
    return {field: _sentence(found[0]) for field, found in said.items() if found}


def objections_to(article: Article) -> list[str]:
    """Why the text of a piece should not come to readers before somebody has thought about it."""
    texts = [article.slug, *_texts(content_of(article))]
    return list(objections({"text": texts}).values())


def _texts(value) -> Iterator[str]:
    """All that is written in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _sentence(name: str) -> str:
    text = gettext(
        "“%s” is the name of a person whose name is withheld here. Leave it out. If you mean "
        "somebody else of the same name, tick “I mean somebody else”."
    )
    return text % name
