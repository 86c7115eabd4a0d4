"""What somebody outside sees of an article now, in one sentence."""

from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext, pgettext

from articles.models import Article, State
from articles.previews.links import may_be_previewed, open_links
from ccsis.identity import IDENTITY


def sentence(article: Article) -> str:
    """As above; of a pending change, what becomes of it. Times are in UTC and in the region's zones."""
    if article.pk is None:
        return gettext("Not saved yet.")
    count = open_links(article).count() if may_be_previewed(article) else 0
    shared = ngettext(
        "Yet %d preview link is open: whoever has it reads this as it was last saved.",
        "Yet %d preview links are open: whoever has one reads this as it was last saved.",
        count,
    )
    return format_html("{} {}", _standing(article), shared % count) if count else _standing(article)


def _standing(article: Article) -> str:
    if article.deleted_at:
        return gettext("Deleted: nobody outside can see this. Only superusers can bring it back.")
    if article.pending_of_id:
        return _of_a_change(article.pending_of)
    return _of_a_piece(article)


def brief(article: Article) -> str:
    """The same for a list: a few words and a day."""
    day = article.published_at and date_format(article.published_at, "j M Y")
    if article.deleted_at:
        text = gettext("Deleted")
    elif article.state == State.WITHDRAWN:
        text = gettext("Withdrawn")
    elif article.is_in_writing:
        text = _brief_in_writing(article)
    elif article.is_over:
        text = gettext("No longer available")
    elif article.state == State.RETRACTED:
        text = gettext("Public since %s, retracted") % day
    else:
        text = (gettext("Public since %s") if article.is_public else gettext("From %s on")) % day
    return text


def _brief_in_writing(article: Article) -> str:
    if article.published_at:
        return gettext("Not released, though it has a date")
    return str(article.get_state_display()).capitalize()


def _of_a_change(piece: Article) -> str:
    """What it is a change of may be withdrawn, or wait for its time."""
    if piece.is_public:
        return gettext("A change that nobody outside can see. Readers see the present version.")
    standing = _standing(piece)
    return format_html(gettext("A change that nobody outside can see. The piece: {}"), standing)


def _of_a_piece(article: Article) -> str:
    if article.state == State.WITHDRAWN:
        return _withdrawn(article)
    if article.is_in_writing:
        return _in_writing(article)
    if article.is_over:
        text = gettext("No longer available since {when}: readers are told so (410).")
        return format_html(text, when=moment(article.unpublish_at))
    if article.is_public:
        return _public(article)
    return _until(article, gettext("Will be public on {when}."), moment(article.published_at))


def _in_writing(article: Article) -> str:
    if article.published_at:
        text = gettext(
            "Scheduled, but not released: nobody outside can see this. Its date is {when}."
        )
        return format_html(text, when=moment(article.published_at))
    if article.state == State.IN_REVIEW:
        return gettext("In review: nobody outside can see this.")
    return gettext("Draft: nobody outside can see this.")


def _public(article: Article) -> str:
    text = gettext("Public since {when}.")
    if article.state == State.RETRACTED:
        text = gettext("Retracted: still public, and marked as retracted. Public since {when}.")
    return _until(article, text, moment(article.published_at))


def _until(article: Article, text: str, when: str) -> SafeString:
    shown = format_html(text, when=when)
    if article.unpublish_at:
        ends = gettext("Its publication ends on {when}.")
        shown = format_html("{} {}", shown, format_html(ends, when=moment(article.unpublish_at)))
    return shown


def _withdrawn(article: Article) -> str:
    told = article.get_withdrawal_reason_display() or gettext("No reason is given.")
    if article.hides_title:
        text = gettext("Withdrawn: readers get a page (410) without its title that says: {told}")
    else:
        text = gettext("Withdrawn: readers get a page (410) that says: {told}")
    return format_html(text, told=f"{told} {article.withdrawal_note}".strip())


def moment(when: datetime) -> SafeString:
    """An instant in the region's zones, and for a script that adds the reader's own clock."""
    places = [
        (date_format(when.astimezone(ZoneInfo(zone)), "j F Y, H:i"), str(name))
        for name, zone in IDENTITY.zones
    ]
    texts = [
        pgettext("time and places", "%(time)s in %(places)s")
        % {"time": time, "places": get_text_list([name for _, name in group], gettext("and"))}
        for time, group in groupby(sorted(places), key=lambda place: place[0])
    ]
    return format_html(
        '<time datetime="{}" data-moment="{}">{}</time>',
        when.isoformat(),
        gettext("your time"),
        "; ".join(texts),
    )
