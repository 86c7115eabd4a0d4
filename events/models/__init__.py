from events.models.events import Event
from events.models.partners import AGREED, Partner, PartnerState

__all__ = ["AGREED", "Event", "Partner", "PartnerState"]
