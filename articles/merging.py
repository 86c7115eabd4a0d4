"""Making one topic out of several."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from articles import actions
from articles.models import ArticleTag, OldAddress, Topic, Version
from articles.topics import pieces_of
from ccsis.audit.actions import record
from ccsis.audit.models import Action
from ccsis.desk import works
from ccsis.workflow.transitions import Refused


@transaction.atomic
def merge_topics(topics: Iterable[Topic], *, into: Topic, by: AbstractBaseUser | None) -> int:
    """Let one topic stand for others too, which are no more; the number of pieces that had those.

    It stands in their place in pieces, pending changes and kept versions; their addresses, and those
    that led to them, lead to it. by: None is the program itself. Raises Refused.
    """
    _refuse_unfit(topics, into, by)
    keys = {topic.pk for topic in topics}
    # Whoever gives one of them to a piece is waited for, and waits for us.
    rows = Topic.objects.filter(pk__in=keys | {into.pk}).order_by("pk")
    locked = {row.pk: row for row in rows.select_for_update()}
    if len(locked) < len(keys) + 1:
        raise Refused(_("One of these topics is not there any more. Look again."))
    into = locked.pop(into.pk)
    olds = list(locked.values())
    count = pieces_of(olds).count()
    _move_tags(olds, into)
    _rewrite_versions(keys, into)
    OldAddress.objects.filter(topic__in=keys).update(topic=into)
    for old in olds:
        actions.keep_old_address(into, old.slug)
        works.discard_all_on(old)
    Topic.objects.filter(pk__in=keys).delete()
    record(actor=by, action=Action.TOPICS_MERGED, subject=into, merged=sorted(keys), pieces=count)
    return count


def _refuse_unfit(topics: Iterable[Topic], into: Topic, by: AbstractBaseUser | None) -> None:
    if by is not None and not by.has_perm("articles.merge_topic"):
        raise Refused(_("You may not merge topics."))
    if not topics or into in topics:
        raise Refused(_("A topic is merged into another one, not into itself."))


def _move_tags(olds: list[Topic], into: Topic) -> None:
    """A piece that has several of them has the one once."""
    has_it = ArticleTag.objects.filter(tag=into).values("content_object")
    old_tags = ArticleTag.objects.filter(tag__in=[old.pk for old in olds])
    old_tags.filter(content_object__in=has_it).delete()
    first = old_tags.order_by("content_object_id", "pk").distinct("content_object_id")
    moved = ArticleTag.objects.filter(pk__in=list(first.values_list("pk", flat=True)))
    moved.update(tag=into)
    old_tags.delete()


def _rewrite_versions(keys: set[int], into: Topic) -> None:
    """A kept version names topics by their keys."""
    names_one = reduce(or_, (Q(content__topics__contains=[key]) for key in keys))
    for version in Version.objects.filter(names_one).order_by("pk").iterator():
        topics = [into.pk if key in keys else key for key in version.content["topics"]]
        version.content["topics"] = list(dict.fromkeys(topics))
        version.save(update_fields=["content"])
