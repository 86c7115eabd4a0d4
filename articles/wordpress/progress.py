"""How far an import has come: one line that changes on a terminal, a few plain lines elsewhere."""

import time
from collections.abc import Callable

from django.utils.translation import gettext as _

#: Seconds between two changes on a terminal; percent between two lines elsewhere.
PAUSE, STEP = 0.2, 10


class Progress:
    def __init__(self, write: Callable[[str], None], *, is_terminal: bool):
        self._write, self._is_terminal = write, is_terminal
        self._label, self._size, self._read = "", 1, 0
        self._items, self._done = 0, 0
        self._last_percent, self._last_time = 0, 0.0

    def begin(self, label: str, size: int, items: int = 0) -> None:
        """Start a part of the work: bytes to read and, where they are known, items to count."""
        self.end()
        self._label, self._size, self._read = label, max(size, 1), 0
        self._items, self._done, self._last_percent = items, 0, 0

    def advance(self, count: int) -> None:
        self._read += count
        self._show()

    def count(self, items: int) -> None:
        self._done += items
        self._show()

    def end(self) -> None:
        """Finish the part with its last figures."""
        if self._label:
            self._write(f"\r{self._line()}\n" if self._is_terminal else f"{self._line()}\n")
        self._label = ""

    def _show(self) -> None:
        percent = self._percent()
        if not self._is_due(percent):
            return
        self._last_percent, self._last_time = percent, time.monotonic()
        self._write(f"\r{self._line()}" if self._is_terminal else f"{self._line()}\n")

    def _is_due(self, percent: int) -> bool:
        if self._is_terminal:
            return time.monotonic() - self._last_time >= PAUSE
        return self._last_percent + STEP <= percent < 100

    def _percent(self) -> int:
        return min(100, self._read * 100 // self._size)

    def _line(self) -> str:
        line = f"{self._label} {self._percent():3d} %"
        if not self._items:
            return line
        return (
            line + " " + _("%(done)d of %(all)d items") % {"done": self._done, "all": self._items}
        )
