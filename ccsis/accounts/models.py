from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LinkQuerySet(models.QuerySet):
    def alive(self):
        return self.filter(expires_at__gt=timezone.now(), user__is_active=True, user__is_staff=True)


class OneTimeLink(models.Model):
    """The way in for somebody who has no password yet, or none any more.

    Of the link only a keyed hash is kept. Each person has at most one: a new one ends the old one.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="one_time_link"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(_("expires at"))

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("one-time link")
        verbose_name_plural = _("one-time links")
        default_permissions = []

    def __str__(self):
        return f"{self.expires_at:%Y-%m-%d %H:%M}"


class Counter(models.Model):
    """The table of Django's database cache: limits and used codes, shared by all processes.

    A model, so that migrations make it and tests empty it. Its columns are the cache's.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = []

    def __str__(self):
        return self.cache_key
