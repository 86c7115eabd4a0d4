"""The desk: each module registers the admin of one noun."""

from articles.admin import articles, imports, menus, pages, people, place_names, series, topics

__all__ = ["articles", "imports", "menus", "pages", "people", "place_names", "series", "topics"]
