"""Where a contribution stands, in words for its sender and for the desk."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import State
from submissions import conference
from submissions.models import ALIVE, Contribution, ContributionState

S = ContributionState


@dataclass(frozen=True)
class Standing:
    #: A word or two, as a heading and in lists.
    name: str
    #: A sentence for its sender.
    sentence: str
    #: Where readers find it.
    url: str = ""


def standing_of(row: Contribution) -> Standing:
    """Read from its state, the promised day, and its article."""
    if row.held_at:
        return Standing(_("Held"), _("Somebody at the Center looks at it before it counts."))
    if row.is_late:
        return _late(row)
    if row.state == S.ACCEPTED:
        return _accepted(row)
    return SIMPLE[row.state](row)


def shown_with(row: Contribution) -> dict:
    """What the private page of a contribution is given besides."""
    return {
        "standing": standing_of(row),
        "is_new": row.state == S.RECEIVED and not row.is_late and not row.answered_at,
        "exchanges": list(row.exchanges.all()),
        "can_write": row.held_at is None and row.state in ALIVE,
        "can_try_conference": conference.can_be_tried(row),
    }


def _promise(row: Contribution) -> str:
    if row.promised_on is None:
        return ""
    return _("You have an answer by %(day)s.") % {"day": date_format(row.promised_on, "j F Y")}


def _received(row: Contribution) -> Standing:
    sentence = _("Received. An editor reads it.")
    return Standing(_("Received"), f"{sentence} {_promise(row)}".strip())


def _discussed(row: Contribution) -> Standing:
    sentence = _("The editors are discussing it.")
    return Standing(_("In discussion"), f"{sentence} {_promise(row)}".strip())


def _asked(row: Contribution) -> Standing:
    sentence = _("We have asked you something. Until you answer, the promised day moves on.")
    return Standing(_("We have a question"), sentence)


def _declined(row: Contribution) -> Standing:
    return Standing(_("Declined"), _("We do not take it. You are free to offer it elsewhere."))


def _withdrawn(row: Contribution) -> Standing:
    return Standing(_("Withdrawn"), _("Withdrawn. You are free to offer it elsewhere."))


def _late(row: Contribution) -> Standing:
    day = {"day": date_format(row.promised_on, "j F Y")}
    sentence = _(
        "You were to have an answer by %(day)s. We are late; you are free to offer it elsewhere. If "
        "you do, withdraw it here."
    )
    return Standing(_("We are late"), sentence % day)


def _accepted(row: Contribution) -> Standing:
    article = row.article
    if article is None or article.deleted_at:
        return Standing(_("Accepted"), _("Accepted. The editors will be in touch."))
    if article.is_public:
        return Standing(_("Published"), _("Readers can see it."), article.get_absolute_url())
    if article.was_seen:
        return Standing(_("Taken back"), _("It was published, and is not available any more."))
    if article.state == State.READY:
        time = date_format(article.published_at, "j F Y, H:i")
        return Standing(_("Scheduled"), _("It is to appear on %(time)s UTC.") % {"time": time})
    return Standing(_("In editing"), _("Accepted. It is being edited."))


SIMPLE = {
    S.RECEIVED: _received,
    S.DISCUSSED: _discussed,
    S.ASKED: _asked,
    S.DECLINED: _declined,
    S.WITHDRAWN: _withdrawn,
}
