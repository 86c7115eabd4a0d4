"""Every page by keyboard: in the order of the text, always with a visible focus, and out again at the end."""

import pytest

pytestmark = pytest.mark.browser

#: Of radio buttons that belong together only the chosen one is a stop.
STOPS = (
    ":is(a[href], button, input:not([type=radio]:not(:checked)), select, summary, textarea, "
    "[tabindex='0']):not([tabindex='-1']):visible"
)
#: Notes after each press of Tab, in window.stops, what is wrong with where the focus went; null once it has left the
#: page. A key goes up when the page has done all that it does for the key, so that nobody need ask in between.
WATCH = """() => {
  window.stops = [];
  let first, last;
  function wrong() {
    const element = document.activeElement;
    first ??= element;
    // A browser without a window has nothing after the page, and may begin again.
    if (element === document.body || last && element === first) return null;
    const found = [], name = element.outerHTML.slice(0, 100);
    // Day, month, year and the calendar are stops within a field for a date.
    if (element === last && element.type === 'date') return undefined;
    if (last && !(last.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING))
        found.push(`before the stop before: ${name}`);
    const style = getComputedStyle(element);
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2)
        found.push(`no outline: ${name}`);
    const boxes = [...element.getClientRects()];
    // A tall field need not fit: its beginning, its middle or its end is enough (WCAG 2.4.11).
    const seen = boxes.some(box => [1, box.height / 2, box.height - 1].some(down => {
        const top = document.elementFromPoint(box.left + box.width / 2, box.top + down);
        return top && (element.contains(top) || top.contains(element));
    }));
    if (!seen) found.push(`out of sight: ${name}`);
    last = element;
    return found;
  }
  addEventListener('keyup', () => {
    const found = wrong();
    if (found !== undefined) window.stops.push(found);
  }, true);
}"""


def walk(page, address: str) -> list[str]:
    """Press Tab from the top to the end of the page; what is wrong on the way."""
    page.goto(address)
    page.evaluate(WATCH)
    count = page.locator(STOPS).count()
    inside = 3 * page.locator("input[type=date]:visible").count()
    for _ in range(count + inside + 1):
        page.keyboard.press("Tab")
    stops = page.evaluate("window.stops")
    left = stops.index(None) if None in stops else len(stops)
    wrong = [one for found in stops[:left] for one in found]
    return wrong if left == count else [*wrong, f"left after {left} of {count}"]


@pytest.mark.parametrize("width", [320, 1280])
def test_tab_leads_through_every_page_in_order_and_out(addresses, browser_page, width):
    browser_page.set_viewport_size({"width": width, "height": 800})
    browser_page.emulate_media(reduced_motion="reduce")
    wrong = {address: walk(browser_page, address) for address in addresses}
    assert [f"{address} {one}" for address, found in wrong.items() for one in found] == []
