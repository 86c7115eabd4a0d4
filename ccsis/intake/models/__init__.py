from ccsis.intake.models.drafts import Draft
from ccsis.intake.models.limits import Count, DayKey
from ccsis.intake.models.link_requests import LinkRequest
from ccsis.intake.models.submissions import Doubt, SenderStep, Submission, SubmissionQuerySet
from ccsis.intake.models.switches import FormSwitch
from ccsis.intake.models.uploads import Kind, Upload, Verdict

__all__ = [
    "Count",
    "DayKey",
    "Doubt",
    "Draft",
    "FormSwitch",
    "Kind",
    "LinkRequest",
    "SenderStep",
    "Submission",
    "SubmissionQuerySet",
    "Upload",
    "Verdict",
]
