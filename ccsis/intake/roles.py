"""Which group of the staff may do what with files, switches and mails: the table that the migrations grant."""

from ccsis.accounts.roles import EDITOR, EVENT_MANAGER, PUBLISHER

READING = ["intake.view_upload", "mail.resend_mail", "mail.view_mail"]
SWITCHING = ["intake.add_formswitch", "intake.change_formswitch", "intake.view_formswitch"]

GRANTS = {
    EDITOR: READING,
    EVENT_MANAGER: [*READING, *SWITCHING],
    PUBLISHER: [*READING, *SWITCHING],
}
