from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ccsis.intake.fields import ParagraphsField
from ccsis.intake.forms import PublicForm


class ReplyForm(PublicForm):
    """What a sender writes to the editors on the private page. contribution: None with the database away."""

    slug = "contribution-reply"
    send_label = _("Send it to the editors")

    text = ParagraphsField(
        label=_("Your answer"),
        max_length=200_000,
        rows=10,
        help_text=_("Plain text; a whole manuscript can be pasted here too."),
    )

    def __init__(self, request=None, *, contribution=None, **options):
        self.contribution = contribution
        super().__init__(request, **options)

    @property
    def kept_as(self) -> str:
        return f"{self.slug}-{self.contribution.reference}" if self.contribution else self.slug

    @property
    def is_kept_on_device(self) -> bool:
        """Not on the device of who wants to be protected, or of who may be: nobody could be asked."""
        return self.contribution is not None and not self.contribution.is_protected

    def refuse_second_text(self) -> None:
        """Another text came with a key under which one was received; the next rendering has a new key."""
        self.is_known_used = True
        message = _(
            "What you sent before from this page has reached the editors. This is another text: send "
            "it again to send it as well."
        )
        self.add_error(None, ValidationError(message, code="other_content"))
