from events.models.abstracts import ALIVE, Abstract, AbstractState, Arrival
from events.models.authors import AbstractAuthor, Answer, Place
from events.models.events import SENT, SHOWN, Event, Phase
from events.models.letters import AuthorLetter
from events.models.likenesses import AlikePair, Likeness
from events.models.partners import AGREED, Partner, PartnerState
from events.models.topics import Format, FormatKind, Topic
from events.models.versions import AbstractVersion

__all__ = [
    "AGREED",
    "ALIVE",
    "SENT",
    "SHOWN",
    "Abstract",
    "AbstractAuthor",
    "AbstractState",
    "AbstractVersion",
    "AlikePair",
    "Answer",
    "Arrival",
    "AuthorLetter",
    "Event",
    "Format",
    "FormatKind",
    "Likeness",
    "Partner",
    "PartnerState",
    "Phase",
    "Place",
    "Topic",
]
