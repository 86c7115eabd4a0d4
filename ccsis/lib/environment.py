"""The settings that come from the environment, read so that nonsense is refused in one line."""

import os
import re
from urllib.parse import urlsplit

import dj_database_url

TRUE, FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}
DATABASE_FORM = (
    "must look like postgresql://user:password@host:5432/name, "
    "with any of : / ? # [ ] @ % in the password percent-encoded (# is %23)."
)
#: What no address holds as it is.
STRAY = re.compile(r"[#\s]|%(?![0-9A-Fa-f]{2})")


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


def words(name: str, default: str = "") -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


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
