"""Covers and share images: drawn by a job, from words and numbers alone, without Django.

Only `subjects` may be imported by what a web worker imports: the rest loads numpy, contourpy or
fontTools, or serves only what does.
"""
