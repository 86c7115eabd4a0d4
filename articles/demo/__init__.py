"""The demonstration's part in publishing: pieces, people, series and pictures, all made up."""

from articles.demo.loading import has_real_content, load
from articles.demo.removing import remove

__all__ = ["has_real_content", "load", "remove"]
