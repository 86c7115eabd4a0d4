"""Runs the site and its tests on one machine; the application imports nothing from here."""
