"""The editors' desk for what is contributed."""

from submissions.admin.calls import CallAdmin
from submissions.admin.contributions import ContributionAdmin

__all__ = ["CallAdmin", "ContributionAdmin"]
