from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, ExpressionWrapper, F, Func, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from ccsis.identity import IDENTITY
from ccsis.lib import richtext
from ccsis.lib.deadlines import ANYWHERE as EARTH
from ccsis.lib.deadlines import Deadline
from ccsis.lib.languages import NAMES
from ccsis.media.addresses import cleaned
from ccsis.publicsite.triggers import RAISES_SITE_VERSION
from events.models.triggers import COUNTS_REVISIONS

#: How long after the end of a call what comes too late is still kept, uncounted, for staff to decide
#: about: as long as a form can be open (`ccsis.intake.keys`).
KEPT_LATE = timedelta(days=14)
#: The first day that an event can have, and the first that none can: at the ends of the calendar
#: nothing can be added to a time, and no page that shows one could be made.
FIRST, END = date(1900, 1, 1), date(2200, 1, 1)
DAYS = ("starts_on", "ends_on", "call_opens_on", "call_closes_on")
MOMENTS = ("partners_from", "partners_until")
#: PostgreSQL's name of UTC−12, by POSIX's rule of signs.
ANYWHERE = "Etc/GMT+12"


class Phase(StrEnum):
    """Where a call for abstracts stands at a moment."""

    NONE = "none"
    BEFORE = "before"
    OPEN = "open"
    #: The deadline is over; what comes now still counts.
    GRACE = "grace"
    #: What comes now is kept and does not count.
    LATE = "late"
    OVER = "over"


#: Phases in which the form is shown to whoever asks for it, and in which something can be sent.
SHOWN = (Phase.OPEN, Phase.GRACE)
SENT = (*SHOWN, Phase.LATE)


def _in_our_times() -> Q:
    first, end = (datetime.combine(day, time(), UTC) for day in (FIRST, END))
    ranges = dict.fromkeys(DAYS, (FIRST, END)) | dict.fromkeys(MOMENTS, (first, end))
    rule = Q()
    for name, (start, stop) in ranges.items():
        rule &= Q(**{name: None}) | Q(**{f"{name}__gte": start, f"{name}__lt": stop})
    return rule


def known_zone(name: str) -> None:
    if name not in available_timezones():
        message = _("Not the name of a time zone, such as Asia/Tbilisi or UTC.")
        raise ValidationError(message, code="unknown_zone")


def _instant(day, hour, zone) -> Func:
    """A day and an hour of a zone, as an instant: by the database's own rules of summer time."""
    local = ExpressionWrapper(F(day) + hour, output_field=models.DateTimeField())
    return Func(zone, local, function="timezone", output_field=models.DateTimeField())


class EventQuerySet(models.QuerySet):
    def published(self):
        return self.filter(is_public=True)

    def coming(self):
        """Not over, the next first; those without dates after them."""
        return self.exclude(_is_over()).order_by(F("starts_on").asc(nulls_last=True), "pk")

    def past(self):
        """The latest first."""
        return self.filter(_is_over()).order_by(F("starts_on").desc(nulls_last=True), "-pk")


def _is_over() -> Q:
    yesterday = timezone.now().date() - timedelta(days=1)
    has_ended = Q(ends_on__lt=yesterday) | Q(ends_on=None, starts_on__lt=yesterday)
    return Q(is_archived=True) | has_ended


class Event(models.Model):
    """A conference of one year: its edition. The same name may come again."""

    name = models.CharField(
        _("name"), max_length=300, help_text=_("In full, as the organiser gives it.")
    )
    edition = models.CharField(
        _("edition"), max_length=40, help_text=_("Such as the year. It tells two events apart.")
    )
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        help_text=_("The event’s address: “peace-2027” is read at /events/peace-2027/."),
    )
    summary = models.CharField(
        _("summary"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences under the name."),
    )
    body = ProseEditorField(
        _("about the event"), blank=True, extensions=richtext.EXTENSIONS, sanitize=cleaned
    )
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Nobody outside can see it until this is ticked.")
    )
    is_archived = models.BooleanField(
        _("archived"),
        default=False,
        help_text=_(
            "It stands among the past events and its calls are closed. An event whose days are over "
            "gets there by itself."
        ),
    )
    starts_on = models.DateField(
        _("first day"), null=True, blank=True, help_text=_("Empty: “to be announced”.")
    )
    ends_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Empty: it lasts one day.")
    )
    venue = models.CharField(
        _("venue"), max_length=200, blank=True, help_text=_("Empty: “to be announced”.")
    )
    venue_address = models.CharField(
        _("address of the venue"),
        max_length=300,
        blank=True,
        help_text=_("Street, town, country, as they stand on a letter."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        default="UTC",
        validators=[known_zone],
        help_text=_(
            "Where the event is: its times are given in it. Until the venue is known, UTC."
        ),
    )
    language = models.CharField(
        _("held in"), max_length=12, choices=list(NAMES.items()), default="en"
    )
    interpretation = ArrayField(
        models.CharField(max_length=12, choices=list(NAMES.items())),
        verbose_name=_("interpreted into"),
        default=list,
        blank=True,
        help_text=_("Shown in the alphabetical order of their names."),
    )
    contact_email = models.EmailField(
        _("contact"),
        blank=True,
        help_text=_("Who is asked about this event. Empty: the Center’s own address."),
    )

    call_text = ProseEditorField(
        _("what is asked"),
        blank=True,
        extensions=richtext.EXTENSIONS,
        sanitize=cleaned,
        help_text=_("What a good abstract has, and what becomes of those that are accepted."),
    )
    call_opens_on = models.DateField(
        _("call opens"),
        null=True,
        blank=True,
        help_text=_("Empty: there is no call for abstracts."),
    )
    call_opens_time = models.TimeField(
        _("at"), null=True, blank=True, help_text=_("In event time. Empty: when the day begins.")
    )
    call_closes_on = models.DateField(
        _("call closes"), null=True, blank=True, help_text=_("Empty: open until further notice.")
    )
    call_closes_time = models.TimeField(
        _("at"),
        null=True,
        blank=True,
        help_text=_(
            "In event time. Empty: when the day ends, Anywhere on Earth (23:59:59 in UTC−12)."
        ),
    )
    word_limit = models.PositiveIntegerField(
        _("words at most"),
        default=300,
        validators=[MinValueValidator(20), MaxValueValidator(3_000)],
    )
    author_cap = models.PositiveIntegerField(
        _("authors at most"), default=10, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    call_opens_at = models.GeneratedField(
        expression=_instant(
            "call_opens_on", Coalesce(F("call_opens_time"), Value(time())), F("time_zone")
        ),
        output_field=models.DateTimeField(_("call opens")),
        db_persist=True,
    )
    call_closes_at = models.GeneratedField(
        expression=Case(
            When(
                call_closes_time=None,
                then=_instant("call_closes_on", Value(time(23, 59, 59)), Value(ANYWHERE)),
            ),
            default=_instant("call_closes_on", F("call_closes_time"), F("time_zone")),
        ),
        output_field=models.DateTimeField(_("call closes")),
        db_persist=True,
    )

    partner_call = models.TextField(
        _("call for partners"),
        blank=True,
        help_text=_(
            "What partners do, what they get, and what a letter of interest should say. Plain text; "
            "an empty line begins a new paragraph."
        ),
    )
    partners_from = models.DateTimeField(
        _("letters from"),
        null=True,
        blank=True,
        help_text=_("In UTC. Empty: no letters are asked for."),
    )
    partners_until = models.DateTimeField(
        _("letters until"), null=True, blank=True, help_text=_("In UTC. Empty: without an end.")
    )

    is_demo = models.BooleanField(default=False, editable=False)
    drafts_sent_at = models.DateTimeField(
        null=True, editable=False, help_text="When the drafts that wished so were sent."
    )
    # Both by the trigger, so that subscribers' calendars hear of each change (RFC 5545, 3.8.7.4).
    revision = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    revised_at = models.DateTimeField(db_default=models.functions.Now(), editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-pk"]
        triggers = [*RAISES_SITE_VERSION, *COUNTS_REVISIONS]
        indexes = [models.Index(fields=["call_closes_at"], name="event_by_deadline")]
        constraints = [
            models.UniqueConstraint(fields=["name", "edition"], name="event_once_an_edition"),
            models.CheckConstraint(condition=Q(name__regex=r"\w"), name="event_has_name"),
            models.CheckConstraint(
                condition=Q(partners_until=None) | Q(partners_until__gt=F("partners_from")),
                name="event_call_ends_after_it_begins",
                violation_error_message=_("The call for partners ends before it begins."),
            ),
            models.CheckConstraint(condition=_in_our_times(), name="event_is_in_our_times"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="event_ends_after_it_starts",
                violation_error_message=_(
                    "The last day is before the first, or there is no first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(call_opens_time=None) | Q(call_opens_on__isnull=False),
                name="event_opening_has_a_day",
                violation_error_message=_("The call opens at a time without a day."),
            ),
            models.CheckConstraint(
                condition=Q(call_closes_time=None) | Q(call_closes_on__isnull=False),
                name="event_closing_has_a_day",
                violation_error_message=_("The call closes at a time without a day."),
            ),
            models.CheckConstraint(
                condition=Q(call_closes_at=None)
                | Q(call_opens_at__isnull=False, call_closes_at__gt=F("call_opens_at")),
                name="event_abstracts_end_after_they_begin",
                violation_error_message=_("The call for abstracts closes before it opens."),
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.edition}"

    def get_absolute_url(self):
        return reverse("events:event-detail", args=[self.slug])

    def clean(self):
        """An hour that summer time leaves out, or has twice, is no clear deadline."""
        self._refuse_far_days()
        self._refuse_unclear_hours()
        self._refuse_closing_first()

    def _refuse_far_days(self):
        """What the database refuses too, said beside the field."""
        days = {name: getattr(self, name) for name in DAYS}
        days |= {name: at.date() for name in MOMENTS if (at := getattr(self, name))}
        message = _("Only years from %(first)d to %(last)d can be used.")
        params = {"first": FIRST.year, "last": END.year - 1}
        errors = {
            name: ValidationError(message, code="far_away", params=params)
            for name, day in days.items()
            if day and not FIRST <= day < END
        }
        if errors:
            raise ValidationError(errors)

    def _refuse_closing_first(self):
        """What the database refuses too: there its own columns, which nothing has before it is saved."""
        if self.call_closes_on and not self.call_opens_on:
            message = _("Say when the call opens, too.")
            # Not "required", of which the form has its own words.
            raise ValidationError({"call_opens_on": ValidationError(message, code="no_opening")})
        if self.call_closes_on and self._closes_at() <= self._opens_at():
            message = _("The call for abstracts closes before it opens.")
            raise ValidationError({"call_closes_on": ValidationError(message, code="closes_first")})

    def _opens_at(self) -> datetime:
        opening = datetime.combine(self.call_opens_on, self.call_opens_time or time())
        return opening.replace(tzinfo=_zone_or_utc(self.time_zone))

    def _closes_at(self) -> datetime:
        if self.call_closes_time is None:
            last = datetime.combine(self.call_closes_on, time(23, 59, 59))
            return last.replace(tzinfo=EARTH)
        closing = datetime.combine(self.call_closes_on, self.call_closes_time)
        return closing.replace(tzinfo=_zone_or_utc(self.time_zone))

    def _refuse_unclear_hours(self):
        for name in ("opens", "closes"):
            day, hour = getattr(self, f"call_{name}_on"), getattr(self, f"call_{name}_time")
            if day and hour and not _is_clear(datetime.combine(day, hour), self.time_zone):
                message = _("On this day the clocks are changed, and this hour is not clear there.")
                error = ValidationError(message, code="unclear_hour")
                raise ValidationError({f"call_{name}_time": error})

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def deadline(self) -> Deadline | None:
        """Of the call for abstracts."""
        if self.call_closes_at is None:
            return None
        return Deadline(self.call_closes_at, self.zone, is_day=self.call_closes_time is None)

    @property
    def partner_deadline(self) -> Deadline | None:
        return Deadline(self.partners_until, self.zone) if self.partners_until else None

    @property
    def is_past(self) -> bool:
        """As the database has it (`_is_over`)."""
        yesterday = timezone.now().date() - timedelta(days=1)
        return self.is_archived or bool(self.last_day and self.last_day < yesterday)

    @property
    def last_day(self):
        return self.ends_on or self.starts_on

    @property
    def interpreters(self) -> list[str]:
        """The languages of interpretation in the alphabetical order of their names."""
        return sorted(str(NAMES.get(code, code)) for code in self.interpretation)

    @property
    def email(self) -> str:
        return self.contact_email or IDENTITY.email

    def phase_at(self, moment: datetime) -> Phase:
        """Where the call for abstracts stands."""
        if self.call_opens_at is None:
            return Phase.NONE
        if self.is_archived:
            return Phase.OVER
        if moment < self.call_opens_at:
            return Phase.BEFORE
        return _phase_of(self.deadline, moment) if self.deadline else Phase.OPEN

    def takes_letters_at(self, moment: datetime) -> bool:
        """Whether letters of interest are taken, the deadline's grace included."""
        if self.is_archived or self.partners_from is None or moment < self.partners_from:
            return False
        return self.partner_deadline is None or self.partner_deadline.is_counted(moment)

    def asks_for_letters_after(self, moment: datetime) -> bool:
        return (
            not self.is_archived and self.partners_from is not None and moment < self.partners_from
        )


def _zone_or_utc(name: str) -> ZoneInfo:
    """Of a zone that is unknown its own field tells."""
    return ZoneInfo(name if name in available_timezones() else "UTC")


def _is_clear(local: datetime, zone: str) -> bool:
    """Whether a time of day is one instant in its zone."""
    first, second = (local.replace(tzinfo=_zone_or_utc(zone), fold=fold) for fold in (0, 1))
    return first.utcoffset() == second.utcoffset()


def _phase_of(deadline: Deadline, moment: datetime) -> Phase:
    if deadline.is_met(moment):
        return Phase.OPEN
    if deadline.is_counted(moment):
        return Phase.GRACE
    return Phase.LATE if moment <= deadline.counted_until + KEPT_LATE else Phase.OVER
