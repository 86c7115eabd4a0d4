"""Steps with contributions that are none of the workflow's."""

from django.utils.translation import gettext_lazy as _

from ccsis.intake.desk.steps import DeskStep, counts
from submissions import actions
from submissions.admin.forms import AssignForm

ASSIGN = DeskStep(
    "assign",
    _("Choose an editor"),
    _("It stands on that person’s home page. What was only received is in discussion then."),
    _("Chosen."),
    actions.assign,
    form=AssignForm,
    is_open=lambda row: counts(row) and row.is_open,
)
