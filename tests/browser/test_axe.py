"""What axe finds on every page: WCAG 2.2 AA and best practice, at three widths, in light and dark, and whether larger letters fit."""

from contextlib import contextmanager

import pytest

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
RUN = """async options => (await axe.run(document, { ...options, resultTypes: ['violations'] })).violations
    .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 120)}`))"""
EVERYTHING = {"runOnly": TAGS}
#: The rules whose answer hangs on colours, sizes and places; the others read the document alone, and need one look
#: with the wide menu and one with the narrow.
SIZES = {"runOnly": ["scrollable-region-focusable", "target-size"]}
VISUAL = {"runOnly": [*SIZES["runOnly"], "color-contrast", "link-in-text-block"]}
LOOKS = {
    1280: {"light": EVERYTHING, "dark": VISUAL},
    768: {"light": VISUAL},
    320: {"light": VISUAL, "dark": EVERYTHING},
}
#: WCAG 1.4.4 and 1.4.12: letters of twice the size, and the reader's own spacing.
LARGE = "html { font-size: 200% !important; }"
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-block-end: 2em !important; }"""
#: Texts of which a part is out of sight: boxes that cut off what does not fit, and lines that lie over each other.
CUT_OFF = """() => [...document.querySelectorAll('body *')]
    .filter(element => !element.closest(':is(.hidden-visually, .visually-hidden), .table, input, select') && element.checkVisibility())
    .filter(element => ['hidden', 'clip'].includes(getComputedStyle(element).overflowX))
    .filter(e => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
    .map(element => `cut off: ${element.outerHTML.slice(0, 120)}`)"""
OVERLAPPING = """() => {
    const range = document.createRange();
    const boxes = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (!node.data.trim() || node.parentElement.closest('.skip, :is(.hidden-visually, .visually-hidden), sup, sub')
            || !node.parentElement.checkVisibility()) continue;
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) boxes.push({ node, box });
    }
    // Half of the smaller box: leading and descenders may touch, letters may not.
    const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) / 2;
    const found = new Set();
    boxes.sort((one, other) => one.box.top - other.box.top);
    boxes.forEach(({ node, box }, index) => {
        for (const other of boxes.slice(index + 1)) {
            if (other.box.top > box.bottom) break;
            if (other.node !== node && over(box, other.box))
                found.add(`over each other: ${node.data.trim().slice(0, 60)} / ${other.node.data.trim().slice(0, 60)}`);
        }
    });
    return [...found];
}"""
WIDER = "() => document.documentElement.scrollWidth > innerWidth ? ['scrolls sideways'] : []"


@pytest.fixture
def judged(browser, axe):
    """A page in which axe is ready before anything else."""
    context = browser.new_context()
    context.add_init_script(axe)
    yield context.new_page()
    context.close()


@contextmanager
def style(page, css: str):
    """As a reader's own style sheet: the pages' policy forbids one in the page."""
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
        " document.adoptedStyleSheets = [sheet]; }",
        css,
    )
    yield
    page.evaluate("document.adoptedStyleSheets = []")


@pytest.fixture(params=[0, 1])
def half(request, addresses):
    """Half of the pages, so that two workers share them."""
    return addresses[request.param :: 2]


def violations(page, looks) -> list[str]:
    """What axe finds in these colours."""
    found = []
    for scheme, rules in looks.items():
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme} {one}" for one in page.evaluate(RUN, rules)]
    return found


def out_of_place(page, css: str) -> list[str]:
    """What does not fit with larger or wider letters."""
    with style(page, css):
        found = [
            one for question in (CUT_OFF, OVERLAPPING, WIDER) for one in page.evaluate(question)
        ]
        found += page.evaluate(RUN, SIZES)
    return [f"{css[:20]} {one}" for one in found]


def test_axe_finds_nothing_at_any_width_in_light_or_dark_nor_with_larger_or_wider_letters(
    half, judged
):
    """On one visit: loading a page and changing its width take longer than most of the questions."""
    found = []
    for address in half:
        judged.goto(address)
        for width, looks in LOOKS.items():
            judged.set_viewport_size({"width": width, "height": 800})
            said = violations(judged, looks)
            for css in (LARGE, SPACED):
                said += out_of_place(judged, css)
            found += [f"{address} {width} {one}" for one in said]
    assert found == []
