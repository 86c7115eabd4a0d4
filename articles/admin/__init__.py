"""The desk: each module registers the admin of one noun."""

from articles.admin import articles, imports, menus, pages, people, series, topics

__all__ = ["articles", "imports", "menus", "pages", "people", "series", "topics"]
