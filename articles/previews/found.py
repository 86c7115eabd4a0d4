"""How a piece is shown where others name it: among the results of a search, and as a shared link."""

import base64
from dataclasses import dataclass

from articles import drawings, metadata
from articles.models import Article
from ccsis.identity import IDENTITY

#: So many characters are shown at most before the rest is cut off. No search engine promises a
#: number: these are what its result pages and the cards of networks hold on a wide screen.
TITLE, DESCRIPTION, CARD_TITLE = 60, 155, 90


@dataclass(frozen=True)
class Line:
    """A text, and how much of it is shown."""

    text: str
    most: int

    @property
    def shown(self) -> str:
        """Up to the last whole word that fits."""
        if not self.is_cut:
            return self.text
        head = self.text[: self.most]
        return head.rpartition(" ")[0] or head

    @property
    def rest(self) -> str:
        return self.text.removeprefix(self.shown)

    @property
    def is_cut(self) -> bool:
        return len(self.text) > self.most


@dataclass(frozen=True)
class Found:
    title: Line
    description: Line
    #: Of the address, what stands between the slashes.
    trail: list[str]
    card_title: Line
    #: An address, or the picture itself as a `data:` address where it was drawn for this look.
    card_url: str
    card_alt: str
    #: Whether there is a standfirst: else the first words of the text stand in.
    has_standfirst: bool


def found(article: Article, origin: str, *, draws: bool = True) -> Found:
    """article: as `articles.previews.showing` makes it.

    draws: whether to draw its share image now where there is none, for half a second; else the
    site's stands in, as it does for readers.
    """
    shown = metadata.of_article(article, origin)
    return Found(
        title=Line(f"{shown.title} | {IDENTITY.short_name}", TITLE),
        description=Line(shown.description, DESCRIPTION),
        trail=[origin.partition("://")[2], *article.path.strip("/").split("/")],
        card_title=Line(shown.title, CARD_TITLE),
        card_url=_drawn(article) if draws else shown.card.url,
        card_alt=shown.card.alt,
        has_standfirst=bool(article.standfirst.strip()),
    )


def _drawn(article: Article) -> str:
    """What was drawn, if it still says what the piece says; else it is drawn now, and not kept."""
    if drawings.is_true(article):
        return article.drawing.share.url
    # Heavy, so it is loaded by those of the staff who look at it.
    from articles.drawing.pictures import draw

    _cover, share = draw(drawings.subject_of(article))
    return "data:image/png;base64," + base64.b64encode(share).decode()
