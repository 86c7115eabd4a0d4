import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    LOGGED_IN = "logged-in", _("logged in")
    LOG_IN_FAILED = "log-in-failed", _("log-in failed")
    LOGGED_OUT = "logged-out", _("logged out")
    PASSWORD_CHANGED = "password-changed", _("password changed")
    SECOND_FACTOR_ADDED = "second-factor-added", _("second factor added")
    SECOND_FACTOR_REMOVED = "second-factor-removed", _("second factor removed")
    SECOND_FACTOR_RESET = "second-factor-reset", _("second factor reset")
    INVITED = "invited", _("invited")
    ENROLLED = "enrolled", _("enrolled")
    ACCOUNT_CHANGED = "account-changed", _("account changed")
    PERMISSIONS_CHANGED = "permissions-changed", _("permissions changed")
    ACCOUNT_DISABLED = "account-disabled", _("account disabled")
    ACCOUNT_ENABLED = "account-enabled", _("account enabled")
    RELEASED = "released", _("released")
    IMPORTED = "imported", _("archive imported")
    RESCHEDULED = "rescheduled", _("publication time changed")
    RECALLED = "recalled", _("taken back to draft")
    END_CHANGED = "end-changed", _("end of publication changed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    RETRACTED = "retracted", _("retracted")
    DELETED = "deleted", _("deleted")
    RESTORED = "restored", _("restored")
    EXPORTED = "exported", _("exported")
    FETCHED = "fetched", _("file fetched")
    NAME_WITHHELD = "name-withheld", _("name withheld")
    VERSION_HIDDEN = "version-hidden", _("version hidden from readers")
    VERSION_SHOWN = "version-shown", _("version shown again")
    TOPIC_RENAMED = "topic-renamed", _("topic renamed")
    TOPICS_MERGED = "topics-merged", _("topics merged")
    PREVIEW_SHARED = "preview-shared", _("preview link made")
    PREVIEW_REVOKED = "preview-revoked", _("preview link revoked")
    FORECAST_RESOLVED = "forecast-resolved", _("forecast resolved")
    LET_IN = "let-in", _("held sending let in")
    DROPPED = "dropped", _("held sending dropped")
    LINK_RENEWED = "link-renewed", _("private link renewed")
    LETTER_SENT = "letter-sent", _("letter sent to authors")
    MAIL_RESENT = "mail-resent", _("mail sent again")
    FORM_SWITCHED = "form-switched", _("form switched")
    ERASED = "erased", _("personal data erased")
    IDENTITY_OPENED = "identity-opened", _("protected identity opened")
    ORIGINAL_OPENED = "original-opened", _("protected sender’s file opened")


def known_actions() -> list[tuple[str, str]]:
    """Named by the migration, so that an action more is no change of the table."""
    return Action.choices


class Entry(models.Model):
    """What somebody did. Of the subject it keeps only which row it is.

    Neither its title nor a name is copied: a name that is withheld later must not be found here.
    Rows are only added; triggers refuse the rest, TRUNCATE too.
    """

    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    actor_id = models.BigIntegerField(
        null=True, editable=False, help_text=_("The account; none for a command or a job.")
    )
    actor_name = models.CharField(_("who"), max_length=150, blank=True, editable=False)
    action = models.CharField(_("action"), max_length=40, choices=known_actions, editable=False)
    subject_model = models.CharField(max_length=100, blank=True, editable=False)
    subject_pk = models.BigIntegerField(null=True, editable=False)
    details = models.JSONField(_("details"), default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["-pk"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["action", "-id"], name="audit_by_action"),
            models.Index(fields=["actor_id", "-id"], name="audit_by_actor"),
            models.Index(fields=["subject_model", "subject_pk", "-id"], name="audit_by_subject"),
            models.Index(fields=["at"], name="audit_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(subject_model="", subject_pk=None)
                | (~models.Q(subject_model="") & models.Q(subject_pk__isnull=False)),
                name="audit_entry_subject_is_whole",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="never_emptied",
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                level=pgtrigger.Statement,
                func="RAISE EXCEPTION 'The audit log is only added to.';",
            ),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.get_action_display()}"
