"""The pages on which a step is explained, asked about and taken."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import forecasts, releasing
from articles.admin.forms import refuse_unlikely
from articles.models import Article, Forecast, WithdrawalReason
from articles.states import WORKFLOW
from articles.versions import changes
from articles.withholding.saying import objections_to
from ccsis.desk.forms import MEANT, OBJECTION, Judged, is_objected
from ccsis.lib.staff import NamedTimes


class StepForm(NamedTimes, Judged, forms.Form):
    """Fields of a step; `needs_reason` makes the last one a must."""

    reason = forms.CharField(
        label=_("For your colleagues"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Why; only staff see it."),
    )

    def __init__(self, *args, article: Article, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.article, self.user = article, user

    def values(self) -> dict:
        """The arguments of the action."""
        return self.cleaned_data

    @property
    def is_objected(self) -> bool:
        return is_objected(self, [])


class MomentField(forms.SplitDateTimeField):
    widget = AdminSplitDateTime

    def clean(self, value):
        return refuse_unlikely(super().clean(value))


class TimesForm(StepForm):
    at = MomentField(
        label=_("Publication time"),
        required=False,
        help_text=_("Empty: now. In UTC; below it stands what that is elsewhere."),
    )
    until = MomentField(
        label=_("End of publication"), required=False, help_text=_("Empty: it stays.")
    )
    field_order = ["at", "until", "reason"]

    def __init__(self, *args, article: Article, **kwargs):
        super().__init__(*args, article=article, **kwargs)
        self.initial |= {"at": article.published_at, "until": article.unpublish_at}

    def clean(self):
        cleaned = super().clean()
        at, until = cleaned.get("at") or timezone.now(), cleaned.get("until")
        if until and until <= at:
            self.add_error("until", gettext("The end of publication is before its beginning."))
        return cleaned


class RescheduleForm(TimesForm):
    reason = None


class ReleasedByOneForm(StepForm):
    """For what a second person does: who does it alone says why."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, article: Article, user, **kwargs):
        super().__init__(*args, article=article, user=user, **kwargs)
        self.initial["seen"] = releasing.stamp(article)
        if releasing.is_alone(article, user):
            self.fields["reason"].required = True
            self.fields["reason"].label = _("Why nobody else releases it")
            self.fields["reason"].help_text = _(
                "You edited this text last, so somebody else should read and release it. If that "
                "cannot wait, say why; it is kept with the piece, and only staff see it."
            )

    def clean(self):
        """Whoever wrote a withheld name may have meant it: who lets readers see it is asked again."""
        cleaned = super().clean()
        if MEANT not in self.data:
            for sentence in objections_to(self.article):
                self.add_error(None, forms.ValidationError(sentence, code=OBJECTION))
        return cleaned


class WhenField(forms.ChoiceField):
    """Now, or at a time that has passed: readers take that for the day it appeared."""

    widget = forms.RadioSelect
    NOW, GIVEN = "now", "given"

    def __init__(self, given: str, **kwargs):
        choices = [(self.NOW, _("Now")), (self.GIVEN, given)]
        super().__init__(label=_("Date that readers see"), choices=choices, **kwargs)


class ReleaseForm(ReleasedByOneForm, TimesForm):
    field_order = ["when", "at", "until", "reason"]

    def __init__(self, *args, article: Article, **kwargs):
        super().__init__(*args, article=article, **kwargs)
        if not article.is_due:
            return
        told = _(
            "The publication time in the form, %(time)s UTC, has passed. If it is kept, readers "
            "would see the earlier date, and find the piece further down in the lists."
        ) % {"time": date_format(timezone.localtime(article.published_at), "j F Y, H:i")}
        self.fields["when"] = WhenField(_("The publication time below"), help_text=told)
        self.initial["when"] = WhenField.NOW
        self.order_fields(self.field_order)

    def clean(self):
        """Now is now, though the earlier time still stands below; who typed another one chose both."""
        if self.cleaned_data.pop("when", "") == WhenField.NOW:
            if "at" in self.changed_data and self.cleaned_data.get("at"):
                self.add_error("when", _("You typed another time. Choose one of the two."))
            self.cleaned_data["at"] = None
        return super().clean()


class PublishForm(ReleasedByOneForm):
    note = forms.CharField(
        label=_("What changed, for readers"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stands in the public list of versions. One sentence is enough."),
    )
    is_update = forms.BooleanField(
        label=_("Say “updated” on the piece"),
        required=False,
        help_text=_("For a change of substance, not for a comma."),
    )
    field_order = ["note", "is_update", "reason"]

    def __init__(self, *args, article: Article, **kwargs):
        """Of what readers have not seen yet they are not told what changed in it."""
        super().__init__(*args, article=article, **kwargs)
        if not article.piece.was_seen:
            del self.fields["note"], self.fields["is_update"]


class WithdrawForm(StepForm):
    reason_given = forms.ChoiceField(
        label=_("Reason that readers are given"),
        choices=WithdrawalReason.choices,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("More about the reason, for readers"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    hides_title = forms.BooleanField(label=_("Hide the title from readers too"), required=False)
    field_order = ["reason_given", "note", "hides_title", "reason"]


class RetractForm(StepForm):
    text = forms.CharField(
        label=_("What readers are told"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Why the piece no longer stands. It is shown before the text and in the feeds."
        ),
    )
    field_order = ["text", "reason"]


class EndForm(StepForm):
    reason = None
    until = MomentField(
        label=_("End of publication"),
        required=False,
        help_text=_("In UTC. Empty: it stays without end."),
    )

    def __init__(self, *args, article: Article, **kwargs):
        super().__init__(*args, article=article, **kwargs)
        self.initial["until"] = article.unpublish_at

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until <= timezone.now():
            raise forms.ValidationError(
                gettext("This time is over. To take the piece back now, withdraw it.")
            )
        return until


class ResolveForm(StepForm):
    """What readers are told came of a forecast; what they were told before can be mended."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(label=_("Outcome"), widget=forms.RadioSelect, required=False)
    resolution = forms.CharField(
        label=_("What happened"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For readers: what happened, and where it can be checked."),
    )
    field_order = ["seen", "outcome", "resolution", "reason"]

    def __init__(self, *args, article: Article, **kwargs):
        super().__init__(*args, article=article, **kwargs)
        forecast = article.forecast
        # Only what was resolved can be opened again.
        self.fields["outcome"].choices = [
            (value, capfirst(label))
            for value, label in Forecast.Outcome.choices
            if value or forecast.is_resolved
        ]
        self.initial |= {
            "seen": forecasts.stamp(forecast),
            "outcome": forecast.outcome or None,
            "resolution": forecast.resolution,
        }

    def clean(self):
        cleaned = super().clean()
        outcome, resolution = cleaned.get("outcome"), cleaned.get("resolution")
        if not (outcome or self.article.forecast.is_resolved):
            self.add_error("outcome", gettext("Choose what came of it."))
        if outcome and not resolution:
            self.add_error("resolution", gettext("Say what happened, and where it can be checked."))
        if not outcome:
            cleaned["resolution"] = ""
        return cleaned


def _plain(name: str) -> Callable:
    """A step that changes nothing but the state."""

    def take(article, *, by, reason):
        return WORKFLOW.perform(name, article, by=by, reason=reason)

    return take


@dataclass(frozen=True)
class Page:
    """How a step is asked about: what it will do, its form, its action."""

    explanation: str | Callable[[Article], str]
    form: type[StepForm]
    take: Callable
    #: What is said afterwards.
    done: str
    is_grave: bool = False

    def explained(self, article: Article) -> str:
        return self.explanation(article) if callable(self.explanation) else self.explanation


def _publishing(change: Article) -> str:
    """Readers see the piece now, saw it until it was withdrawn, or have not seen it yet."""
    if change.piece.is_public:
        return gettext(
            "Readers see the changed text at once. What they see now is kept as a version."
        )
    if change.piece.was_seen:
        return gettext(
            "Readers cannot see the piece now. If it comes back, they see the changed text, and what "
            "they saw before as a version."
        )
    return gettext("Readers have not seen the piece yet. At its time they see the changed text.")


def _resolving(article: Article) -> str:
    """The forecast, as readers know it."""
    forecast = article.forecast
    words = {
        "confirmed": forecast.confirmed_if,
        "refuted": forecast.refuted_if,
        "day": date_format(forecast.due_on, "j F Y"),
    }
    text = gettext("Confirmed if: %(confirmed)s Refuted if: %(refuted)s By %(day)s.") % words
    if forecast.likelihood is None:
        return text
    return gettext("%(text)s The likelihood was given as %(percent)d percent.") % {
        "text": text,
        "percent": forecast.likelihood,
    }


PAGES = {
    "submit": Page(
        _("A second person reads it and releases it or sends it back. You can go on editing."),
        StepForm,
        _plain("submit"),
        _("Sent to review."),
    ),
    "take-back": Page(
        _("It is a draft again, and nobody is asked to read it."),
        StepForm,
        _plain("take-back"),
        _("Taken back from review."),
    ),
    "send-back": Page(
        _("It is a draft again. Say below what is to be done."),
        StepForm,
        _plain("send-back"),
        _("Sent back to its author."),
    ),
    "release": Page(
        _("Readers see it from its publication time on, without anybody doing anything more."),
        ReleaseForm,
        releasing.release,
        _("Released."),
    ),
    "publish": Page(
        _publishing,
        PublishForm,
        changes.publish_change,
        _("Published."),
    ),
    "reschedule": Page(
        _("Readers see it from the new time on."),
        RescheduleForm,
        releasing.reschedule,
        _("Its time was changed."),
    ),
    "recall": Page(
        _("It is a draft again and will not become public until it is released anew."),
        StepForm,
        releasing.recall,
        _("Taken back to draft."),
    ),
    "set-end": Page(
        _("From that time on readers are told at its address that it is no longer available."),
        EndForm,
        releasing.set_end,
        _("The end of publication was set."),
    ),
    "resolve": Page(
        _resolving,
        ResolveForm,
        forecasts.resolve_forecast,
        _("Readers are told what came of the forecast."),
    ),
    "withdraw": Page(
        _(
            "It leaves every list, feed and search at once. At its address readers are told that "
            "it was withdrawn (410), and why."
        ),
        WithdrawForm,
        releasing.withdraw,
        _("Withdrawn."),
        is_grave=True,
    ),
    "retract": Page(
        _(
            "Readers find it at its address without end, so that links and citations do not end in "
            "nothing, marked as retracted everywhere, with your words before its text."
        ),
        RetractForm,
        releasing.retract,
        _("Retracted."),
        is_grave=True,
    ),
    "reinstate": Page(
        _(
            "Readers see it again, at its address and in all lists, without a mark. Its earlier "
            "versions and its corrections can be read again too."
        ),
        StepForm,
        releasing.reinstate,
        _("Public again."),
    ),
    "delete": Page(
        _(
            "It disappears from the desk too, and where readers were told that it was withdrawn they "
            "find nothing any more. Superusers can bring it back for 30 days."
        ),
        StepForm,
        releasing.delete,
        _("Deleted. Superusers can bring it back for 30 days."),
        is_grave=True,
    ),
    "undelete": Page(
        _("It comes back as it was; what had been scheduled comes back as a draft."),
        StepForm,
        releasing.undelete,
        _("Brought back."),
    ),
}
