"""Which group of the staff may do what with events and partners: the table that the migrations grant."""

from ccsis.accounts.roles import EVENT_MANAGER, PUBLISHER

#: What is done with the parts of an event.
PARTS = ("add", "change", "delete", "view")

ARRANGING = [
    "events.add_abstract",
    "events.change_abstract",
    "events.erase_abstract",
    "events.export_abstract",
    "events.mail_abstract",
    "events.view_abstract",
    "events.view_abstractauthor",
    "events.add_event",
    "events.change_event",
    "events.view_event",
    *(f"events.{verb}_{noun}" for noun in ("format", "topic") for verb in PARTS),
    "events.add_partner",
    "events.change_partner",
    "events.erase_partner",
    "events.view_partner",
]

GRANTS = {EVENT_MANAGER: ARRANGING, PUBLISHER: ARRANGING}
