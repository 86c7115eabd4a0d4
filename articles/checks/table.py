"""All checks, in the order of the form. What blocks comes first where they are shown."""

from collections.abc import Callable, Iterator

from articles.checks import coming, fields, pictures, place_names, structure
from articles.checks.facts import Facts
from articles.checks.findings import Finding
from articles.checks.subjects import Subject

Check = Callable[[Subject, Facts], Iterator[Finding]]

#: Their findings block a release.
BLOCKING: tuple[Check, ...] = (
    fields.something_to_read,
    coming.titles_to_come,
    pictures.alternatives_in_the_text,
    pictures.alternative_of_the_picture,
)
ADVISING: tuple[Check, ...] = (
    fields.title,
    fields.standfirst,
    fields.summary,
    structure.headings,
    structure.links,
    structure.foreign_passages,
    pictures.credits_in_the_text,
    place_names.pairs_out_of_the_register,
    fields.region,
    place_names.one_name_alone,
    pictures.credit_of_the_picture,
)
