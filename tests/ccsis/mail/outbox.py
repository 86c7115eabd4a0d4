"""Mails about rows that have an address and links."""

import threading

from django.db import connection

from ccsis.intake.models import LinkRequest
from ccsis.lib.encryption import email_digest
from ccsis.mail.actions import queue_mail
from ccsis.mail.models import Mail
from ccsis.mail.rendering import Message

ADDRESS = "avery.example@example.org"


def saying(text: str, **fields) -> Message:
    return Message("A subject", f"{text}\n", f"<p>{text}</p>", **fields)


def make_request(email: str = ADDRESS) -> LinkRequest:
    """The smallest row that mails can be about."""
    return LinkRequest.objects.create(email=email, email_digest=email_digest(email))


def make_mail(purpose="receipt", email=ADDRESS, message=None) -> Mail:
    return queue_mail(
        purpose=purpose,
        about=make_request(email),
        recipient="sender",
        message=message or saying("First"),
    )


def in_a_thread(work, wait=10) -> bool:
    """Do it as another process would; whether it ended in time (seconds)."""

    def run():
        work()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(wait)
    return not thread.is_alive()


def standing(mail: Mail) -> tuple[str, str]:
    mail.refresh_from_db()
    return mail.state, mail.error
