"""Which block of the old text became which of the new one."""

from collections.abc import Iterator

from ccsis.lib.differences.blocks import Block
from ccsis.lib.differences.matching import Clock, steps

#: Blocks that share less than this are two different ones: word by word nobody could read it.
ALIKE = 0.35
#: A block of so many words at least became the one that holds this share of them.
FEW, HELD = 4, 0.9
#: A cell or a picture changed rather than moved, whatever stands there.
PLACE = 0.01
#: More pairs than this are not weighed one by one.
MOST_PAIRS = 4_000

Pair = tuple[Block | None, Block | None]


def pairs(old: list[Block], new: list[Block], clock: Clock) -> Iterator[Pair]:
    """Yield each block of both texts once, in order: with what it became, or alone."""
    at_old = at_new = 0
    contents = [block.content for block in old], [block.content for block in new]
    for step in steps(*contents, clock, tidy=False):
        end_old, end_new = at_old + len(step.old), at_new + len(step.new)
        gone, come = old[at_old:end_old], new[at_new:end_new]
        yield from zip(gone, come, strict=True) if step.is_equal else _nearest(gone, come)
        at_old, at_new = end_old, end_new


def _nearest(gone: list[Block], come: list[Block]) -> Iterator[Pair]:
    """Pair what is most alike, and keep the order of both."""
    at_old = at_new = 0
    for place_old, place_new in _best(gone, come):
        yield from _alone(gone[at_old:place_old], come[at_new:place_new])
        yield gone[place_old], come[place_new]
        at_old, at_new = place_old + 1, place_new + 1
    yield from _alone(gone[at_old:], come[at_new:])


def _alone(gone: list[Block], come: list[Block]) -> Iterator[Pair]:
    yield from ((block, None) for block in gone)
    yield from ((None, block) for block in come)


def _best(gone: list[Block], come: list[Block]) -> list[tuple[int, int]]:
    """Places of the pairs whose likenesses together are the most; nothing for too many blocks."""
    if len(gone) * len(come) > MOST_PAIRS:
        return []
    likeness = [[_likeness(one, other) for other in come] for one in gone]
    best = _sums(likeness, len(come))
    chosen, row, column = [], 0, 0
    while row < len(gone) and column < len(come):
        rest = best[row][column]
        if rest == best[row + 1][column]:
            row += 1
        elif rest == best[row][column + 1]:
            column += 1
        else:
            chosen.append((row, column))
            row, column = row + 1, column + 1
    return chosen


def _sums(likeness: list[list[float]], width: int) -> list[list[float]]:
    """For each place the most that can be had from there to the end."""
    best = [[0.0] * (width + 1) for _ in range(len(likeness) + 1)]
    for row in reversed(range(len(likeness))):
        for column in reversed(range(width)):
            here = likeness[row][column]
            paired = best[row + 1][column + 1] + here if here else 0.0
            best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    return best


def _likeness(one: Block, other: Block) -> float:
    """The share of words in common; 0 for what is never shown as one block that changed."""
    if one.shape != other.shape:
        return 0.0
    shared = (one.words & other.words).total()
    lengths = one.words.total(), other.words.total()
    share = 2 * shared / max(1, sum(lengths))
    if min(lengths) >= FEW and shared >= HELD * min(lengths):
        # The one was written on, or cut.
        return max(share, ALIKE)
    return share if share >= ALIKE else PLACE * (one.is_place and other.is_place)
