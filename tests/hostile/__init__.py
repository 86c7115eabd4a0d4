"""Markup that would run a program, fetch from elsewhere or change the page, and what notices it."""
