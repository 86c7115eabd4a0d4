"""Decoding one picture and writing it anew, as a program of its own that knows nothing of the site.

It reads the file from standard input and writes to standard output one line of JSON and then the
new file. Nothing in this package may import Django.
"""

FORMATS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")
MAX_PIXELS = 50_000_000
MAX_SIDE = 12_000
#: The longer side by the shorter one.
MAX_RATIO = 20
#: Wider than any screen needs: larger pictures are made smaller.
KEPT_SIDE = 3200
