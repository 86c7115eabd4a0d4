"""What a piece is looked through for before it is released, and while it is written.

Each check is one small function; `table` has them all. What must be mended before readers see the
piece blocks its release; everything else is advice.
"""

from articles.checks.coming import refuse_named_before
from articles.checks.reporting import Report, refuse_blocked, report_on, reports_on
from articles.checks.subjects import Subject

__all__ = ["Report", "Subject", "refuse_blocked", "refuse_named_before", "report_on", "reports_on"]
