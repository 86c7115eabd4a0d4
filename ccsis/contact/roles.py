"""Which group of the staff may do what with messages: the table that the migrations grant."""

from ccsis.accounts.roles import EDITOR, EVENT_MANAGER, PUBLISHER

ANSWERING = ["contact.add_message", "contact.change_message", "contact.view_message"]

GRANTS = {
    EDITOR: ANSWERING,
    EVENT_MANAGER: ANSWERING,
    PUBLISHER: [*ANSWERING, "contact.erase_message"],
}
