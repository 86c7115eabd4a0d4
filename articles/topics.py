"""Topics: as staff type them, separated by commas, so that one may have several words; and alike ones."""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.models import Article, ArticleTag, OldAddress, Topic
from ccsis.lib.names import folded

MAX_LENGTH = Topic._meta.get_field("name").max_length
WORDS = re.compile(r"[\W_]+")
#: Endings of English plurals, and what stands in their place; the first that fits counts.
PLURALS = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"))
NO_PLURALS = ("ss", "us", "is")


def from_string(text: str) -> list[str]:
    """The names in a list, each once, white space folded."""
    names = (" ".join(name.split()) for name in text.split(","))
    return list(dict.fromkeys(name for name in names if name))


def to_string(topics) -> str:
    return ", ".join(sorted((topic.name for topic in topics), key=str.lower))


def refuse_unusable(names: list[str]) -> None:
    """Raise ValidationError for a name that fits no row or leaves no address."""
    for name in names:
        if len(name) > MAX_LENGTH:
            raise ValidationError(
                _("A topic has at most %(limit)d characters. Put commas between topics."),
                code="too_long",
                params={"limit": MAX_LENGTH},
            )
        if not slugify(name, allow_unicode=True):
            raise ValidationError(
                _("A topic needs a letter or a digit: “%(name)s” has none."),
                code="no_letters",
                params={"name": name},
            )


def for_readers() -> QuerySet[Topic]:
    """Topics that a published piece has: only these have a page."""
    published = Article.objects.published().values("pk")
    tagged = ArticleTag.objects.filter(tag=OuterRef("pk"), content_object__in=published)
    return Topic.objects.filter(Exists(tagged))


def counted(topics: QuerySet[Topic]) -> QuerySet[Topic]:
    """Each with `piece_count`, the pieces at the desk that have it."""
    path = "article_tags__content_object"
    is_piece = Q(**{f"{path}__pending_of": None, f"{path}__deleted_at": None})
    return topics.annotate(piece_count=Count(path, filter=is_piece, distinct=True))


def pieces_of(topics: Iterable[Topic]) -> QuerySet[Article]:
    """The pieces that have one of them, without pending changes and what was deleted."""
    tagged = ArticleTag.objects.filter(tag__in=[topic.pk for topic in topics])
    return Article.objects.pieces().filter(pk__in=tagged.values("content_object"))


def refuse_former(names: list[str]) -> None:
    """Raise ValidationError for names whose address a topic had before it was renamed or merged.

    A new topic would take that address away; and whether the renamed one is meant only its writer
    knows: “C++” has the address of “C”. The topics that are there stay as they are until the end of
    the transaction.
    """
    paths = {name: _path_of(name) for name in _without_topic(names, held=True)}
    olds = OldAddress.objects.filter(path__in=paths.values(), topic__isnull=False)
    now = dict(olds.values_list("path", "topic__name"))
    errors = [
        ValidationError(
            _(
                "The address of “%(name)s” is that of a topic which was renamed or merged, and is "
                "“%(now)s” now. Write that name. If you mean another topic, it has to be added to "
                "the list of topics first, with another address."
            ),
            code="former",
            params={"name": name, "now": now[path]},
        )
        for name, path in paths.items()
        if path in now
    ]
    if errors:
        raise ValidationError(errors)


def near(names: list[str]) -> list[tuple[str, str]]:
    """Those that no topic has yet, each with the name of a topic that is nearly the same."""
    new = _without_topic(names)
    if not new:
        return []
    there = {likeness(name): name for name in Topic.objects.values_list("name", flat=True)}
    return [(name, there[likeness(name)]) for name in new if likeness(name) in there]


def _without_topic(names: list[str], *, held: bool = False) -> list[str]:
    """held: whoever merges or renames the topics of these names is waited for, and waits for us."""
    rows = Topic.objects.annotate(lowered=Lower("name")).filter(
        lowered__in=[name.lower() for name in names]
    )
    with transaction.atomic():
        rows = rows.order_by("pk").select_for_update(no_key=True) if held else rows.order_by()
        there = set(rows.values_list("lowered", flat=True))
    return [name for name in names if name.lower() not in there]


def _path_of(name: str) -> str:
    slug = slugify(name, allow_unicode=True)
    return Topic(slug=slug).path if slug else ""


def likeness(name: str) -> str:
    """Equal for names that are nearly the same: in case, accents, hyphens, or an English plural."""
    return "".join(_singular(folded(word)) for word in WORDS.split(name))


def alike(topics: Iterable[Topic]) -> list[list[Topic]]:
    """Those that are nearly the same, together."""
    groups = defaultdict(list)
    for topic in topics:
        groups[likeness(topic.name)].append(topic)
    return [group for group in groups.values() if len(group) > 1]


def _singular(word: str) -> str:
    for ending, one in PLURALS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + one
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith(NO_PLURALS)
    return word[:-1] if is_plural else word
