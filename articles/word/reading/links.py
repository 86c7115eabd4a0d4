"""Which links are taken in."""

import re

WEB = re.compile(r"(?:https?://[^\s/?#\\]+|mailto:[^\s@]+@)[^\s\\<>\"]*", re.IGNORECASE)
SCRIPT = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)
LONGEST = 2000


def allowed(address: str) -> bool:
    return len(address) <= LONGEST and WEB.fullmatch(address.strip()) is not None


def code_of(address: str) -> str:
    """What is told of a link that is not taken in."""
    # Browsers read past control characters and spaces in a scheme.
    plain = re.sub(r"[\x00-\x20]", "", address)
    return "link_script" if SCRIPT.match(plain) else "link_elsewhere"
