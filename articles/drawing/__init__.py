"""Covers and share images: drawn by a job, from words and numbers alone, without Django.

Only `subjects` is light. Everything else loads numpy, contourpy or fontTools, so nothing that a
web worker imports may import it.
"""
