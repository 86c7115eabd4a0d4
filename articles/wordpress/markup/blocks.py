"""Block markup: comments such as `<!-- wp:heading {"level":3} -->` around each block's HTML.

The grammar is that of WordPress's `WP_Block_Parser`.
"""

import json
import re
from collections.abc import Iterator
from html import escape

from articles.wordpress.markup.paragraphs import with_paragraphs

DELIMITER = re.compile(
    r"<!--\s+(?P<closes>/)?wp:(?P<space>[a-z][a-z0-9_-]*/)?(?P<name>[a-z][a-z0-9_-]*)\s+"
    r"(?P<settings>\{[^<>]*?\}\s+)?(?P<alone>/)?-->"
)
#: Blocks without text of their own, whose absence nobody misses.
SILENT = {"more", "nextpage", "spacer", "separator", "footnotes"}
#: Blocks that hold what somebody typed as in the classic editor.
TYPED = {"freeform", "shortcode"}


def without_blocks(text: str, notes) -> str:
    """Return the blocks' HTML; text between blocks gets its paragraphs as in the classic editor.

    `notes` counts the blocks that WordPress would have filled itself, and which are lost.
    """
    return "".join(_pieces(text, notes)) if "<!-- wp:" in text else with_paragraphs(text)


def _pieces(text: str, notes) -> Iterator[str]:
    depth, typed, last = 0, False, 0
    for mark in DELIMITER.finditer(text):
        between = text[last : mark.start()]
        yield with_paragraphs(between) if depth == 0 or typed else between
        last = mark.end()
        if mark["alone"]:
            yield _filled_by_wordpress(mark, notes)
            continue
        depth = max(0, depth - 1) if mark["closes"] else depth + 1
        typed = mark["name"] in TYPED and not mark["closes"]
    yield with_paragraphs(text[last:])


def _filled_by_wordpress(mark: re.Match, notes) -> str:
    if "embed" in (mark["space"] or "") or mark["name"] == "embed":
        address = _settings(mark).get("url")
        if isinstance(address, str):
            return f'<figure class="wp-block-embed">{escape(address)}</figure>'
    if mark["name"] not in SILENT:
        notes.lost_blocks[f"{mark['space'] or ''}{mark['name']}"] += 1
    return ""


def _settings(mark: re.Match) -> dict:
    try:
        settings = json.loads(mark["settings"] or "{}")
    except (ValueError, RecursionError):
        return {}
    return settings if isinstance(settings, dict) else {}
