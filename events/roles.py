"""Which group of the staff may do what with events and partners: the table that the migrations grant."""

from ccsis.accounts.roles import EVENT_MANAGER, PUBLISHER

ARRANGING = [
    "events.add_event",
    "events.change_event",
    "events.view_event",
    "events.add_partner",
    "events.change_partner",
    "events.erase_partner",
    "events.view_partner",
]

GRANTS = {EVENT_MANAGER: ARRANGING, PUBLISHER: ARRANGING}
