"""When an item was published: WordPress writes the time three times, each sometimes wrong."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from django.utils.translation import gettext as _

from articles.wordpress.items import Item

#: Years in which a WordPress time makes sense; outside it is damage (0000-00-00, 20223-…).
YEARS = range(1970, 2101)
#: No place on Earth is further from UTC.
FURTHEST_ZONE = timedelta(hours=14)


def published_at(item: Item) -> tuple[datetime | None, str]:
    """Return the instant, or None if unknown, and a note for the report where it was a guess."""
    if exact := _wordpress_time(item.date_gmt):
        return exact, ""
    local, stamped = _wordpress_time(item.date), _rfc_time(item.pub_date)
    if stamped and (local is None or abs(stamped - local) <= FURTHEST_ZONE):
        return stamped, ""
    if local:
        text = _("its time %(time)s names no zone and was taken as UTC")
        return local, text % {"time": item.date}
    return None, _("its time is unknown (%(time)s)") % {"time": item.date or item.date_gmt or "?"}


def _wordpress_time(text: str) -> datetime | None:
    try:
        time = datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return time if time.year in YEARS else None


def _rfc_time(text: str) -> datetime | None:
    try:
        time = parsedate_to_datetime(text)
        time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return time if time.year in YEARS else None
