"""What a post or page of the old site becomes here: read, decided and converted, not yet written."""

import json
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.models import Article, Page, State, WordPressCategory
from articles.wordpress import language
from articles.wordpress.addresses import Places
from articles.wordpress.categories import Categories, kind_of
from articles.wordpress.dates import published_at
from articles.wordpress.items import Item
from articles.wordpress.markup import Surroundings, convert
from articles.wordpress.markup.conversion import Picture
from articles.wordpress.markup.hostile import lost_in_plain
from articles.wordpress.markup.notes import counted
from articles.wordpress.people import Author, People
from articles.wordpress.pictures import Pictures
from articles.wordpress.results import ArticleResult, PageResult, signature
from articles.wordpress.survey import PUBLIC, placeholder_title
from articles.wordpress.text import plain
from articles.wordpress.topics import Topics
from articles.wordpress.uploads import MissingError

MAX_TITLE = {"post": Article._meta.get_field("title").max_length}
MAX_TITLE["page"] = Page._meta.get_field("title").max_length
#: Statuses that WordPress gives what nobody has published yet.
UNPUBLISHED = {"auto-draft", "draft", "pending"}
KNOWN_DOMAINS = {"category", "post_tag", "post_format", "nav_menu"}


@dataclass(slots=True)
class Made:
    """A result and what has to be written beside it."""

    result: ArticleResult | PageResult
    notes: list[str]
    author: Author | None = None
    topics: dict[str, str] = field(default_factory=dict)
    categories: list[WordPressCategory] = field(default_factory=list)


@dataclass(slots=True)
class Heading:
    """A title that fits. What does not fit opens the text instead."""

    title: str
    opening: str = ""
    #: Why the item is not published.
    flaw: str = ""
    note: str = ""


class Maker:
    """Makes results of items, with all that is known of the site around them."""

    def __init__(
        self,
        *,
        places: Places,
        people: People,
        categories: Categories,
        topics: Topics,
        pictures: Pictures,
    ):
        self._places, self._people, self._categories = places, people, categories
        self._topics, self._pictures = topics, pictures

    def article(self, item: Item, existing: Article | None) -> Made:
        heading, place = heading_of(item), self._places.of(item.number)
        state, time, notes = standing(item, heading)
        # First, so that a picture which is in the text too keeps the words of its own item.
        picture, picture_note = self._picture(item, existing)
        body, body_notes = self._body(item, heading)
        categories = self._categories.of(item)
        kind, kind_note = kind_of(categories)
        topics, topic_notes = self._topics.of(item)
        spoken, language_note = language.guess(f"{heading.title} {plain(body)}")
        author = self._people.author(item.creator)
        result = ArticleResult(
            title=heading.title,
            slug=place.slug,
            standfirst=plain(item.excerpt),
            body=body,
            kind=kind,
            language=spoken,
            state=state,
            published_at=time,
            picture=picture,
            regions=sorted({c.region.slug for c in categories if c.region}),
            topics=sorted(topics),
            bylines=[signature(author.name, author.slug, state)],
            series=next((c.series.slug for c in categories if c.series), ""),
        )
        notes += [*_plain_losses(item), heading.note, place.note, kind_note, language_note]
        notes += [_other_series(categories), author.note, picture_note]
        notes += [*topic_notes, _other_terms(item), _footnote_loss(item), *body_notes]
        return Made(result, list(filter(None, notes)), author, topics, categories)

    def page(self, item: Item) -> Made:
        heading, place = heading_of(item), self._places.of(item.number)
        state, time, notes = standing(item, heading)
        body, body_notes = self._body(item, heading)
        is_public = state == State.READY and not place.own_page
        if is_public and time > timezone.now():
            is_public = False
            notes.append(_("a scheduled page: not public until somebody ticks it"))
        result = PageResult(heading.title, place.slug, body, is_public)
        notes += [*_plain_losses(item), heading.note, place.note, *_page_losses(item)]
        notes += [_footnote_loss(item), *body_notes]
        return Made(result, list(filter(None, notes)))

    def _body(self, item: Item, heading: Heading) -> tuple[str, list[str]]:
        surroundings = Surroundings(
            picture=self._inline_picture,
            link=self._places.rewritten,
            gallery=lambda numbers, notes: self._pictures.gallery(numbers, item.number, notes),
            footnotes=_footnotes(item),
        )
        converted = convert(item.content, surroundings)
        notes = converted.notes
        if item.content.strip() and not converted.html:
            notes = [*notes, _("nothing of its text is left")]
        return heading.opening + converted.html, notes

    def _inline_picture(self, address: str, alt: str, notes) -> Picture | None:
        try:
            image = self._pictures.find(address, alt)
        except MissingError as reason:
            notes.pictures.append((address or "?", str(reason)))
            return None
        return Picture(image.file.url, image.width, image.height, image.alt)

    def _picture(self, item: Item, existing: Article | None) -> tuple[int | None, str]:
        """The featured picture. One from an earlier import stays if its file is not there now."""
        number = item.meta.get("_thumbnail_id", "").strip()
        if not (number.isascii() and number.isdecimal()):
            return None, ""
        try:
            return self._pictures.of_attachment(int(number[:18])).pk, ""
        except MissingError as reason:
            text = _("its picture (attachment %(number)s) was left out: %(reason)s")
            note = text % {"number": number, "reason": reason}
            return existing and existing.picture_id, note


def heading_of(item: Item) -> Heading:
    title, limit = plain(item.title), MAX_TITLE[item.type]
    if not title:
        placeholder = placeholder_title(item.number)
        note = _("it has no title: called “%(title)s”") % {"title": placeholder}
        return Heading(placeholder, flaw=_("it has no title"), note=note)
    if len(title) <= limit:
        return Heading(title)
    short = f"{title[: limit - 1].rsplit(None, 1)[0]}…"
    numbers = {"length": len(title), "limit": limit}
    return Heading(
        short,
        opening=format_html("<p>{}</p>", title),
        flaw=_("its title is too long"),
        note=_(
            "its title has %(length)d characters, %(limit)d fit: all of it opens the text; shorten it"
        )
        % numbers,
    )


def standing(item: Item, heading: Heading) -> tuple[str, datetime | None, list[str]]:
    """State, publication time and notes. What was not public there is not public here."""
    if item.status in UNPUBLISHED:
        return State.DRAFT, None, []
    time, guess = published_at(item)
    flaws = [heading.flaw, guess if time is None else ""]
    flaws += [_("it was private")] if item.status == "private" else []
    flaws += [_("it was protected by a password")] if item.password else []
    if item.status not in PUBLIC | {"private"}:
        flaws.append(_("its status “%(status)s” is unknown") % {"status": item.status[:40]})
    flaws = list(filter(None, flaws))
    if flaws:
        return State.DRAFT, time, [_("a draft here: %(reasons)s") % {"reasons": ", ".join(flaws)}]
    return State.READY, time, list(filter(None, [guess, _lateness(item, time)]))


def _lateness(item: Item, time: datetime) -> str:
    is_due = time <= timezone.now()
    if item.status == "future" and is_due:
        return _("its scheduled time has come: it is public now")
    if item.status == "publish" and not is_due:
        return _("its time is yet to come: it is public from then on")
    return ""


def _plain_losses(item: Item) -> list[str]:
    """What is lost of a title and excerpt, of which only the words are kept."""
    fields = [(_("its title lost: %(list)s"), item.title)]
    if item.type == "post":
        fields.append((_("its standfirst lost: %(list)s"), item.excerpt))
    losses = ((text, lost_in_plain(markup)) for text, markup in fields)
    return [text % {"list": counted(lost)} for text, lost in losses if lost]


def _page_losses(item: Item) -> list[str]:
    losses = (
        (_("its excerpt was left out: pages have none"), item.excerpt.strip()),
        (
            _("its picture was left out: pages have none"),
            item.meta.get("_thumbnail_id", "").strip(),
        ),
    )
    return [text for text, is_lost in losses if is_lost]


def _other_series(categories: list[WordPressCategory]) -> str:
    """A piece is part of one series only."""
    titles = list(dict.fromkeys(c.series.title for c in categories if c.series))[1:]
    text = _("further series left out: %(titles)s")
    return text % {"titles": ", ".join(titles)} if titles else ""


def _footnote_loss(item: Item) -> str:
    is_lost = item.meta.get("footnotes", "").strip() not in {"", "[]"} and not _footnotes(item)
    return _("its footnotes cannot be read: left out") if is_lost else ""


def _footnotes(item: Item) -> dict[str, str]:
    """By name: the block editor keeps footnotes as JSON beside the text."""
    try:
        notes = json.loads(item.meta.get("footnotes") or "[]")
    except (ValueError, RecursionError):
        return {}
    found = [note for note in notes if isinstance(note, dict)] if isinstance(notes, list) else []
    return {
        str(note.get("id", number)): str(note["content"])
        for number, note in enumerate(found)
        if "content" in note
    }


def _other_terms(item: Item) -> str:
    domains = sorted({term.domain for term in item.terms} - KNOWN_DOMAINS)
    if not domains:
        return ""
    return _("terms that were not imported: %(names)s") % {"names": ", ".join(domains)[:200]}
