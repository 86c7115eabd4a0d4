"""Covers and share images: drawn by a job, from words and numbers alone, without Django."""
