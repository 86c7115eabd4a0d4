"""How the abstracts of an event are spread: counts, never of a single person.

A country is named where at least LEAST people declared it: five abstracts of one author are one.
What is left is one number, and that too is either none or at least LEAST: else the least of the
named ones joins it, so that no smaller group can be worked out.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from ccsis.lib.characters import one_line
from events.models import Abstract, AbstractAuthor, AbstractState, Answer, Event, FormatKind

LEAST = 5


@dataclass(frozen=True)
class Table:
    title: str
    #: (label, count), the order of their choices or the largest first.
    rows: list[tuple[str, int]]
    note: str = ""

    @property
    def most(self) -> int:
        return max((count for _label, count in self.rows), default=0)


def balance_of(event: Event) -> list[Table]:
    submitted = Abstract.objects.submitted().filter(event=event)
    return [
        Table(_("By state"), _states(event)),
        Table(_("By topic"), _topics(event, submitted)),
        Table(_("By format"), _formats(submitted)),
        Table(
            _("Authors by the country that they declared"),
            countries(submitted),
            _(
                "Only countries that at least %d authors declared are named. An author of several "
                "abstracts counts once; whoever says to be none is not counted."
            )
            % LEAST,
        ),
    ]


def countries(abstracts) -> list[tuple[str, int]]:
    """Of the people who are authors of these abstracts; the largest first, the rest last."""
    names, people = _people(abstracts)
    counts = Counter({key: len(of_it) for key, of_it in people.items()})
    named = [(key, count) for key, count in counts.most_common() if key and count >= LEAST]
    rest = counts.total() - sum(count for _key, count in named)
    while named and 0 < rest < LEAST:
        rest += named.pop()[1]
    rows = [(names[key], count) for key, count in named]
    if rest >= LEAST:
        rows.append((_("others, or not said"), rest))
    elif rest:
        rows.append((_("fewer than %d authors in all") % LEAST, 0))
    return rows


def _people(abstracts) -> tuple[dict[str, str], dict[str, set[str]]]:
    """How each country was written first, and by whom it was declared; a person is a name."""
    authors = AbstractAuthor.objects.filter(abstract__in=abstracts, erased_at=None)
    rows = authors.exclude(answer=Answer.DENIED).order_by("pk").values_list("country", "name")
    names: dict[str, str] = {}
    people: dict[str, set[str]] = defaultdict(set)
    for country, name in rows.iterator():
        key = one_line(country).casefold()
        names.setdefault(key, one_line(country))
        people[key].add(one_line(name).casefold())
    return names, people


def _states(event: Event) -> list[tuple[str, int]]:
    rows = Abstract.objects.let_in().filter(event=event)
    counts = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    held = Abstract.objects.held().filter(event=event).count()
    states = [(str(label), counts.get(value, 0)) for value, label in AbstractState.choices]
    return [*states, (_("held for a look"), held)]


def _topics(event: Event, rows) -> list[tuple[str, int]]:
    counts = dict(rows.order_by().values_list("topic").annotate(Count("pk")))
    topics = [(topic.name, counts.get(topic.pk, 0)) for topic in event.topics.all()]
    return [*topics, (_("another question"), counts.get(None, 0))]


def _formats(rows) -> list[tuple[str, int]]:
    counts = dict(rows.order_by().values_list("format").annotate(Count("pk")))
    kinds = [(str(label), counts.get(value, 0)) for value, label in FormatKind.choices]
    return [*kinds, (_("no preference"), counts.get("", 0))]
