"""Reading one Word file, as a program of its own that knows nothing of the site.

It reads the file from standard input and writes what it found to standard output, in JSON. The
file is never given to the library that converts it: a new one is made of what is understood
(`story`), so that all else is left out by not being there. Nothing here may import Django.
"""
