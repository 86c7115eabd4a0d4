"""The first reading: is the file sound, what is in it, which items lead to each other?

Nothing is written. Of each item only its number, slug and address are kept.
"""

from dataclasses import dataclass, field
from urllib.parse import unquote

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.wordpress.dates import published_at
from articles.wordpress.items import Item, RefusedError, Term
from articles.wordpress.reader import Export
from articles.wordpress.text import plain, shown, slug_from_title, slug_of, split

MAX_SITE = 200
MAX_SLUG = 200
#: A title of this length fits both an article and a page.
MAX_SURE_TITLE = 200
PUBLIC = {"publish", "future"}
#: Types that are no article and no page, in words for the report.
OTHER_TYPES = {
    "attachment": gettext_lazy("a media file: it comes with the items that show it"),
    "customize_changeset": gettext_lazy("a setting of the old design"),
    "nav_menu_item": gettext_lazy("an entry of a menu"),
    "revision": gettext_lazy("an earlier version of another item"),
    "wp_block": gettext_lazy("a reusable block"),
    "wp_global_styles": gettext_lazy("a setting of the old design"),
    "wp_navigation": gettext_lazy("a menu"),
    "wp_template": gettext_lazy("a template of the old design"),
}


@dataclass(slots=True)
class Entry:
    """What is remembered of an item that will be imported."""

    number: int
    type: str
    slug: str
    path: str
    is_public: bool
    #: Read by the public as soon as it is imported; the address of anything else is nobody's business.
    is_readable: bool
    slug_note: str = ""


@dataclass(slots=True)
class Attachment:
    address: str
    alt: str
    caption: str
    parent: int


@dataclass
class Survey:
    site: str
    base_path: str
    authors: dict[str, str]
    categories: dict[str, Term]
    entries: dict[int, Entry] = field(default_factory=dict)
    attachments: dict[int, Attachment] = field(default_factory=dict)
    items: int = 0
    comments: int = 0


def survey(export: Export) -> Survey:
    """Read the export once. Raises RefusedError if it is damaged or contradicts itself."""
    header = export.header
    found = Survey("", "", header.authors, {})
    seen: dict[int, int] = {}
    for item in export.items():
        if item.number in seen:
            raise RefusedError(_twice(item, seen[item.number]))
        seen[item.number] = item.position
        _remember(found, item)
    found.items = len(seen)
    found.site, found.base_path = _site_of(header.address)
    for term in header.categories:
        found.categories.setdefault(category_slug(term), term)
    return found


def why_skipped(item: Item) -> str:
    """Why an item is no article and no page of ours; empty if it becomes one."""
    if item.type not in {"post", "page"}:
        named = OTHER_TYPES.get(item.type) or _("of type “%(type)s”")
        return str(named) % {"type": shown(item.type)}
    if item.status == "trash":
        return _("in the bin")
    if item.status == "inherit":
        return _("an earlier version of another item")
    has_text, has_title = item.content.strip(), plain(item.title)
    if (
        item.status not in PUBLIC
        and not has_text
        and (not has_title or item.status == "auto-draft")
    ):
        return _("an empty draft")
    return ""


def placeholder_title(number: int) -> str:
    return _("(no title, WordPress item %(number)d)") % {"number": number}


def category_slug(term: Term) -> str:
    return slug_of(term.slug) or slug_from_title(plain(term.name))


def _remember(found: Survey, item: Item) -> None:
    found.comments += item.comments
    for term in item.terms:
        if term.domain == "category":
            found.categories.setdefault(category_slug(term), term)
    if item.type == "attachment":
        alt = item.meta.get("_wp_attachment_image_alt", "")
        address = item.attachment_url or item.guid
        found.attachments[item.number] = Attachment(address, alt, item.excerpt, item.parent)
    elif not why_skipped(item):
        found.entries[item.number] = _entry_of(item)


def _entry_of(item: Item) -> Entry:
    wanted = slug_of(item.slug)
    made = (
        wanted
        or slug_from_title(plain(item.title))
        or slug_from_title(placeholder_title(item.number))
    )
    slug = made[:MAX_SLUG].strip("-")
    return Entry(
        number=item.number,
        type=item.type,
        slug=slug,
        path=_path_of(item.link),
        is_public=item.status in PUBLIC,
        is_readable=_is_readable(item),
        slug_note=_slug_note(item, made, slug),
    )


def _is_readable(item: Item) -> bool:
    """Whether nothing makes a draft of a published item (`posts.standing`)."""
    if item.status != "publish" or item.password:
        return False
    time, _guess = published_at(item)
    return 0 < len(plain(item.title)) <= MAX_SURE_TITLE and bool(time) and time <= timezone.now()


def _slug_note(item: Item, made: str, slug: str) -> str:
    if slug != made:
        text = _("its slug has %(length)d characters, %(limit)d fit: it became “%(slug)s”")
        return text % {"length": len(made), "limit": MAX_SLUG, "slug": slug}
    if not item.slug and item.status in PUBLIC:
        return _("it had no slug: “%(slug)s” was made from its title") % {"slug": slug}
    if item.slug and slug != unquote(item.slug).lower():
        return _("its slug became “%(slug)s”") % {"slug": slug}
    return ""


def _path_of(link: str) -> str:
    """The decoded path of an item's address, with its slash; empty for one that WordPress made up."""
    path = unquote(split(link).path)
    if not path.startswith("/") or "//" in path or path == "/" or "\x00" in path:
        return ""
    return path.rstrip("/") + "/"


def _site_of(address: str) -> tuple[str, str]:
    """Host without www and the path below which the blog is. Raises RefusedError if there is none."""
    parts = split(address)
    site = parts.netloc.rpartition("@")[2].lower().removeprefix("www.")
    if not site or len(site) > MAX_SITE:
        raise RefusedError(
            _("The export does not say which site it comes from (wp:base_blog_url).")
        )
    return site, parts.path.rstrip("/")


def _twice(item: Item, first: int) -> str:
    text = _(
        "Two items have the number %(number)d: items %(first)d and %(second)d of the file, "
        "the second is “%(title)s”."
    )
    return text % {
        "number": item.number,
        "first": first,
        "second": item.position,
        "title": shown(item.title),
    }
