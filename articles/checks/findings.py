from dataclasses import dataclass

from django.utils.text import capfirst

from articles.models import Article

#: Fields of the form in which a piece is written, and the ids at which they stand in it.
ANCHORS = {
    "title": "id_title",
    "standfirst": "id_standfirst",
    "summary_points": "id_summary_points",
    "body": "id_body",
    "kind": "id_kind",
    "regions": "id_regions",
    "language": "id_language",
    "tells_place_names": "id_tells_place_names",
    "picture": "id_picture",
}


@dataclass(frozen=True)
class Finding:
    """One thing to mend or to think about, in a sentence."""

    text: str
    #: Where it is mended: a key of ANCHORS.
    field: str
    #: The primary key of the image that it is about, if it is one of the library.
    image: int | None = None

    @property
    def label(self) -> str:
        return capfirst(Article._meta.get_field(self.field).verbose_name)

    @property
    def anchor(self) -> str:
        return ANCHORS[self.field]
