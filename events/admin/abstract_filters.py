"""By what the list of abstracts is narrowed."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ccsis.lib.encryption import email_digest
from events.models import AbstractAuthor, AbstractState, Answer, Event, FormatKind, Topic

#: Of what somebody looks for.
MOST_WORDS = 8


def event_in_view(request) -> Event | None:
    """By which the list is narrowed; else the latest that has abstracts. It is looked for once."""
    if not hasattr(request, "event_in_view"):
        chosen = request.GET.get("event__id__exact", "")
        events = Event.objects.filter(pk=chosen) if chosen.isdecimal() else Event.objects.all()
        # The next edition is often made before the last one is read.
        request.event_in_view = events.exclude(abstracts=None).first() or events.first()
    return request.event_in_view


class TopicFilter(admin.SimpleListFilter):
    """The topics of the chosen event; before one is chosen, those of the latest with abstracts."""

    title = _("topic")
    parameter_name = "topic"

    def lookups(self, request, model_admin):
        topics = Topic.objects.filter(event=event_in_view(request)).values_list("pk", "name")
        return [*topics, ("other", _("another question"))]

    def queryset(self, request, rows):
        if self.value() == "other":
            return rows.filter(topic=None, erased_at=None)
        return rows.filter(topic=self.value()) if self.value() else rows


class FormatFilter(admin.SimpleListFilter):
    title = _("format")
    parameter_name = "format"

    def lookups(self, request, model_admin):
        return [*FormatKind.choices, ("none", _("no preference"))]

    def queryset(self, request, rows):
        chosen = {"none": ""}.get(self.value(), self.value())
        return rows if chosen is None else rows.filter(format=chosen)


class AuthorsFilter(admin.SimpleListFilter):
    """What authors have answered, and what they wish."""

    title = _("authors")
    parameter_name = "authors"

    def lookups(self, request, model_admin):
        return [
            ("denied", _("somebody says not to be one")),
            ("open", _("somebody has not answered yet")),
            ("withheld", _("somebody is to be kept from somebody")),
        ]

    def queryset(self, request, rows):
        wanted = {
            "denied": Q(answer=Answer.DENIED),
            "open": Q(answered_at=None, told_at__isnull=False, erased_at=None),
            "withheld": ~Q(name_kept_from=[]) | ~Q(affiliation_kept_from=[]),
        }.get(self.value())
        if wanted is None:
            return rows
        authors = AbstractAuthor.objects.filter(wanted, abstract=OuterRef("pk"))
        return rows.filter(Exists(authors))


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return AbstractState.choices

    def queryset(self, request, rows):
        return rows.let_in().filter(state=self.value()) if self.value() else rows


class LateFilter(admin.SimpleListFilter):
    """By when they came, whatever became of them since."""

    title = _("arrival")
    parameter_name = "came"

    def lookups(self, request, model_admin):
        return [("late", _("too late")), ("in-time", _("in time"))]

    def queryset(self, request, rows):
        if self.value() == "late":
            return rows.late()
        return rows.exclude(pk__in=rows.late().values("pk")) if self.value() == "in-time" else rows


def sent_from(rows, address: str):
    """Those of a person, by the whole address: the sender's or an author's."""
    digest = email_digest(address)
    authors = AbstractAuthor.objects.filter(abstract=OuterRef("pk"), email_digest=digest)
    return rows.filter(Q(email_digest=digest) | Exists(authors))


def with_words(rows, text: str):
    """Each word somewhere in the title, the text, or an author's name or affiliations."""
    for word in text.split()[:MOST_WORDS]:
        people = AbstractAuthor.objects.filter(
            Q(name__icontains=word) | Q(affiliations__icontains=word), abstract=OuterRef("pk")
        )
        rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word) | Exists(people))
    return rows
