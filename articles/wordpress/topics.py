"""Tags of the old site become topics."""

from django.utils.translation import gettext as _
from taggit.models import Tag

from articles.models import OldAddress
from articles.wordpress.items import Item
from articles.wordpress.text import plain, slug_from_title, slug_of

MAX_LENGTH = Tag._meta.get_field("name").max_length


class Topics:
    """Known by their slug, also a former one, so that staff may rename and merge them; made when first needed."""

    def __init__(self):
        self._by_slug, self._by_name = {}, {}
        for tag in Tag.objects.iterator():
            self._learn(tag)
        for old in OldAddress.objects.filter(topic__isnull=False).select_related("topic"):
            # As /topics/a-slug/.
            self._by_slug.setdefault(old.path.rstrip("/").rpartition("/")[2], old.topic)

    def of(self, item: Item) -> tuple[dict[str, str], list[str]]:
        """Slug → name of each topic of an item, and notes on tags that cannot be used."""
        wanted, notes = {}, []
        for term in item.terms:
            if term.domain != "post_tag":
                continue
            name = plain(term.name)
            slug = self._slug(slug_of(term.slug), name)
            if slug and name and max(len(slug), len(name)) <= MAX_LENGTH:
                wanted.setdefault(slug, name)
            else:
                notes.append(
                    _("tag “%(name)s” was left out: too long or empty") % {"name": name[:80]}
                )
        return wanted, notes

    def tag(self, slug: str, name: str) -> Tag:
        if slug not in self._by_slug:
            self._learn(Tag.objects.create(name=name, slug=slug))
        return self._by_slug[slug]

    def _slug(self, slug: str, name: str) -> str:
        if slug in self._by_slug:
            return slug
        known = self._by_name.get(name.casefold())
        return known.slug if known else slug or slug_from_title(name)

    def _learn(self, tag: Tag) -> None:
        self._by_slug[tag.slug] = tag
        self._by_name.setdefault(tag.name.casefold(), tag)
