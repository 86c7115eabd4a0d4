"""What a reader looks for, asked by every name of the places in it."""

import re
from dataclasses import dataclass
from itertools import product

from articles.place_names.finding import Mention, finder
from articles.place_names.register import Register
from articles.place_names.writing import alphabetical

#: So many ways of asking one question, at most.
MOST = 24


@dataclass(frozen=True)
class Asked:
    """All ways of asking, the typed one first, and the places that were asked for, in words."""

    ways: tuple[str, ...]
    places: tuple[str, ...] = ()


def asked(words: str, register: Register) -> Asked:
    """words: as `websearch_to_tsquery` reads them, with straight quotation marks."""
    # What follows it must not get into a quotation that nobody closed.
    words += '"' if words.count('"') % 2 else ""
    spots: dict[tuple[int, int], list[Mention]] = {}
    for mention in finder(register, shared=True).mentions(words):
        spots.setdefault((mention.start, mention.end), []).append(mention)
    choices = [_names(words, spot, mentions) for spot, mentions in spots.items()]
    ways = [_with(words, spots, names) for names in _few(choices)] if spots else []
    places = {str(mention.place) for mentions in spots.values() for mention in mentions}
    return Asked((words, *(way for way in ways if way != words)), tuple(alphabetical(places)))


def _few(choices: list[list[str]]) -> list[tuple[str, ...]]:
    """Every combination, or, of more than MOST, each name once with the others as they were typed."""
    count = 1
    for names in choices:
        count *= len(names)
    if count <= MOST:
        return list(product(*choices))
    typed = [names[0] for names in choices]
    one_changed = (
        (*typed[:place], name, *typed[place + 1 :])
        for place, names in enumerate(choices)
        for name in names
    )
    return list(dict.fromkeys(one_changed))[:MOST]


def _names(words: str, spot: tuple[int, int], mentions: list[Mention]) -> list[str]:
    """What can stand in one spot: what was typed, then the names of its places as phrases."""
    start, end = spot
    is_quoted = words[:start].count('"') % 2 == 1
    names = alphabetical({f.name for mention in mentions for f in mention.place.forms})
    # Without hyphens a phrase finds both ways of writing it; brackets and quotation marks say
    # something else to the search.
    plain = [" ".join(re.findall(r"[\w'’]+", name)) for name in names]
    return [words[start:end], *(name if is_quoted else f'"{name}"' for name in plain)]


def _with(words: str, spots: dict[tuple[int, int], list[Mention]], names: tuple[str, ...]) -> str:
    for (start, end), name in reversed(list(zip(spots, names, strict=True))):
        words = f"{words[:start]}{name}{words[end:]}"
    return words
