"""WordPress's markup, of blocks and of the classic editor, becomes the rich text of this site."""

from articles.wordpress.markup.conversion import Converted, Surroundings, convert

__all__ = ["Converted", "Surroundings", "convert"]
