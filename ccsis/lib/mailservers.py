"""Where mails go: a mail server, or in development a folder."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol


class Undelivered(Exception):  # noqa: N818 (it says what the mail is)
    """The mail was not taken. `code` says why without quoting the server, which may name the address."""

    def __init__(self, code: str, *, is_final: bool = False):
        super().__init__(code)
        self.code, self.is_final = code, is_final


class Server(Protocol):
    def send(self, message: EmailMessage) -> None:
        """Hand the message over for its one recipient. Raises Undelivered."""


@dataclass(frozen=True)
class SMTPServer:
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    #: TLS from the beginning, or after STARTTLS, with the certificate checked.
    tls: bool = False
    starttls: bool = False
    #: Seconds that each answer may take.
    timeout: float = 20

    def send(self, message: EmailMessage) -> None:
        try:
            self._hand_over(message)
        except (OSError, smtplib.SMTPException) as error:
            raise _undelivered(error) from None

    def _hand_over(self, message: EmailMessage) -> None:
        """Once the server has said that it has the mail, nothing it says or fails to say counts."""
        connection = self._connection()
        try:
            # Not `send_message`, which alters lines that begin with "From ".
            lines = message.as_bytes(policy=message.policy.clone(linesep="\r\n"))
            connection.sendmail(*_envelope(message), lines)
            with suppress(OSError, smtplib.SMTPException):
                connection.putcmd("QUIT")
        finally:
            connection.close()

    def _connection(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.tls:
            kind, options = smtplib.SMTP_SSL, {"context": context}
        else:
            kind, options = smtplib.SMTP, {}
        connection = kind(self.host, self.port, timeout=self.timeout, **options)
        try:
            if self.starttls:
                connection.starttls(context=context)
            if self.user:
                connection.login(self.user, self.password)
        except BaseException:
            connection.close()
            raise
        return connection


def _envelope(message: EmailMessage) -> tuple[str, str]:
    """From whom, to whom: bare addresses."""
    return tuple(message[name].addresses[0].addr_spec for name in ("From", "To"))


def _undelivered(error: Exception) -> Undelivered:
    """Final is only what is said of the recipient or the mail: what is said of us can be mended."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code = next(iter(error.recipients.values()))[0]
            return Undelivered(f"smtp-{code}", is_final=code >= 500)
        case smtplib.SMTPAuthenticationError():
            return Undelivered("login")
        case smtplib.SMTPDataError(smtp_code=code):
            return Undelivered(f"smtp-{code}", is_final=code >= 500)
        case smtplib.SMTPResponseException(smtp_code=code) if code > 0:
            return Undelivered(f"sender-{code}" if code >= 500 else f"smtp-{code}")
        case smtplib.SMTPNotSupportedError():
            return Undelivered("not-offered")
        case ssl.SSLError():
            return Undelivered("tls")
    # smtplib tells of a time that is over as of a connection that is lost.
    is_late = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
    return Undelivered("no-answer" if is_late else "no-connection")


@dataclass(frozen=True)
class Folder:
    """For development: each mail is a file, read at /mail/."""

    path: Path

    def send(self, message: EmailMessage) -> None:
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = message["Message-ID"].strip("<>").partition("@")[0]
        (self.path / f"{name}.eml").write_bytes(message.as_bytes(policy=SMTP))
