from django.db import models
from django.db.models.functions import Now

from ccsis.intake import links
from ccsis.lib.encryption import EncryptedTextField, Sealed, email_digest, plain_address
from ccsis.lib.sealing import SealedField, Undecipherable, sealed_digest, sealed_digests, unseal


class LinkRequest(models.Model):
    """Somebody asks for the links of an address. Written for known and unknown addresses alike.

    It may be a protected sender's, so it is sealed wherever anything can be; then `email` is empty.
    """

    email = EncryptedTextField()
    sealed = SealedField(blank=True, editable=False, help_text="The address.")
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
    def address(self) -> str:
        """ "" where no key opens it."""
        try:
            return unseal(self.sealed) if self.sealed else self._plain
        except Undecipherable:
            return ""

    @property
    def _plain(self) -> str:
        return "" if isinstance(self.email, Sealed) else self.email

    @property
    def email_digests(self) -> list[str]:
        """Of the address, as sendings note it: those of protected senders under other keys."""
        if not self.address:
            return [self.email_digest]
        sealed = sealed_digests("email", plain_address(self.address))
        return [email_digest(self.address), *sealed]

    def mail_address(self, recipient: str) -> str:
        """Whom to answer (`ccsis.mail`)."""
        return self.address if recipient == "sender" else ""

    def mail_digest(self, address: str) -> str:
        if self.sealed:
            return sealed_digest("email", plain_address(address))
        return email_digest(address)

    def mail_links(self) -> dict[str, str]:
        """The private page of each of the sender's rows, by its reference."""
        rows = links.rows_sent_from(self.email_digests)
        return {row.reference: row.get_absolute_url() for row in rows}
