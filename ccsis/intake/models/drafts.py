from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from ccsis.intake.models.submissions import Submission
from ccsis.lib.encryption import EncryptedTextField


class Draft(Submission):
    """What somebody typed into a form and saved for later, of their own choice. It was not sent."""

    letter = "D"
    link_lasts = timedelta(days=30)
    is_deleted_when_due = True
    private_template = "intake/draft.html"
    noun = _("draft")

    form_slug = models.CharField(max_length=40, editable=False)
    path = models.CharField(max_length=500, editable=False, help_text="The form's address.")
    typed = EncryptedTextField(blank=True, editable=False, help_text="As a query string.")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta(Submission.Meta):
        abstract = False
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        default_permissions = []

    def received(self) -> list[tuple[str, str]]:
        return []
