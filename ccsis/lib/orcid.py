"""ORCID iDs: sixteen digits that name a researcher.

https://support.orcid.org/hc/en-us/articles/360006897674-Structure-of-the-ORCID-Identifier
"""

import re

#: An iD alone or as the address of its record.
TYPED = re.compile(
    r"(?:https?://)?(?:www\.)?(?:orcid\.org/)?(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])/?",
    re.I | re.A,
)


def read_orcid(typed: str) -> str:
    """The iD as "0000-0002-1825-0097", of what somebody typed; "" where it is none."""
    found = TYPED.fullmatch(re.sub(r"\s+", "", typed))
    if not found:
        return ""
    digits = "".join(found.groups()).upper()
    return "-".join(found.groups()).upper() if digits[-1] == check_digit(digits[:15]) else ""


def check_digit(digits: str) -> str:
    """Of fifteen digits, by ISO 7064 MOD 11-2."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)
