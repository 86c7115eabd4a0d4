"""What a piece's pictures are drawn from. Light: web workers compare subjects and draw nothing."""

import hashlib
import json
from dataclasses import asdict, dataclass

#: Raise it when the same subject is drawn otherwise: `draw_covers` then asks for all pictures anew.
DESIGN = 2


@dataclass(frozen=True)
class Card:
    """The words of a share image, as they come from the site."""

    title: str
    #: The kind and the first region as readers see them.
    kind: str
    region: str
    #: What must be said with the title wherever it stands alone.
    labels: tuple[str, ...]
    #: The publisher's name in two lines.
    publisher: tuple[str, str]


@dataclass(frozen=True)
class Subject:
    """What decides the cover (the kind and the slugs of region and piece), and what the card says."""

    kind: str
    region: str
    slug: str
    card: Card

    @property
    def fingerprint(self) -> str:
        facts = json.dumps([DESIGN, asdict(self)], sort_keys=True)
        return hashlib.sha256(facts.encode()).hexdigest()
