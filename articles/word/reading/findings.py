"""What was not understood, or needs a look, and where it is."""

from dataclasses import dataclass, field

#: Of what is quoted, in characters; places of one kind of thing that are told.
QUOTED, MOST_PLACES = 160, 40


@dataclass
class Place:
    """A paragraph. Its words are known once it has been read to its end."""

    #: In the order of the text, from 1; 0 for what stands nowhere in it.
    number: int = 0
    heading: str = ""
    words: str = ""
    #: The number of the note that it is in, from 1.
    note: int = 0


@dataclass
class Finding:
    code: str
    place: Place
    words: list[str] = field(default_factory=list)


class Findings:
    def __init__(self):
        self.place = Place()
        self._found: dict[str, list[Finding]] = {}
        self._count: dict[str, int] = {}

    def add(self, code: str, words: str = "", place: Place | None = None) -> None:
        """What directly follows its like in the same paragraph joins it."""
        place = place or self.place
        words = " ".join(words.split())
        known = self._found.setdefault(code, [])
        if known and known[-1].place is place and code not in APART:
            known[-1].words.append(words)
            return
        self._count[code] = self._count.get(code, 0) + 1
        if len(known) < MOST_PLACES:
            known.append(Finding(code, place, [words]))

    def as_data(self) -> list[dict]:
        return [
            {
                "code": code,
                "count": self._count[code],
                "places": [_told(one) for one in found],
            }
            for code, found in self._found.items()
        ]


#: Two of these in a paragraph are two.
APART = {"comment", "field", "link_elsewhere", "link_script", "picture_without_alt"}


def _told(finding: Finding) -> dict:
    place = finding.place
    return {
        "number": place.number,
        "heading": shortened(place.heading),
        "words": shortened(place.words),
        "note": place.note,
        "said": shortened(" … ".join(dict.fromkeys(filter(None, finding.words)))),
    }


def shortened(text: str) -> str:
    return text if len(text) <= QUOTED else f"{text[: QUOTED - 1].rstrip()}…"
