"""Who else has the form of a row open now."""

from datetime import timedelta

from django.db.models import Case, F, QuerySet, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from ccsis.desk.models import Presence

#: Without a sign of life for so long, nobody is there any more.
GONE_AFTER = timedelta(minutes=1)


def arrive(user, model: str, object_pk: str) -> None:
    """A sign of life; who was away begins anew."""
    now = timezone.now()
    since = Case(When(seen_at__lt=now - GONE_AFTER, then=now), default=F("since"))
    here = Presence.objects.filter(user=user, model=model, object_pk=object_pk)
    if not here.update(since=since, seen_at=now):
        Presence.objects.bulk_create(
            [Presence(user=user, model=model, object_pk=object_pk)], ignore_conflicts=True
        )


def others(user, model: str, object_pk: str) -> QuerySet[Presence]:
    return (
        Presence.objects.filter(
            model=model, object_pk=object_pk, seen_at__gte=timezone.now() - GONE_AFTER
        )
        .exclude(user=user)
        .select_related("user")
        .order_by("since", "pk")
    )


def sentence(user, model: str, object_pk: str) -> str:
    """Who else is at this form, in words; "" for nobody."""
    return " ".join(map(_one, others(user, model, object_pk))) if object_pk else ""


def purge() -> None:
    Presence.objects.filter(seen_at__lt=timezone.now() - GONE_AFTER).delete()


def name_of(user) -> str:
    return user.get_full_name() or user.get_username()


def clock(moment) -> str:
    """The time of day, with the day where it is another one than today."""
    local = timezone.localtime(moment)
    is_today = local.date() == timezone.localdate()
    return date_format(local, "H:i" if is_today else "j F, H:i")


def _one(presence: Presence) -> str:
    words = {"name": name_of(presence.user), "time": clock(presence.since)}
    return gettext("%(name)s is also here, since %(time)s.") % words
