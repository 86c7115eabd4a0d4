"""What is newly written at the desk and says a name that is withheld (DESK_RULES)."""

from django.utils.translation import gettext

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


def _sentence(name: str) -> str:
    text = gettext(
        "“%s” is the name of a person whose name is withheld here. Leave it out. If you mean "
        "somebody else of the same name, tick “Save it all the same” on top of the page."
    )
    return text % name
