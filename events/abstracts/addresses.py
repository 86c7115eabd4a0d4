"""The address by which a sender confirms the own mail address: only a mail that arrived has it."""

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from ccsis.intake.links import token_of
from events.models import Abstract

#: 120 bits in hexadecimal.
LENGTH = 30


def confirmation_path(abstract: Abstract) -> str:
    return reverse("private:abstract-confirm", args=[token_of(abstract), code_of(abstract)])


def is_code_of(abstract: Abstract, typed: str) -> bool:
    return constant_time_compare(code_of(abstract), typed)


def code_of(abstract: Abstract) -> str:
    """For the address as it is now: one that was changed has to be confirmed anew."""
    known = f"{abstract.pk}:{abstract.email_digest}:{abstract.link_counter}"
    return salted_hmac("events.abstracts.addresses", known, algorithm="sha256").hexdigest()[:LENGTH]
