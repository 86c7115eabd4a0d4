"""What the page of an abstract says besides its columns."""

from django import template

from ccsis.lib.deadlines import Deadline
from events.abstracts.letters import letters_about
from events.abstracts.states import can_be_changed
from events.models import Abstract

register = template.Library()


@register.simple_tag
def deadline_of(abstract: Abstract) -> Deadline | None:
    return abstract.event.deadline


@register.simple_tag
def can_change(abstract: Abstract) -> bool:
    """By the database's clock, now."""
    return can_be_changed(abstract)


@register.inclusion_tag("events/_letters.html")
def letters_to(row) -> dict:
    """What the office wrote to a sender or an author."""
    return {"letters": letters_about(row)}
