"""The desk: each module registers the admin of one noun."""

from articles.admin import articles, imports, pages, people, series

__all__ = ["articles", "imports", "pages", "people", "series"]
