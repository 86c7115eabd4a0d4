"""What the checks have to know about the rest of the site, for all subjects together.

Each fact is asked for when the first check needs it, in as many queries as if there were one subject.
"""

from functools import cached_property

from articles.checks.addresses import addresses_in, dead, named_pieces
from articles.checks.subjects import Subject
from articles.models import Article
from articles.place_names import register
from articles.place_names.register import Register
from ccsis.lib.richtext.pictures import name_of
from ccsis.lib.richtext.pieces import Piece
from ccsis.media.models import Image

OF_A_PIECE = ("title", "state", "hides_title", "published_at", "unpublish_at", "deleted_at")


class Facts:
    def __init__(self, subjects: list[Subject]):
        self._subjects = subjects

    @cached_property
    def images(self) -> dict[str, Image]:
        """Those in the texts, by the names of their files, as pages find them."""
        names = {name for s in self._subjects for p in s.pieces if (name := image_name(p))}
        rows = Image.objects.filter(file__in=names).order_by("-pk") if names else ()
        return {image.file.name: image for image in rows}

    @cached_property
    def register(self) -> Register:
        return register.load()

    @cached_property
    def dead(self) -> set[str]:
        """Those of the internal addresses in the texts at which readers find nothing."""
        addresses = {a for subject in self._subjects for a in addresses_in(subject.pieces)}
        return dead(addresses) if addresses else set()

    @cached_property
    def unseen(self) -> dict[int, Article]:
        """Those that the texts link to, of whose titles readers know nothing now, by key."""
        keys = {key for subject in self._subjects for key, _ in named_pieces(subject.pieces)}
        rows = Article.objects.filter(pk__in=keys).only(*OF_A_PIECE) if keys else ()
        return {row.pk: row for row in rows if not (row.was_seen and not row.hides_title)}


def image_name(piece: Piece) -> str:
    """Of the file that a tag in a text shows; "" for every other tag."""
    return name_of(piece.attributes) if piece.name == "img" else ""
