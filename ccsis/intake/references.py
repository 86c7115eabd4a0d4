"""Reference numbers that people read over the telephone: "L-7QK4-M2XD"."""

import re
import secrets

#: Crockford's Base32 has no I, L, O and U, which are taken for other characters. https://www.crockford.com/base32.html
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("ILO", "110")
LENGTH = 8
FORM = re.compile(rf"([A-Z])-([{ALPHABET}]{{4}})-([{ALPHABET}]{{4}})")


def new_reference(letter: str) -> str:
    """An unguessable number (40 bits) of a kind, which its letter names."""
    digits = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{letter}-{digits[:4]}-{digits[4:]}"


def read_reference(typed: str) -> str:
    """As it is stored, of what somebody typed; "" where it is none."""
    plain = re.sub(r"[\s\-‐-―]+", "", typed).upper()
    letter, digits = plain[:1], plain[1:].translate(MISREAD)
    reference = f"{letter}-{digits[:4]}-{digits[4:]}"
    return reference if FORM.fullmatch(reference) else ""
