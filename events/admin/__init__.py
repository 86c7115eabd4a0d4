"""The admin pages of this app."""

from events.admin.abstracts import AbstractAdmin
from events.admin.events import EventAdmin
from events.admin.partners import PartnerAdmin

__all__ = ["AbstractAdmin", "EventAdmin", "PartnerAdmin"]
