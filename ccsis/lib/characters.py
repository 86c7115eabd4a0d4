"""Characters that no page, feed or sitemap can carry."""

import re

#: All but what XML 1.0 (section 2.2) calls a character; HTML allows no more of them.
UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """The text without control characters and others that XML cannot hold."""
    return UNPRINTABLE.sub("", str(text))


def one_line(text: str) -> str:
    """The text without them and with each run of white space as one space."""
    return " ".join(printable(text).split())
