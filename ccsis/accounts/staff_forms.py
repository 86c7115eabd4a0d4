"""The forms by which superusers look after accounts."""

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

USER_NAME = _("To sign in with. It also stands in the audit log, so leave it as it is later.")


class InvitationForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}
        help_texts = {
            "username": USER_NAME,
            "groups": _("What this person may do is the sum of what the groups may do."),
        }

    def clean_username(self):
        """Signing in does not look at the case, so no two names may differ by it alone."""
        name = self.cleaned_data["username"]
        others = User.objects.exclude(pk=self.instance.pk)
        if others.filter(username__iexact=name).exists():
            raise ValidationError(_("There is an account of this name."), code="unique")
        return name

    def save(self, commit=True):
        self.instance.is_staff = True
        self.instance.set_unusable_password()
        return super().save(commit)


class AccountForm(InvitationForm):
    class Meta(InvitationForm.Meta):
        fields = [*InvitationForm.Meta.fields, "is_superuser", "is_active"]
        labels = {"is_superuser": _("May do everything"), "is_active": _("Active")}
        help_texts = InvitationForm.Meta.help_texts | {
            "is_superuser": _("Also invites, disables and lets back in the others."),
            "is_active": _(
                "Take this away when somebody leaves: all their sessions end at once, and what "
                "they did keeps their name."
            ),
        }

    def clean(self):
        cleaned = super().clean()
        stays = cleaned.get("is_superuser") and cleaned.get("is_active")
        if not stays and not self._other_superusers():
            raise ValidationError(
                _(
                    "Nobody could look after the accounts any more: this is the last active superuser."
                ),
                code="last_superuser",
            )
        return cleaned

    def save(self, commit=True):
        return forms.ModelForm.save(self, commit)

    def _other_superusers(self) -> bool:
        """Held until the end of the transaction: two must not demote each other at the same time."""
        superusers = User.objects.filter(is_superuser=True, is_active=True, is_staff=True)
        return bool(set(superusers.select_for_update()) - {self.instance})
