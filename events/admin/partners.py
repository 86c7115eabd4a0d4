from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext_lazy as _

from ccsis.intake.desk.admin import HeldFilter, SubmissionAdmin
from ccsis.intake.desk.steps import StepForm, transition
from ccsis.media.models import Image
from events.actions import record_agreement, show_partner
from events.forms import RecordedPartnerForm
from events.models import Partner
from events.states import WORKFLOW


class AgreementForm(StepForm):
    agreement = forms.CharField(
        label=_("Agreement"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who agreed for the organisation, to what, when, and where that is kept."),
    )


class ShowForm(StepForm):
    logo = forms.ModelChoiceField(
        label=_("Logo"),
        queryset=Image.objects.all(),
        required=False,
        widget=AutocompleteSelect(Partner._meta.get_field("logo"), admin.site),
        help_text=_("One of the pictures under Images. Without it the name alone is shown."),
    )


@admin.register(Partner)
class PartnerAdmin(SubmissionAdmin):
    intake_form = RecordedPartnerForm
    own_steps = (
        transition(
            WORKFLOW,
            "contact",
            _("Somebody of the Center has written or spoken to the organisation."),
            _("Noted."),
        ),
        transition(
            WORKFLOW,
            "agree",
            _("Only after this can the organisation be shown."),
            _("The agreement is recorded."),
            form=AgreementForm,
            take=record_agreement,
        ),
        transition(
            WORKFLOW,
            "show",
            _(
                "Readers see its name, logo and website on the event’s page. Its contact person stays unknown."
            ),
            _("Shown on the event’s page."),
            form=ShowForm,
            take=show_partner,
        ),
        transition(
            WORKFLOW,
            "hide",
            _("It leaves the event’s page at once. The agreement stays."),
            _("Taken off the event’s page."),
        ),
        transition(
            WORKFLOW,
            "decline",
            _("It leaves the queue. Its sender is not told: write to them first."),
            _("Not taken up."),
        ),
        transition(
            WORKFLOW, "reopen", _("It is a letter to be answered again."), _("Taken up again.")
        ),
    )

    list_display = ["reference", "organisation", "country", "edition", "received_at", "standing"]
    list_select_related = ["event"]
    list_filter = ["state", "event", HeldFilter]
    search_fields = ["reference", "organisation", "contact_person"]

    @admin.display(description=_("edition"))
    def edition(self, partner):
        return partner.event.edition
