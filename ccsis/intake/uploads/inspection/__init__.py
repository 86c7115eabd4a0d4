"""Looking into one file, as a program of its own that knows nothing of the site.

It reads the file from standard input and writes the codes of what it found to standard output, as
a list in JSON. Nothing in this package may import Django.
"""

PICTURES = ("jpeg", "png", "webp")
