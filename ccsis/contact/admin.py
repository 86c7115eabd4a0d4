from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ccsis.contact.actions import answer_message, reopen_message
from ccsis.contact.forms import MessageForm
from ccsis.contact.models import Message
from ccsis.contact.states import WORKFLOW
from ccsis.intake.desk.admin import HeldFilter, SubmissionAdmin
from ccsis.intake.desk.steps import StepForm, transition


class AnswerForm(StepForm):
    answer = forms.CharField(
        label=_("Answer"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "It goes out by mail under the Center’s name, and stands on the sender’s private page. "
            "To a discreet sender the mail only says that there is an answer."
        ),
    )


@admin.register(Message)
class MessageAdmin(SubmissionAdmin):
    intake_form = MessageForm
    own_steps = (
        transition(
            WORKFLOW,
            "answer",
            _("The sender gets your answer by mail."),
            _("Answered. Its mail and when it goes out are listed below."),
            form=AnswerForm,
            take=answer_message,
        ),
        transition(
            WORKFLOW,
            "close",
            _("It leaves the queue. Its sender is not told."),
            _("Closed."),
        ),
        transition(
            WORKFLOW,
            "reopen",
            _("It waits for an answer again. One that was given stays on its page."),
            _("Open again."),
            take=reopen_message,
        ),
    )

    list_display = ["reference", "topic", "sender", "received_at", "standing"]
    list_filter = ["state", "topic", HeldFilter]

    @admin.display(description=_("from"))
    def sender(self, message):
        return message.name or message.email
