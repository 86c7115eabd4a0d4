from datetime import timedelta

from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ccsis.intake.models.submissions import Submission
from ccsis.lib.encryption import EncryptedTextField, Sealed


class Draft(Submission):
    """What somebody typed into a form and saved for later, of their own choice. It was not sent."""

    letter = "D"
    link_lasts = timedelta(days=30)
    is_deleted_when_due = True
    private_template = "intake/draft.html"
    noun = _("draft")

    # Its `content_digest` is the key of the form that stored it last (`ccsis.intake.drafts`).
    form_slug = models.CharField(max_length=40, editable=False)
    path = models.CharField(max_length=500, editable=False, help_text="The form's address.")
    typed = EncryptedTextField(blank=True, editable=False, help_text="As a query string.")
    changed_at = models.DateTimeField(auto_now=True)
    #: Of a form that can be sent at its deadline, if its sender wishes so.
    is_sent_when_due = models.BooleanField(default=False, editable=False)
    ready = EncryptedTextField(
        blank=True, editable=False, help_text="The latest text that could be sent as it is."
    )
    ready_at = models.DateTimeField(null=True, editable=False)
    lacks = EncryptedTextField(
        blank=True, editable=False, help_text="What the latest text needs, one thing in each line."
    )

    class Meta(Submission.Meta):
        abstract = False
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        default_permissions = []

    def received(self) -> list[tuple[str, str]]:
        return []

    @property
    def is_link_open(self) -> bool:
        """Also as long as it waits for its deadline, which may have been put off since."""
        return super().is_link_open or self.is_sent_when_due

    @property
    def lines_lacking(self) -> list[str]:
        return self.lacks.splitlines()

    def mail_address(self, recipient: str) -> str:
        """As typed, in a form that asks for one; nothing is mailed of a draft that does not wish to be sent."""
        typed = "" if isinstance(self.typed, Sealed) else self.typed
        return QueryDict(typed).get("email", "") if recipient == "sender" else ""
