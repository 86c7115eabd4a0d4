"""Writing to the authors of the chosen abstracts: written, looked at, sent."""

import uuid
from collections import Counter

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ccsis.intake.desk.admin import standing_of
from ccsis.intake.fields import LineField, ParagraphsField
from events.abstracts import letters
from events.models import ALIVE, Abstract, AuthorLetter

#: More in one go would hold the request, and the mail server, for too long.
MOST = 2_000


class LetterForm(forms.Form):
    subject = LineField(
        label=_("Subject"),
        max_length=120,
        help_text=_("The reference is added. A discreet recipient’s mail has a neutral one."),
    )
    text = ParagraphsField(
        label=_("Text"),
        rows=14,
        help_text=_(
            "In it {reference}, {title} and {event} stand for each recipient’s own. A link to the "
            "private page is added. To discreet recipients the mail only says that there is news; "
            "the text stands on their private page."
        ),
    )
    goes_to_co_authors = forms.BooleanField(
        label=_("To the co-authors too"),
        required=False,
        help_text=_(
            "To those who were told that they are named, and have not said to be no author."
        ),
    )
    goes_to_all = forms.BooleanField(
        label=_("Also to those that were withdrawn or cancelled"), required=False
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, chosen: list[Abstract], **options):
        super().__init__(*args, **options)
        if all(row.state in ALIVE for row in chosen):
            del self.fields["goes_to_all"]

    def clean_subject(self) -> str:
        subject = self.cleaned_data["subject"]
        if letters.BLANK.search(subject):
            message = _("In a subject nothing is filled in: leave out what stands in { }.")
            raise ValidationError(message, code="blank_in_subject")
        return subject

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if unknown := set(letters.BLANK.findall(text)) - set(letters.BLANKS):
            message = _("Nothing is known that could stand for {%(name)s}.")
            params = {"name": sorted(unknown)[0]}
            raise ValidationError(message, code="unknown_blank", params=params)
        return text

    @property
    def goes_to(self) -> dict[str, bool]:
        return {"goes_to_all": self.cleaned_data.get("goes_to_all", False)}

    def letter(self, event) -> AuthorLetter:
        names = ("subject", "text", "goes_to_co_authors", "form_key")
        return AuthorLetter(event=event, **{name: self.cleaned_data[name] for name in names})

    def refuse_as_other(self) -> None:
        """The same form was sent with other words: these go out as a letter of their own, or not at all."""
        self.data = self.data.copy()
        self.data["form_key"] = str(uuid.uuid4())
        message = _("With this form another letter was sent already. This one was not sent.")
        self.add_error(None, ValidationError(message, code="other_letter"))


@admin.action(description=_("Write to the authors…"), permissions=["mail"])
def write_to_authors(desk, request, rows):
    """None leads back to the list: it was sent, or there is nobody to write to."""
    chosen = _chosen(request, rows)
    if not _is_possible(desk, request, chosen):
        return None
    data = request.POST if "subject" in request.POST else None
    form = LetterForm(data, chosen=chosen, initial={"form_key": uuid.uuid4()})
    plan = None
    if form.is_valid() and "_edit" not in request.POST:
        letter = form.letter(chosen[0].event)
        plan = letters.plan(letter, chosen, **form.goes_to)
        if "_send" in request.POST and plan.rows:
            if _send(desk, request, form, letter, chosen):
                return None
            plan = None
    context = desk.admin_site.each_context(request) | {
        "opts": desk.opts,
        "media": desk.media,
        "title": gettext("Write to the authors"),
        "form": form,
        "plan": plan,
        "chosen": chosen,
        "states": Counter(standing_of(row) for row in chosen).most_common(),
        "keys": ",".join(str(row.pk) for row in chosen),
        "action_checkbox_name": ACTION_CHECKBOX_NAME,
    }
    status = 422 if form.errors else 200
    return render(request, "admin/events/letter.html", context, status=status)


def _chosen(request, rows) -> list[Abstract]:
    """On the letter's own pages one field says which: so many boxes no form could send."""
    typed = request.POST.get("chosen")
    if typed is not None:
        keys = [int(key) for key in typed.split(",") if key.isdecimal() and len(key) < 12]
        rows = Abstract.objects.filter(pk__in=keys)
    found = Abstract.objects.filter(pk__in=rows.order_by().values("pk")).select_related("event")
    return list(
        found.prefetch_related("authors").defer("text", "sketch").order_by("pk")[: MOST + 1]
    )


def _is_possible(desk, request, chosen: list[Abstract]) -> bool:
    if len(chosen) > MOST:
        text = gettext("At most %d abstracts at once. Nothing was sent.") % MOST
    elif len({row.event_id for row in chosen}) > 1:
        text = gettext("Choose abstracts of one event only. Nothing was sent.")
    else:
        return bool(chosen)
    desk.message_user(request, text, messages.ERROR)
    return False


def _send(desk, request, form: LetterForm, letter: AuthorLetter, chosen: list[Abstract]) -> bool:
    try:
        sent = letters.send(letter, chosen, by=request.user, **form.goes_to)
    except letters.OtherLetter:
        form.refuse_as_other()
        return False
    text = ngettext(
        "%d mail is on its way. Beside each abstract stands how far it got.",
        "%d mails are on their way. Beside each abstract stands how far they got.",
        sent.count,
    )
    desk.message_user(request, text % sent.count, messages.SUCCESS)
    return True
