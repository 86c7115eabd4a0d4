"""The form that every kind of sending is made with.

    class MessageForm(IntakeForm):
        model, slug = Message, "contact"
        message = ParagraphsField(label=_("Message"))

and its view:

    @public_form(MessageForm)
    def message_create(request):
        form = MessageForm(request)
        if form.is_valid():
            return redirect(receive(form.submission()))
        return render(request, "contact/message_create.html", {"form": form}, status=form.http_status)
"""

import json
import uuid
from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ccsis.intake import drafts, gate, keys, links, proof
from ccsis.intake.models import Doubt, FormSwitch, Submission, Upload
from ccsis.intake.uploads.actions import OtherContent
from ccsis.intake.uploads.fields import ask_for_lost, keep_files, lose_files, show_kept
from ccsis.lib import sealing
from ccsis.lib.encryption import digest, email_digest

#: The answer to a refusal, by its code; 422 (RFC 9110, 15.5.21) to any other.
STATUSES = {"away": 503, "closed": 409, "stale": 409, "too_many": 429, "unprotected": 503}
#: Fields that are no content: they may differ when the same form comes again.
ENVELOPE = ("is_discreet", "trap", "proof")
#: Fields that nobody types into.
UNTYPED = ("trap", "proof")


@dataclass(frozen=True)
class Part:
    """A part of a form's page: fields under a heading, or whatever its template draws instead."""

    heading: str
    names: tuple[str, ...] = ()
    template: str = ""


class PublicForm(forms.Form):
    """Bound when it was sent. Each rendering has a key; whoever sends too often is refused."""

    #: Its name in switches, limits and keys.
    slug: ClassVar[str]
    #: What its button says.
    send_label: ClassVar = _("Send")
    #: Its parts. Without any it is one part without a heading.
    parts: ClassVar[tuple[Part, ...]] = ()
    #: Whether what is typed is kept in the browser until it is sent.
    is_kept_on_device: ClassVar[bool] = True
    #: Whether it can be saved for later (`ccsis.intake.drafts`).
    offers_draft: ClassVar[bool] = False

    #: People do not see it; programs fill it in.
    trap = forms.CharField(label=_("Leave this empty"), required=False, max_length=200)
    proof = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, request=None, *, data=None, files=None, **options):
        self.request = request
        self.is_known_used = False
        if data is None and request is not None and request.method == "POST":
            data, files = request.POST, request.FILES
        super().__init__(data, files, auto_id=f"{self.slug}-%s", **options)
        #: Which draft this is, if it is one: sent along, so that the draft goes once this is received.
        self.draft_token = self.data.get(drafts.NAME, "")
        #: What of it was stored when this form was made, so that no other tab's text is replaced unseen.
        self.draft_seen = self.data.get(drafts.SEEN, "")
        typed = self.shown_typed()
        if typed is not None:
            self.is_bound, self.data, self.files = False, {}, {}
        self.shape(self.data if typed is None else typed)
        if typed is not None:
            self.initial |= self._typed(typed)
        self.is_filled_in = self.is_bound or bool(typed)
        self.order_fields([*self._own_fields(), *ENVELOPE])

    def shown_typed(self):
        """What was typed and is shown without being judged, as a QueryDict; None if there is none."""
        is_shown_again = self.is_bound and drafts.SAVE not in self.data
        return self.rearranged() if is_shown_again else None

    def rearranged(self):
        """What was typed, in another order or number, where a button asked for that; else None."""
        return None

    def shape(self, typed) -> None:
        """Make the fields whose number or choices depend on what was typed, or on what is asked for."""

    @property
    def kept_as(self) -> str:
        """The name under which a browser keeps what is typed; the same form about something else has another."""
        return self.slug

    @cached_property
    def key(self) -> keys.FormKey | None:
        """The key that the form was sent with; None for one that is not ours."""
        return keys.read_key(self.slug, self.data.get("form_key", ""))

    @cached_property
    def fresh_key(self) -> str:
        """The key for this rendering: after a refusal the same one, as long as it serves."""
        serves = self.is_bound and self.key and not self.key.is_expired and not self.is_known_used
        return self.data["form_key"] if serves else self.renew_key()

    def renew_key(self) -> str:
        """is_filled_in: with what somebody typed, so that it may be sent at once."""
        return keys.new_key(self.slug, is_filled_in=self.is_filled_in)

    @property
    def challenge(self) -> str:
        """The proof of work that is asked for with this rendering, as JSON."""
        return json.dumps(proof.challenge(keys.read_key(self.slug, self.fresh_key).value))

    @cached_property
    def switch(self) -> FormSwitch:
        """How staff have set the switch of this form."""
        return gate.switch_of(self.slug)

    @property
    def http_status(self) -> int:
        if not self.is_bound or self.is_valid():
            return 200
        codes = [error.code for error in self.non_field_errors().as_data()]
        return next((STATUSES[code] for code in codes if code in STATUSES), 422)

    @property
    def doubt(self) -> str:
        """Why a valid form is perhaps not a person's; "" where nothing says so."""
        if self.cleaned_data["trap"]:
            return Doubt.TRAP
        if self.key.is_hasty:
            return Doubt.HASTE
        if not gate.is_proved(self.switch, self.cleaned_data["proof"], self.key.value):
            return Doubt.PROOF
        return Doubt.NONE

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors:
            self.judge()
        return cleaned

    def judge(self) -> None:
        """Whether what is right in itself may come in now. Raises ValidationError."""
        if self.key is None or self.key.is_expired:
            message = _("This form was open for too long. Look through it and send it again.")
            raise ValidationError(message, code="expired")
        gate.pass_or_refuse(self.request, self.slug, self.switch, self.key.value.hex)

    def sections(self) -> list[tuple]:
        """For the page: each part and its fields."""
        parts = self.parts or (Part("", tuple(self._own_fields())),)
        return [(part, [self[name] for name in part.names]) for part in parts]

    def wrong_fields(self) -> list:
        """For the summary of errors, in the order of the page."""
        return [self[name] for name in self.fields if name in self.errors]

    def give_back(self, refusal: ValidationError) -> "PublicForm":
        """The same form with all that was typed, refused; nothing is judged and nobody is asked."""
        self._errors = ErrorDict()
        self.cleaned_data = {}
        self.switch = gate.OPEN
        self.add_error(None, refusal)
        return self

    def _own_fields(self) -> list[str]:
        return [name for name in self.fields if name not in ENVELOPE]

    def _typed(self, typed) -> dict:
        """As the fields show it, of what was typed into them once."""
        widgets = {name: field.widget for name, field in self.fields.items() if name not in UNTYPED}
        return {
            name: widget.value_from_datadict(typed, {}, name)
            for name, widget in widgets.items()
            if not widget.value_omitted_from_data(typed, {}, name)
        }


class IntakeForm(PublicForm):
    """Valid means: this may be received now, or was received already."""

    #: Of the sending that it makes.
    model: ClassVar[type[Submission]]

    is_discreet = forms.BooleanField(
        label=_("Send me a discreet receipt"),
        help_text=_(
            "For when somebody else may read your mail: a neutral subject, and neither a title nor "
            "a text nor a name in it."
        ),
        required=False,
    )

    def __init__(self, request=None, *, recorded_by=None, **options):
        """recorded_by: the member of staff who enters what came by e-mail, of whom nothing is asked."""
        self.recorded_by = recorded_by
        self.draft = getattr(request, "draft", None)
        is_asked_for = request is not None and drafts.is_asked_for(request.POST)
        self.is_draft_gone = is_asked_for and self.draft is None
        super().__init__(request, **options)
        if self.draft:
            self.draft_token = links.token_of(self.draft)
            self.draft_seen = drafts.stamp_of(self.draft)
        if recorded_by:
            del self.fields["trap"], self.fields["proof"]
            self.fields["is_discreet"].label = _("Discreet receipt")

    def shown_typed(self):
        """Of a draft that is opened, too; one that is gone leaves the form empty."""
        if self.draft:
            return drafts.typed_in(self.draft)
        return QueryDict() if self.is_draft_gone and self.offers_draft else super().shown_typed()

    @property
    def draft_fields(self) -> list:
        """What is asked beside the button that saves for later."""
        return []

    def prepare_draft(self, draft) -> None:
        """What else a draft of this form keeps; it is saved after this."""

    @property
    def key_or_new(self) -> uuid.UUID:
        return self.key.value if self.key else uuid.uuid4()

    @cached_property
    def first(self) -> Submission | None:
        """What was received with this key already."""
        return (
            self.model._base_manager.filter(form_key=self.key.value).first() if self.key else None
        )

    def full_clean(self) -> None:
        """Files that came with an earlier sending of this form are there already."""
        if self.is_bound and self.key:
            show_kept(self, self.key.value)
        super().full_clean()
        if self.is_bound:
            ask_for_lost(self)

    def give_back(self, refusal: ValidationError) -> "IntakeForm":
        lose_files(self)
        return super().give_back(refusal)

    def renew_key(self) -> str:
        """Files were kept under the key that does not serve any more."""
        lose_files(self)
        return super().renew_key()

    def clean(self) -> dict:
        """Files are kept whatever becomes of the form: a browser cannot be given them back."""
        self.files_kept = {}
        if self.is_sealed and not sealing.is_available():
            lose_files(self)
            raise self._unprotected()
        if self._is_shut:
            lose_files(self)
        elif self.key:
            try:
                self.files_kept = keep_files(
                    self, self.key.value, may_keep=self._may_keep_file, is_sealed=self.is_sealed
                )
            except OtherContent:
                raise self._other_content() from None
        return super().clean()

    @property
    def is_sealed(self) -> bool:
        """Whether this protects who sends it, so that its files are sealed. Asked once the fields are cleaned."""
        return False

    @property
    def uploads(self) -> list[Upload]:
        """The files to receive with a valid form's row."""
        return list(self.files_kept.values())

    def judge(self) -> None:
        """What was received already comes in again, whatever the limits say; staff come in always."""
        if self.first is None and not self.recorded_by:
            super().judge()
        if self.first is not None and self.first.content_digest != self.content_digest:
            raise self._other_content()

    def _may_keep_file(self) -> bool:
        """What was received already brings no file more."""
        is_asked = self.first is None and not self.recorded_by
        return not is_asked or gate.may_keep_file(self.request)

    @property
    def _is_shut(self) -> bool:
        """Whether nothing of it can be received, so that no file of it is kept either."""
        is_new = self.key is None or self.first is None
        is_shut = self.switch.is_closed or (self.key is not None and self.key.is_expired)
        return is_new and is_shut and not self.recorded_by

    def _unprotected(self) -> ValidationError:
        message = _(
            "We cannot protect your identity at the moment, so we received nothing. All that you "
            "typed is still here. Send it again later."
        )
        return ValidationError(message, code="unprotected")

    def _other_content(self) -> ValidationError:
        self.is_known_used = True
        message = _(
            "What you sent before with this form was received. This is something else: send it "
            "again to send it as well. To change the first, open its private page."
        )
        return ValidationError(message, code="other_content")

    @property
    def content_digest(self) -> str:
        """Equal for equal content. Files count by what is in them.

        Of a protected sender it is a sealed one, and after a change of keys still the first one's.
        """
        files = {name: upload.sha256 for name, upload in self.files_kept.items()}
        typed = {name: self.cleaned_data.get(name) for name in self._own_fields()} | files
        content = json.dumps([self.slug, typed], sort_keys=True, default=str)
        if not self.is_sealed:
            return digest("content", content)
        found = sealing.sealed_digests("content", content)
        known = self.first.content_digest if self.first else ""
        return known if known in found else found[0]

    def submission(self, **more) -> Submission:
        """The row to receive, not yet stored. more: columns that no field asks for."""
        doubt = Doubt.NONE if self.recorded_by else self.doubt
        email = self.cleaned_data.get("email", "")
        return self.model(
            form_key=self.key_or_new,
            content_digest=self.content_digest,
            language=get_language() or "en",
            email_digest=email_digest(email) if email else "",
            is_discreet=self.cleaned_data["is_discreet"],
            link_until=timezone.now() + self.model.link_lasts,
            doubt=doubt,
            held_at=timezone.now() if doubt else None,
            recorded_by=self.recorded_by,
            **self._content(),
            **more,
        )

    def _content(self) -> dict:
        """What was typed, as far as the model has a column of that name."""
        columns = {field.name for field in self.model._meta.concrete_fields}
        return {name: self.cleaned_data[name] for name in self._own_fields() if name in columns}
