"""Sendings at the desk: what every kind's admin shares."""
