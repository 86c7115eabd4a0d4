"""The differences between two sequences, in bounded time.

diff-match-patch compares characters. A sequence of anything is compared by giving each different
member a character of its own, which its authors recommend for words and lines.
"""

from collections.abc import Hashable, Iterator, Sequence
from itertools import groupby
from time import monotonic
from typing import NamedTuple

from diff_match_patch import diff_match_patch

DELETED, EQUAL, INSERTED = -1, 0, 1
#: Letters for all members: what is no letter would count as white space or as an end of line.
FIRST_LETTER, FIRST_SURROGATE, SURROGATES = 0x4E00, 0xD800, 0x800
MOST_LETTERS = 0x110000 - FIRST_LETTER - SURROGATES
#: Seconds for all comparisons of two texts. What is left then counts as replaced.
PATIENCE = 0.8


class Step(NamedTuple):
    """A stretch of both sequences: equal, or what the one has instead of the other's."""

    old: Sequence
    new: Sequence
    is_equal: bool


class Clock:
    """How many seconds are left for this pair of texts."""

    def __init__(self, seconds: float = PATIENCE):
        self.end = monotonic() + seconds

    def left(self) -> float:
        # Not zero, which means "without end" to the library.
        return max(0.001, self.end - monotonic())


def steps(old: Sequence, new: Sequence, clock: Clock, *, tidy: bool) -> Iterator[Step]:
    """Yield what to do to make `new` from `old`; members are hashable.

    tidy: prefer few long changes, which read better, to many short ones with chance matches between.
    """
    letters = _letters(old, new)
    if letters is None:
        yield Step(old, new, is_equal=False)
        return
    found = _compare("".join(map(letters.get, old)), "".join(map(letters.get, new)), clock, tidy)
    at_old = at_new = 0
    for is_equal, group in groupby(found, key=lambda change: change[0] == EQUAL):
        kinds = [(kind, len(text)) for kind, text in group]
        end_old = at_old + sum(length for kind, length in kinds if kind != INSERTED)
        end_new = at_new + sum(length for kind, length in kinds if kind != DELETED)
        yield Step(old[at_old:end_old], new[at_new:end_new], is_equal)
        at_old, at_new = end_old, end_new


def _compare(old: str, new: str, clock: Clock, tidy: bool) -> list[tuple[int, str]]:
    library = diff_match_patch()
    library.Diff_Timeout = clock.left()
    found = library.diff_main(old, new, checklines=False)
    if tidy:
        library.diff_cleanupSemantic(found)
    return found


def _letters(old: Sequence[Hashable], new: Sequence[Hashable]) -> dict[Hashable, str] | None:
    """A character for each different member; None when there are more members than characters."""
    members = dict.fromkeys([*old, *new])
    if len(members) > MOST_LETTERS:
        return None
    return {member: _letter(number) for number, member in enumerate(members)}


def _letter(number: int) -> str:
    code = FIRST_LETTER + number
    return chr(code if code < FIRST_SURROGATE else code + SURROGATES)
