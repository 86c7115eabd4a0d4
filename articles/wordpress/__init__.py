"""The old site's archive: a WordPress export becomes articles, pages and pictures."""
