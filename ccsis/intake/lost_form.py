from django.utils.translation import gettext_lazy as _

from ccsis.intake.fields import AddressField
from ccsis.intake.forms import PublicForm


class LostLinkForm(PublicForm):
    slug = "lost-link"
    is_kept_on_device = False
    send_label = _("Send me my links")

    email = AddressField(
        label=_("Your e-mail address"), help_text=_("The one that you gave when you sent it.")
    )
