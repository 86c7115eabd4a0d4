"""Two whole texts as one, with the differences marked in it."""

from collections.abc import Iterator

from django.utils.safestring import SafeString, mark_safe

from ccsis.lib.differences import marking
from ccsis.lib.differences.blocks import Block, Element, blocks_of_rich_text, blocks_of_text
from ccsis.lib.differences.matching import Clock, steps
from ccsis.lib.differences.pairing import Pair, pairs


def in_words(old: str, new: str) -> SafeString:
    """Two plain texts; lines stay lines. The HTML can stand in a line of text."""
    return in_blocks(blocks_of_text(old), blocks_of_text(new))


def in_blocks(old: list[Block], new: list[Block]) -> SafeString:
    """Two lists of blocks without elements around them, one in each line."""
    clock = Clock()
    lines = (_words(*pair, clock) for pair in pairs(old, new, clock))
    return mark_safe("<br>".join(lines))  # noqa: S308 (escaped by blocks.tokens_of)


def in_rich_text(old: str, new: str) -> SafeString:
    """Two texts that the sanitiser let through, as one that is valid HTML.

    Blocks are paired first, then compared by words. What changed within a line is marked within
    it, so marks never overlap elements. Contents of tables and lists stay in their places.
    """
    clock = Clock()
    paired = list(pairs(blocks_of_rich_text(old), blocks_of_rich_text(new), clock))
    html = _with_elements(paired, clock)
    return mark_safe("".join(html))  # noqa: S308 (both were sanitised, and words are escaped)


def _with_elements(paired: list[Pair], clock: Clock) -> Iterator[str]:
    """Open and close the elements around blocks as they come."""
    places = _Places(paired)
    opened: list[Element] = []
    for pair in paired:
        within = places.of(pair)
        common = _common(opened, within)
        yield from (f"</{element.name}>" for element in reversed(opened[common:]))
        yield from (f"<{element.name}{element.attributes}>" for element in within[common:])
        yield _words(*pair, clock)
        opened = within
    yield from (f"</{element.name}>" for element in reversed(opened))


class _Places:
    """Where a block that is gone would stand now: in what its neighbours' elements became."""

    def __init__(self, paired: list[Pair]):
        self.became: dict[Element, Element] = {}
        for old, new in paired:
            if old and new:
                for before, after in zip(old.within, new.within, strict=True):
                    self.became.setdefault(before, after)

    def of(self, pair: Pair) -> list[Element]:
        old, new = pair
        return new.within if new else [self.became.get(one, one) for one in old.within]


def _common(one: list[Element], other: list[Element]) -> int:
    """How many elements, from the outside in, are the same."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first is not second:
            break
        count += 1
    return count


def _words(old: Block | None, new: Block | None, clock: Clock) -> str:
    if old is None:
        return marking.inserted(new.tokens)
    if new is None:
        return marking.removed(old.tokens)
    if old.content == new.content:
        return marking.plain(new.tokens)
    found = steps(old.tokens, new.tokens, clock, tidy=True)
    return "".join(
        marking.plain(step.new) if step.is_equal else marking.replaced(step.old, step.new)
        for step in found
    )
