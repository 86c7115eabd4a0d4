"""A stored mail as the message that goes out: only here it has an address and links."""

import re
from email.errors import HeaderParseError
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from ccsis.identity import IDENTITY
from ccsis.mail.models import Mail

LINK = re.compile(r"\[\[link:([\w.-]+)\]\]")
#: A space, and letters that the two standards for domains read in two ways: the mail could go to
#: somebody else's.
UNCLEAR = re.compile(" |@.*[ßς\u200c\u200d]")


class NoAddress(ValueError):  # noqa: N818 (it says what is missing)
    """What the row gave is no address that a mail can be sent to."""


class Whole(UnstructuredHeader):
    """An address on the web, on one line: folded, it would be encoded, and no reader would find it."""

    def fold(self, *, policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


HEADERS = HeaderRegistry()
HEADERS.map_to_type("List-Unsubscribe", Whole)
#: Seven bits: not each server takes eight.
POLICY = SMTP.clone(cte_type="7bit", header_factory=HEADERS)


def compose(mail: Mail, address: str, links: dict[str, str]) -> EmailMessage:
    """links: paths by name; a name that is none of them leads to where lost links are asked for.

    Raises NoAddress, for an address with a line break above all.
    """
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(IDENTITY.byline, addr_spec=settings.MAIL_FROM)
    message["To"] = _recipient(address)
    message["Reply-To"] = Address(IDENTITY.byline, addr_spec=IDENTITY.email)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(timezone.now())
    message["Message-ID"] = f"<{mail.message_id}@{urlsplit(settings.SITE_URL).hostname}>"
    # Nobody's holiday notice answers it (RFC 3834, 5).
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe in links:
        # RFC 8058, 3.1.
        message["List-Unsubscribe"] = f"<{settings.SITE_URL}{links[mail.unsubscribe]}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(with_links(mail.text, links))
    message.add_alternative(with_links(mail.html, links), subtype="html")
    # Last: setting the content takes away what was said of it before.
    message["Content-Language"] = mail.language
    return message


def without_links(text: str) -> str:
    """As staff may read it: nobody at the desk gets a private link."""
    return LINK.sub(lambda found: gettext("(here stands the link)"), text)


def with_links(text: str, links: dict[str, str]) -> str:
    return LINK.sub(lambda found: settings.SITE_URL + links.get(found[1], "/my/"), text)


def _recipient(address: str) -> Address:
    try:
        return Address(addr_spec=_ascii(address))
    except (ValueError, HeaderParseError, IndexError, AttributeError):
        # As the parser of addresses raises them, too.
        raise NoAddress from None


def _ascii(address: str) -> str:
    """With the domain as the domain name system has it (RFC 3490); raises ValueError where that fails."""
    local, _, domain = address.rpartition("@")
    if not (local and domain and address.isprintable()) or UNCLEAR.search(address):
        raise ValueError("not an address")
    return f"{local}@{domain.encode('idna').decode()}"
