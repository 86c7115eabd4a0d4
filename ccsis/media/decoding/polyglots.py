"""Files that are a picture and, to another program, something else.

Only what the picture's own bytes are decoded to is ever served, so such a file could do nothing; it
is refused all the same, since no honest program writes one.
"""

import re

#: How near the end of a file the end record of an archive must be for programs to find it.
ARCHIVE_TAIL = 66_000
ARCHIVE_END = b"PK\x05\x06"
#: How near the beginning programs look for a PDF.
PDF_HEAD = 1024
#: Long enough not to stand in compressed pixels by chance.
PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|iframe|svg|\?php)[\s>/]", re.IGNORECASE
)
#: A GIF whose width reads as the beginning of a comment or of a sum in JavaScript.
SCRIPT = re.compile(rb"GIF8[79]a(?:/\*.*\*/|\s*=\s*[\x20-\x7e]{3})", re.DOTALL)


def is_something_else_too(data: bytes) -> bool:
    return (
        ARCHIVE_END in data[-ARCHIVE_TAIL:]
        or b"%PDF-" in data[:PDF_HEAD]
        or PAGE.search(data) is not None
        or SCRIPT.match(data) is not None
    )
