"""The form for an abstract: as it is sent first, as it is changed, and as staff record one."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ccsis.intake.fields import AddressField, LineField, ParagraphsField
from ccsis.intake.forms import IntakeForm, Part, PublicForm
from ccsis.intake.models import Doubt, Draft
from ccsis.lib.arrivals import arrived_at
from ccsis.lib.differences import Change, changes
from ccsis.lib.words import count_words
from events.abstracts.authors import TYPED as ENTRY
from events.abstracts.rows import LISTS, AuthorRows, entry_fields
from events.models import (
    SENT,
    Abstract,
    AbstractAuthor,
    AbstractState,
    Arrival,
    Event,
    Phase,
)
from events.models.authors import places_in_words

OTHER = "other"
#: What is typed into columns of the abstract.
COLUMNS = (
    *("title", "text", "topic", "other_topic", "format", "email", "phone"),
    *("agrees_to_processing", "agrees_to_publication"),
)
#: What is compared with the stored abstract when both were changed.
COMPARED = {
    "title": _("Title"),
    "topic_name": _("Topic"),
    "format": _("Preferred format"),
    "text": _("Abstract"),
    "authors": _("Authors"),
    "email": _("E-mail address"),
    "phone": _("Telephone"),
    "agrees_to_publication": _("Publication in the proceedings"),
}
#: What is asked where no event can be had, the database being away.
WORDS = 300
#: How an abstract came in that arrived in a phase; one that was received before is not judged again.
ARRIVALS = dict.fromkeys(Phase, Arrival.IN_TIME) | {
    Phase.GRACE: Arrival.IN_GRACE,
    Phase.LATE: Arrival.LATE,
}
CLOSED = {
    Phase.NONE: _("This event has no call for abstracts. Nothing was sent."),
    Phase.BEFORE: _("This call is not open yet. Nothing was sent."),
    Phase.OVER: _("This call is closed. Nothing was sent."),
}


class AbstractFields(AuthorRows, PublicForm):
    """What is asked of an abstract. event: None only where nothing but what was typed is known."""

    parts = (
        Part(_("The abstract"), ("title", "topic_choice", "other_topic", "format", "text")),
        Part(_("Authors"), template="events/_author_rows.html"),
        Part(_("Contact"), ("email", "phone")),
        Part(_("Your agreement"), ("agrees_to_processing", "agrees_to_publication")),
    )

    title = LineField(label=_("Title"), max_length=300)
    topic_choice = forms.ChoiceField(
        label=_("Topic"), error_messages={"required": _("Choose a topic, or “another question”.")}
    )
    other_topic = LineField(
        label=_("Which other question"),
        required=False,
        help_text=_("Only if you chose “another question” above."),
    )
    format = forms.ChoiceField(
        label=_("Preferred format"), required=False, widget=forms.RadioSelect
    )
    text = ParagraphsField(label=_("Abstract"), rows=12)
    email = AddressField(
        label=_("E-mail address of the contact author"),
        help_text=_("For the receipt and the decision. Never published."),
    )
    phone = LineField(
        label=_("Telephone"),
        required=False,
        max_length=40,
        help_text=_("For the days before the event. Never published."),
    )
    agrees_to_processing = forms.BooleanField(
        label=_("The Center may keep and read this abstract and the data of its authors."),
        help_text=_("Without this it cannot be considered. All authors have to agree."),
        error_messages={"required": _("Without this agreement the abstract cannot be considered.")},
    )
    agrees_to_publication = forms.BooleanField(
        label=_("If it is accepted, it may be published in the proceedings."),
        help_text=_("Of your free will: without it the abstract is considered all the same."),
        required=False,
    )

    def __init__(self, request=None, *, event: Event | None = None, **options):
        self.event = event
        super().__init__(request, **options)

    def shape(self, typed) -> None:
        self.shape_rows(typed, self.stored_authors())
        self.fields["topic_choice"].choices = self._topics(typed)
        self.fields["format"].choices = self._formats(typed)
        limit = self.event.word_limit if self.event else WORDS
        self.fields["text"] = ParagraphsField(
            label=self.fields["text"].label,
            words=limit,
            rows=12,
            help_text=_("Plain text. An empty line begins a new paragraph."),
        )
        self.fields["phone"].widget.input_type = "tel"
        self.fields["phone"].widget.attrs["autocomplete"] = "tel"
        rows = [name for name in self.fields if name.startswith("author-")]
        self.order_fields([*self.parts[0].names, *rows])

    def stored_authors(self) -> list:
        """Of an abstract that is changed."""
        return []

    def clean(self) -> dict:
        self.judge_rows()
        is_other = self.cleaned_data.get("topic_choice") == OTHER
        if is_other and not (self.cleaned_data.get("other_topic") or "other_topic" in self.errors):
            message = _("Say which question, in a few words.")
            self.add_error("other_topic", ValidationError(message, code="required"))
        return super().clean()

    @cached_property
    def arrived_at(self):
        """When the form arrived, by the database's clock. Without a request, never."""
        return arrived_at(self.request)

    @cached_property
    def phase(self) -> Phase:
        return self.event.phase_at(self.arrived_at)

    def columns(self) -> dict:
        """Of the abstract, as typed."""
        cleaned = self.cleaned_data
        is_other = cleaned["topic_choice"] == OTHER
        topics = {str(topic.pk): topic for topic in self._event_topics}
        return {
            "title": cleaned["title"],
            "text": cleaned["text"],
            "words": count_words(cleaned["text"]),
            "topic": None if is_other else topics[cleaned["topic_choice"]],
            "other_topic": cleaned["other_topic"] if is_other else "",
            "format": cleaned["format"],
            "email": cleaned["email"],
            "phone": cleaned["phone"],
            "agrees_to_processing": cleaned["agrees_to_processing"],
            "agrees_to_publication": cleaned["agrees_to_publication"],
        }

    @cached_property
    def _event_topics(self) -> list:
        return list(self.event.topics.all()) if self.event else []

    def _topics(self, typed) -> list[tuple]:
        if self.event is None:
            return _as_typed(typed, "topic_choice")
        topics = [(str(topic.pk), topic.name) for topic in self._event_topics]
        return [("", _("Choose one")), *topics, (OTHER, _("Another question on the subject"))]

    def _formats(self, typed) -> list[tuple]:
        if self.event is None:
            return _as_typed(typed, "format")
        kinds = {row.kind: str(row) for row in self.event.formats.all() if row.is_open}
        return [*(self._chosen_format() | kinds).items(), ("", _("No preference"))]

    def _chosen_format(self) -> dict[str, str]:
        """Of an abstract that is changed: what it has stays possible, also where it is not offered any more."""
        return {}


class AbstractForm(AbstractFields, IntakeForm):
    """An abstract that is sent. Valid means: it counts, or comes too late and is kept (`arrival`).

    wish: a draft that the site itself sends, as its author asked for. It is judged by nothing but itself.
    """

    model = Abstract
    slug = "abstract"
    send_label = _("Send the abstract")
    offers_draft = True

    is_sent_when_due = forms.BooleanField(
        label=_("Send my draft at the deadline"),
        help_text=_(
            "Only for what you save for later: it is kept until the deadline, and then the latest "
            "draft that is complete is sent for you, if you did not send it yourself."
        ),
        required=False,
    )

    def __init__(self, request=None, *, wish: Draft | None = None, **options):
        self.wish = wish
        super().__init__(request, **options)

    @property
    def kept_as(self) -> str:
        return f"{self.slug}-{self.event.slug}" if self.event else self.slug

    @property
    def draft_fields(self) -> list:
        """For a deadline that is over, or that there is none, nothing new can be wished."""
        wish = self["is_sent_when_due"]
        can_wish = self.event is None or _is_awaited(self.event, self.arrived_at)
        return [wish] if can_wish or wish.value() else []

    @property
    def key_or_new(self):
        return self.wish.form_key if self.wish else super().key_or_new

    @property
    def doubt(self) -> str:
        return Doubt.NONE if self.wish else super().doubt

    @property
    def arrival(self) -> Arrival:
        if self.recorded_by:
            return Arrival.RECORDED
        return Arrival.WISHED if self.wish else ARRIVALS[self.phase]

    def judge(self) -> None:
        if self.wish:
            return
        if self.first is None and not self.recorded_by and self.phase not in SENT:
            raise ValidationError(CLOSED[self.phase], code="closed")
        super().judge()

    def submission(self, **more) -> Abstract:
        arrival = self.arrival
        state = AbstractState.DRAFT if arrival == Arrival.LATE else AbstractState.SUBMITTED
        row = super().submission(event=self.event, state=state, arrival=arrival, **more)
        if self.wish:
            row.received_at, row.language = self.wish.ready_at, self.wish.language
        elif not self.recorded_by:
            row.received_at = self.arrived_at
        row.typed_authors = self.authors
        return row

    def prepare_draft(self, draft) -> None:
        """Say what it lacks, and keep the latest text that lacks nothing for the deadline.

        What comes after it takes neither the place of what was complete in time nor a new wish.
        """
        event = self.event or _event_of(self.request)
        typed, now = QueryDict(draft.typed), arrived_at(self.request)
        form = AbstractForm(data=typed, event=event, wish=draft)
        is_awaited = _is_awaited(event, now)
        draft.is_discreet = bool(typed.get("is_discreet"))
        draft.is_sent_when_due = bool(typed.get("is_sent_when_due")) and (
            is_awaited or draft.is_sent_when_due
        )
        draft.lacks = "" if form.is_valid() else form.lacking
        if form.is_valid() and is_awaited:
            draft.ready, draft.ready_at = draft.typed, now
        if draft.is_sent_when_due and event.deadline:
            draft.link_until = max(
                draft.link_until, event.deadline.counted_until + draft.link_lasts
            )

    @property
    def lacking(self) -> str:
        """What is wrong with it, one thing in each line."""
        fields = [f"{field.label}: {field.errors[0]}" for field in self.wrong_fields()]
        return "\n".join([*map(str, self.non_field_errors()), *fields])

    def _content(self) -> dict:
        return self.columns()


class AbstractChangeForm(AbstractFields):
    """A submitted abstract, changed by its sender. abstract: None only where the database is away."""

    slug = "abstract-change"
    send_label = _("Save the changes")

    #: Which version of it the form was made from.
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, request=None, *, abstract: Abstract | None = None, **options):
        self.abstract = abstract
        if abstract:
            options["initial"] = _initial(abstract)
        super().__init__(request, event=abstract and abstract.event, **options)
        if abstract and abstract.email_confirmed_at:
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _(
                "You have confirmed it. To have it changed, write to the office."
            )

    @property
    def kept_as(self) -> str:
        return f"{self.slug}-{self.abstract.reference}" if self.abstract else self.slug

    def stored_authors(self) -> list:
        return self.abstract.author_list if self.abstract else []

    def columns(self) -> dict:
        return super().columns() | {"version": self.cleaned_data["version"]}

    def _chosen_format(self) -> dict[str, str]:
        kind = self.abstract.format
        return {kind: self.abstract.get_format_display()} if kind else {}

    def differences(self, row: Abstract) -> list[Change]:
        """Between the abstract as it is stored now and what was typed, of a form that is right in itself."""
        return changes(_compared(row, row.author_list), self._compared(), COMPARED)

    def _compared(self) -> dict:
        columns = self.columns()
        typed = Abstract(**{name: columns[name] for name in COLUMNS})
        entries = [author or AbstractAuthor(**_typed_of(values)) for author, values in self.authors]
        for entry, (_author, values) in zip(entries, self.authors, strict=True):
            if not entry.is_own:
                entry.__dict__.update(_typed_of(values))
        return _compared(typed, entries)


class AuthorForm(PublicForm):
    """An author's own entry, changed by that author alone."""

    slug = "author-change"
    send_label = _("Save my entry")
    parts = (Part("", ENTRY),)

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, request=None, *, author: AbstractAuthor | None = None, **options):
        self.author = author
        if author:
            options["initial"] = {name: getattr(author, name) for name in (*ENTRY, "version")}
        super().__init__(request, **options)

    def shape(self, typed) -> None:
        for name, field in entry_fields().items():
            if name in ENTRY:
                self.fields[name] = field

    @property
    def kept_as(self) -> str:
        return f"{self.slug}-{self.author.reference}" if self.author else self.slug

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in (*ENTRY, "version")}

    def differences(self, row: AbstractAuthor) -> list[Change]:
        """Between the entry as it is stored now and what was typed."""
        labels = {name: self.fields[name].label for name in ENTRY}
        stored = {name: getattr(row, name) for name in ENTRY}
        return changes(_in_words(stored), _in_words(self.values), labels)


class RecordedAbstractForm(AbstractForm):
    """For staff, of an abstract that came by e-mail."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        del self.fields["is_sent_when_due"]
        self.fields["agrees_to_processing"].required = False
        self.fields["email"].required = False


def _as_typed(typed, name: str) -> list[tuple]:
    """The one choice that is known when nobody can be asked for the others."""
    value = typed.get(name, "") if typed else ""
    return [(value, _("as you chose") if value else _("none"))]


def _is_awaited(event: Event, moment) -> bool:
    """Whether there is a deadline that a draft of then can be sent at."""
    is_over = event.is_archived or event.deadline is None
    return not is_over and event.deadline.is_counted(moment)


def _event_of(request) -> Event:
    """Of the address that a form is sent to; Http404 if there is none."""
    return get_object_or_404(Event.objects.published(), slug=request.resolver_match.kwargs["slug"])


def _compared(abstract: Abstract, authors: list[AbstractAuthor]) -> dict:
    shown = {
        name: getattr(abstract, name) for name in COMPARED if name not in ("authors", "format")
    }
    entries = [
        # What an author corrected in the own entry is the author's and the office's.
        author.in_a_line
        if author.is_own
        else ", ".join([author.in_a_line, *map(str, author.details)])
        for author in authors
    ]
    entries = [entry.strip(", ") for entry in entries]
    return shown | {"authors": entries, "format": abstract.get_format_display()}


def _in_words(entry: dict) -> dict:
    return entry | {name: places_in_words(entry[name]) for name in LISTS}


def _typed_of(values: dict) -> dict:
    return {name: value for name, value in values.items() if name != "row"}


def _initial(abstract: Abstract) -> dict:
    names = ("title", "text", "other_topic", "format", "email", "phone", "version")
    names += ("agrees_to_processing", "agrees_to_publication")
    topic = str(abstract.topic_id) if abstract.topic_id else OTHER
    return {name: getattr(abstract, name) for name in names} | {"topic_choice": topic}
