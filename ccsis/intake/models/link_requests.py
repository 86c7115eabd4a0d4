from django.db import models
from django.db.models.functions import Now

from ccsis.intake import links
from ccsis.lib.encryption import EncryptedTextField, Sealed, plain_address
from ccsis.lib.sealing import sealed_digests


class LinkRequest(models.Model):
    """Somebody asks for the links of an address. Written for known and unknown addresses alike."""

    email = EncryptedTextField()
    email_digest = models.CharField(max_length=64)
    language = models.CharField(max_length=12, default="en")
    asked_at = models.DateTimeField(db_default=Now())

    class Meta:
        # Whether there is a mail about one says whether the address that was asked for is known, so
        # the desk does not show those mails (`ccsis.lib.staff.hidden_from`).
        default_permissions = ["view"]
        indexes = [models.Index(fields=["email_digest", "asked_at"], name="link_request_by_sender")]

    def __str__(self):
        return f"{self.pk}"

    @property
    def email_digests(self) -> list[str]:
        """Of the address, as sendings note it: those of protected senders under other keys."""
        if isinstance(self.email, Sealed):
            return [self.email_digest]
        return [self.email_digest, *sealed_digests("email", plain_address(self.email))]

    def mail_address(self, recipient: str) -> str:
        """Whom to answer (`ccsis.mail`)."""
        is_known = recipient == "sender" and not isinstance(self.email, Sealed)
        return self.email if is_known else ""

    def mail_links(self) -> dict[str, str]:
        """The private page of each of the sender's rows, by its reference."""
        rows = links.rows_sent_from(self.email_digests)
        return {row.reference: row.get_absolute_url() for row in rows}
