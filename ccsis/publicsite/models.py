from django.db import models
from django.db.models import Q

from ccsis.publicsite.triggers import COUNTS_AT_COMMIT


class SiteVersion(models.Model):
    """Which state of the public site this is, in the one row of this table."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(id=1), name="site_version_is_one_row")]

    def __str__(self):
        return str(self.number)


class Change(models.Model):
    """A note that this transaction has changed what readers see. Committing it takes it away."""

    is_last = models.BooleanField(help_text="Whether all else that was deferred has been done.")

    class Meta:
        default_permissions = ()
        triggers = COUNTS_AT_COMMIT

    def __str__(self):
        return str(self.pk)
