from django.db import models
from django.db.models.functions import Now

from ccsis.intake import links
from ccsis.lib import sealing
from ccsis.lib.encryption import EncryptedTextField, Sealed, email_digest, plain_address


class LinkRequest(models.Model):
    """Somebody asks for the links of an address. Written for known and unknown addresses alike.

    It may be a protected sender's: where there are keys for that, the address is sealed like one.
    """

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

    @classmethod
    def of(cls, email: str, language: str) -> "LinkRequest":
        """Not stored yet."""
        if not sealing.is_available():
            return cls(email=email, email_digest=email_digest(email), language=language)
        digest = sealing.sealed_digest("email", plain_address(email))
        return cls(email=sealing.seal(email), email_digest=digest, language=language)

    @property
    def address(self) -> str:
        """As it was typed; "" where no key opens it."""
        if isinstance(self.email, Sealed):
            return ""
        if not self.email.startswith(sealing.KEYRING.mark):
            return self.email
        try:
            return sealing.unseal(self.email)
        except sealing.Undecipherable:
            return ""

    @property
    def email_digests(self) -> list[str]:
        """Of the address, as sendings note it: those of protected senders under other keys."""
        if not self.address:
            return [self.email_digest]
        sealed = sealing.sealed_digests("email", plain_address(self.address))
        return [email_digest(self.address), *sealed]

    def mail_address(self, recipient: str) -> str:
        """Whom to answer (`ccsis.mail`)."""
        return self.address if recipient == "sender" else ""

    def mail_digest(self, address: str) -> str:
        """By which its mails are counted (`ccsis.mail`)."""
        return self.email_digest

    def mail_links(self) -> dict[str, str]:
        """The private page of each of the sender's rows, by its reference."""
        rows = links.rows_sent_from(self.email_digests)
        return {row.reference: row.get_absolute_url() for row in rows}
