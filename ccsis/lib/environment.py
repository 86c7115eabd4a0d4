"""The settings that come from the environment, read so that nonsense is refused in one line."""

import base64
import binascii
import os
import re
from email.errors import HeaderParseError
from email.headerregistry import Address
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

import dj_database_url

from ccsis.identity import IDENTITY
from ccsis.lib.mailservers import SMTPServer

TRUE, FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}
DATABASE_FORM = (
    "must look like postgresql://user:password@host:5432/name, "
    "with any of : / ? # [ ] @ % in the password percent-encoded (# is %23)."
)
#: What no address holds as it is.
STRAY = re.compile(r"[#\s]|%(?![0-9A-Fa-f]{2})")
#: Neither a wildcard nor a number.
HOST_NAME = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-zA-Z][\w-]*")


def flag(name: str) -> bool:
    """A switch: 1/true/yes/on or 0/false/no/off; off when unset. Anything else stops the start."""
    value = os.environ.get(name, "").strip().lower()
    if value not in TRUE | FALSE:
        raise SystemExit(f"{name} is {value!r}; write 1 or 0.")
    return value in TRUE


def choice(name: str, *allowed: str) -> str:
    """One of these words; the first when unset. Anything else stops the start."""
    value = os.environ.get(name, "").strip().lower() or allowed[0]
    if value not in allowed:
        raise SystemExit(f"{name} is {value!r}; write {' or '.join(allowed)}.")
    return value


def number(name: str, default: int) -> int:
    """A whole number, not negative. Anything else stops the start."""
    value = os.environ.get(name, "").strip() or str(default)
    if not re.fullmatch("[0-9]{1,9}", value):
        raise SystemExit(f"{name} is {value!r}; write a number such as 1.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def keys(name: str) -> list[str]:
    """Keys of 32 random bytes in URL-safe base64, separated by commas; the refusal quotes none of them."""
    found = words(name)
    if not all(map(_is_key, found)):
        raise SystemExit(
            f"{name}: each key has to be 32 random bytes in URL-safe base64 (44 characters), "
            "with commas between keys."
        )
    return found


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, altchars="-_", validate=True)) == 32
    except (binascii.Error, ValueError):
        return False


def require_other_keys(name: str, found: list[str], others: list[str]) -> None:
    """Stop the start if a key has two purposes: whoever has it for one would have it for both."""
    if set(found) & set(others):
        raise SystemExit(f"{name} must not hold a key that is used elsewhere.")


def require_apart(name: str, folder: Path, *others: Path) -> None:
    """Stop the start if a private folder is, or lies in, one of those that are handed out."""
    place = folder.resolve()
    if any(place.is_relative_to(other.resolve()) for other in others):
        raise SystemExit(f"{name} must not be below MEDIA_ROOT or STATIC_ROOT.")


def require(*names: str) -> None:
    """Stop the start with one line that says which of these are not set."""
    missing = [name for name in names if not os.environ.get(name, "").strip()]
    if missing:
        raise SystemExit(
            f"Not configured: set {', '.join(missing)}. "
            "(A copy for development needs none of them: start it with `make run`.)"
        )


def database(name: str) -> dict:
    """A PostgreSQL server, as Django describes it; the refusal of its address quotes none of it."""
    if not is_database_url(os.environ[name]):
        raise SystemExit(f"{name} {DATABASE_FORM}")
    return dj_database_url.parse(os.environ[name], conn_max_age=600, conn_health_checks=True)


def is_database_url(url: str) -> bool:
    """Whether an address names a PostgreSQL server, and the same one to libpq and to Python.

    A character of a password that is not encoded cuts the address, for each of them elsewhere.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("postgres", "postgresql")
        and parts.netloc.count("@") < 2
        and "@" not in (parts.path or parts.query)
        and not STRAY.search(url)
    )


MAIL_FORM = (
    "has to name a mail server, as smtps://user:password@host:465, or as "
    "smtp://user:password@host:587?starttls, with any of : / ? # [ ] @ % in the password "
    "percent-encoded. Only a server on this machine is told a password without encryption."
)
#: On this machine a password travels over no network.
HERE = {"localhost", "127.0.0.1", "::1"}


def mail_server(name: str) -> SMTPServer | None:
    """Where mails go; None where it is not set. The refusal quotes nothing of the address."""
    url = os.environ.get(name, "").strip()
    if not url:
        return None
    server = _mail_server(url)
    if server is None:
        raise SystemExit(f"{name} {MAIL_FORM}")
    return server


def _mail_server(url: str) -> SMTPServer | None:
    parts = _parts(url)
    ports = {"smtp": 587, "smtps": 465}
    if parts is None or parts.scheme not in ports or STRAY.search(url) or "@" in parts.path:
        return None
    server = SMTPServer(
        host=parts.hostname,
        port=ports[parts.scheme] if parts.port is None else parts.port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=parts.scheme == "smtps",
        starttls=parts.query == "starttls",
    )
    is_plain = parts.path in ("", "/") and parts.query in ("", "starttls")
    return server if is_plain and _can_be_used(server) else None


def _can_be_used(server: SMTPServer) -> bool:
    """Names and passwords are ASCII (smtplib), and never told to a network that anybody can read."""
    is_secret_kept = server.tls or server.starttls or not server.user or server.host in HERE
    words = server.user + server.password
    return (
        bool(server.port)
        and is_secret_kept
        and not (server.tls and server.starttls)
        and bool(server.user) == bool(server.password)
        and (words + server.host).isascii()
        and words.isprintable()
    )


def _parts(url: str) -> SplitResult | None:
    """Of an address with a host; None for any other."""
    try:
        parts = urlsplit(url)
        _ = parts.port
        (parts.hostname or "").encode("idna")
    except ValueError:
        return None
    return parts if parts.hostname and parts.netloc.count("@") < 2 else None


def mail_address(name: str, default: str) -> str:
    """A bare address in ASCII; anything else stops the start: every mail would be refused for it."""
    address = os.environ.get(name, "").strip() or default
    try:
        parsed = Address(addr_spec=address)
    except (ValueError, HeaderParseError, IndexError, AttributeError):
        parsed = None
    if parsed is None or not parsed.domain or not address.isascii():
        raise SystemExit(f"{name} has to be an address alone, such as office@example.org")
    return address


def site_url(name: str, hosts: list[str], *, development: bool) -> str:
    """With which addresses in mails begin, without a slash at its end: the first host unless it is set."""
    given = os.environ.get(name, "").strip().rstrip("/")
    if given:
        return _site(name, given)
    if development:
        return f"http://localhost:{os.environ.get('PORT') or 8000}"
    plain = [host for host in hosts if HOST_NAME.fullmatch(host)]
    return f"https://{plain[0]}" if plain else f"https://{urlsplit(IDENTITY.website).hostname}"


def _site(name: str, url: str) -> str:
    parts = _parts(url)
    is_site = parts is not None and parts.scheme in ("http", "https") and not STRAY.search(url)
    if not is_site or parts.path or parts.query or parts.username is not None:
        raise SystemExit(f"{name} has to be an address such as https://example.org")
    return url
