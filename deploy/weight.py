"""What a page weighs in a browser: each thing that it loads, in bytes on the wire with headers."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

MOST_REQUESTS = 6
MOST_BYTES = 60_000
#: A phone and a laptop: width, height, pixels to the CSS pixel.
SCREENS = [(390, 844, 3), (1280, 800, 1)]
#: Not the page's own: photographs, which an article may have, and the mark that a browser asks once for all pages.
PHOTOGRAPHS = ("/media/images/",)
ICONS = ("/static/img/mark-small", "/static/img/favicon", "/favicon.ico")


@dataclass(frozen=True)
class Load:
    path: str
    size: int

    @property
    def is_of_other_letters(self) -> bool:
        return self.path.startswith("/static/fonts/") and "-latin." not in self.path

    def __str__(self) -> str:
        return f"{self.path.rpartition('/')[2] or 'the page'} {self.size:,}"


def of(addresses: list[str], program: str, flags: list[str]) -> Iterator[tuple[str, int, list]]:
    """For each address and screen: the address, the screen's width, what the page loads when it is read to its end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        for address, screen in product(addresses, SCREENS):
            yield address, screen[0], _loads(browser, address, screen)
        browser.close()


def _loads(browser: Browser, address: str, screen: tuple[int, int, int]) -> list[Load]:
    width, height, density = screen
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=density
    )
    page = context.new_page()
    paths, sizes = {}, {}
    session = context.new_cdp_session(page)
    session.on("Network.requestWillBeSent", lambda event: _note_path(paths, event))
    session.on("Network.loadingFinished", lambda event: _note_size(sizes, event))
    session.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    # What waits until it is nearly in sight belongs to the page too.
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    context.close()
    loads = [Load(paths[key], size) for key, size in sizes.items()]
    return [load for load in loads if not load.path.startswith(PHOTOGRAPHS + ICONS)]


def _note_path(paths: dict, event: dict) -> None:
    paths[event["requestId"]] = urlsplit(event["request"]["url"]).path


def _note_size(sizes: dict, event: dict) -> None:
    sizes[event["requestId"]] = int(event["encodedDataLength"])
