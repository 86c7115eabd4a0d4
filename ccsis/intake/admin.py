"""The admin pages of this app, where Django looks for them."""

from ccsis.intake.desk.switches import FormSwitchAdmin
from ccsis.intake.uploads.admin import UploadAdmin

__all__ = ["FormSwitchAdmin", "UploadAdmin"]
