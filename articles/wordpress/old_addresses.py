"""The old site's addresses lead to what their items became."""

from django.utils.translation import gettext as _

from articles.models import Article, OldAddress
from articles.wordpress.addresses import MAX_PATH, Places, old_paths
from articles.wordpress.survey import Survey


def keep_old_addresses(decisions: list, survey: Survey, places: Places) -> None:
    """Add what is missing; an address that leads elsewhere stays so, and the item says so."""
    wanted = [
        (decision, path)
        for decision in decisions
        for path in _paths(decision, survey)
        if path != places.address(decision.item.number)
    ]
    rows = OldAddress.objects.filter(path__in=[path for _decision, path in wanted])
    there = {row.path: row for row in rows}
    missing = []
    for decision, path in wanted:
        row = _row(path, decision, places)
        other = there.setdefault(path, row)
        if other is row:
            missing.append(row)
        elif (other.article_id, other.page_id) != (row.article_id, row.page_id):
            text = _("its old address %(path)s leads elsewhere already")
            decision.notes.append(text % {"path": path})
    OldAddress.objects.bulk_create(missing)


def _paths(decision, survey: Survey) -> list[str]:
    paths = old_paths(survey.entries[decision.item.number], survey.base_path)
    for path in paths:
        if len(path) > MAX_PATH:
            text = _("its old address has %(length)d characters, %(limit)d fit: it is not kept")
            decision.notes.append(text % {"length": len(path), "limit": MAX_PATH})
    return [path for path in paths if len(path) <= MAX_PATH]


def _row(path: str, decision, places: Places) -> OldAddress:
    if isinstance(decision.target, Article):
        return OldAddress(path=path, article=decision.target)
    own = places.of(decision.item.number).own_page
    return OldAddress(path=path, page=own or decision.target)
