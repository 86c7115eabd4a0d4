"""A name that is said everywhere, and a search for it that knows nothing of how it is withheld."""

import html
import json
import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote, urlencode, urljoin, urlsplit

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection

from articles import releasing
from articles.models import (
    Drawing,
    ImportedFile,
    ImportedItem,
    MenuEntry,
    OldAddress,
    PreviewLink,
    Scenario,
    State,
    WithdrawalReason,
    WordPressCategory,
)
from articles.previews.links import make_link, path_of
from articles.versions import changes
from ccsis.desk.models import UnsavedWork
from ccsis.media.actions import store_image
from tests.factories import (
    encoded,
    make_article,
    make_correction,
    make_forecast,
    make_image,
    make_menu_entry,
    make_page,
    make_person,
    make_region,
    make_series,
    make_simulation,
    make_step,
    make_superuser,
)

NAME = "Zébedee Quillon"
#: What gives the canary away, in letters alone.
TELLING = ("quillon", "zebedee", "квиллон")
#: Other than the full name: typed by the staff member.
OTHER_FORMS = ["Quillon", "Зебеди Квиллон"]
ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
BODY = """<p>Z&eacute;bedee Quillon, <b>Zéb</b>edee <i>Quillon</i> and Ze\u0301bedee Quil\u00adlon.</p>
<p>ZEBEDEE&nbsp;QUILLON; Quillon, Zebedee; Зебеди Квиллон
<foot-note>As <a href="https://example.org/zebedee-quillon/">Quillon</a> says.</foot-note></p>
<figure><img src="/media/images/none.png" alt="Zébedee Quillon reads" width="6" height="4"></figure>
<p><a href="/people/zebedee-quillon/">Her page</a>,
<a href="/articles/a-talk-with-z%C3%A9bedee-quillon/">a talk</a></p>"""


def holds(text: str) -> bool:
    """Whether a text holds any part of the canary, however it is written."""
    text = ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), html.unescape(unquote(text)))
    return any(telling in _letters(reading) for telling in TELLING for reading in _readings(text))


def _readings(text: str) -> tuple[str, str]:
    return text, re.sub(r"<[^>]*>", "", text)


def _letters(text: str) -> str:
    marked = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in marked if letter.isalnum())


def say_it_everywhere():
    """Rows of every kind that say the name; returns the person."""
    words = {"alt": NAME, "caption": NAME.upper(), "credit": f"By {NAME}"}
    photo = store_image(encoded(colour="#123456"), **words)
    person = make_person(
        NAME,
        slug="zebedee-quillon",
        title="Quillon chair",
        affiliation="A made-up institute that Zebedee Quillon leads",
        biography=f"{NAME} is made up.",
        photo=photo,
    )
    make_person("Robin Specimen", slug="robin", biography=f"Works with {NAME}.")
    _say_it_in_pieces(person)
    _say_it_around_the_pieces()
    _say_it_on_the_desk(person)
    return person


def _say_it_in_pieces(person):
    picture = make_image(alt=f"{NAME}, reading")
    fields = {
        "title": f"A talk with {NAME}",
        "standfirst": NAME.upper(),
        "summary_points": ["Nothing.", f"{NAME} says so."],
        "body": BODY,
        "republication_notice": f"Ask {NAME}.",
        "topics": [f"{NAME}’s work"],
        "regions": ["caucasus"],
        "byline": [person],
        "picture": picture,
    }
    piece = make_article(slug="a-talk-with-zébedee-quillon", **fields)
    piece.bylines.update(name=NAME, title="Quillon chair", affiliation="Zebedee's house")
    make_correction(piece, text=f"We misspelt {NAME}.")
    _change_it_twice(piece)
    other = make_article(title="By a guest", slug="by-a-guest")
    other.bylines.create(name=f"Dr {NAME}", title="A chair", position=1)
    draft = make_article(
        state=State.DRAFT, slug="quillon-draft", **fields | {"title": f"Draft: {NAME}"}
    )
    for row in (draft, piece.pending):
        make_link(row, days=1, by=make_superuser(f"shows-{row.pk}"))
    gone = make_article(slug="gone-zebedee-quillon", **fields | {"title": f"Gone: {NAME}"})
    _take_back(gone)
    _say_it_in_a_simulation()
    _draw(piece)
    OldAddress.objects.create(path="/2019/05/zebedee-quillon-speaks/", article=piece)


def _say_it_in_a_simulation():
    article = make_simulation(slug="a-scenario")
    Scenario.objects.update(assumptions=f"{NAME} stays.", actors=["A shore", NAME.upper()])
    make_step(article, 3, date=f"The day of {NAME}", text=f"{NAME} speaks.")
    said = {"confirmed_if": NAME, "refuted_if": f"{NAME} is silent."}
    make_forecast(article, outcome="refuted", resolution=f"Ask {NAME}.", **said)
    changes.publish_change(changes.start_change(article, by=None), by=None)


def _change_it_twice(piece):
    """Two kept versions, and a change that is still being written."""
    staff = make_superuser("writer")
    for note in (f"Spelt {NAME} right.", "Again."):
        change = changes.start_change(piece, by=staff)
        changes.publish_change(change, by=staff, note=note, reason=f"{NAME} asked for it.")
        piece.refresh_from_db()
    change = changes.start_change(piece, by=staff)
    change.title = f"Another talk with {NAME}"
    change.save()


def _take_back(piece):
    releasing.withdraw(
        piece,
        by=make_superuser("publisher"),
        reason_given=WithdrawalReason.PROTECTION,
        note=f"{NAME} asked us.",
        hides_title=False,
        reason=f"{NAME} is in danger.",
    )


def _draw(piece):
    """Files as a job makes them, in which the title can be read."""
    for name in ("covers/a.svg", "share/a.png"):
        path = Path(settings.MEDIA_ROOT) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(piece.title)
    Drawing.objects.filter(article=piece).delete()
    fields = {"cover": "covers/a.svg", "share": "share/a.png", "fingerprint": "0" * 64}
    Drawing.objects.create(article=piece, **fields)


def _say_it_around_the_pieces():
    series = make_series(title=f"Talks of {NAME}", slug="quillon-talks", description=BODY)
    part = {"title": f"{NAME}, again", "standfirst": NAME}
    series.parts.create(number=1, article=make_article(title="A part", slug="a-part"))
    series.parts.create(number=2, **part)
    make_page(title=NAME, slug="zebedee-quillon-page", body=BODY, is_public=True)
    make_menu_entry(label=NAME, menu=MenuEntry.Menu.FOOTER, address="/people/zebedee-quillon/")
    region = make_region("caucasus")
    region.description = f"{NAME} is from here."
    region.save()
    WordPressCategory.objects.create(slug="quillon", name=NAME)
    ImportedFile.objects.create(site="old", path="2019/zebedee-quillon.jpg", image=make_image())
    ImportedItem.objects.create(site="old", number=1, source_hash="0", result_hash="0")


def _say_it_on_the_desk(person):
    message = json.dumps([{"changed": {"name": "byline", "object": NAME, "fields": ["Name"]}}])
    user = make_superuser("logger")
    form = {"title": NAME, "slug": "a-talk-with-zebedee-quillon", "body": BODY}
    UnsavedWork.objects.create(
        user=user, model="articles.article", title=NAME, data=urlencode(form)
    )
    LogEntry.objects.create(
        user=user,
        content_type_id=_content_type(person),
        object_id=person.pk,
        object_repr=NAME,
        action_flag=CHANGE,
        change_message=message,
    )


def _content_type(row) -> int:
    return ContentType.objects.get_for_model(row).pk


def places_of_the_canary(client, staff_client) -> list[str]:
    """Everything that holds the canary: tables, files, the cache, answers to readers and to staff."""
    found = [*_tables(), *_files(), *_cached()]
    previews = [path_of(link) for link in PreviewLink.objects.all()]
    found += [f"read {path}" for path in crawl(client, [*START, *previews])]
    found += [f"desk {path}" for path in crawl(staff_client, ["/staff/"])]
    return sorted(found)


START = [
    "/",
    "/sitemap.xml",
    "/sitemap-news.xml",
    "/feeds/",
    "/corrections/",
    "/search/?q=says",
    "/people/zebedee-quillon/",
    "/articles/a-talk-with-zébedee-quillon/",
    "/articles/gone-zebedee-quillon/",
    "/2019/05/zebedee-quillon-speaks/",
    "/zebedee-quillon-page/",
]
LINK = re.compile(r"""(?:href|src|action)=["']([^"']+)["']|<(?:loc|link|id)>([^<]+)<""")
#: Leading to no other pages: what ends a session, and files.
LEFT_OUT = re.compile(r"logout|/static/|jsi18n|\.(css|js|png|svg|woff2)$|[?&]_popup=")
MOST = 1_500


def crawl(client, start) -> list[str]:
    """The addresses whose answers hold the canary, of all that lead on from the first ones."""
    waiting, seen, found = list(start), set(start), []
    while waiting and len(seen) < MOST:
        path = waiting.pop()
        response = client.get(path)
        text = _answer(response)
        if holds(text):
            found.append(path)
        for link in [*_links(text, path), response.headers.get("Location", path)]:
            if link not in seen and _is_followed(link, path):
                seen.add(link)
                waiting.append(link)
    assert len(seen) < MOST
    return found


def _answer(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{content.decode('utf-8', 'replace')} {dict(response.headers)}"


def _links(text: str, path: str) -> list[str]:
    found = (html.unescape(a or b).strip() for a, b in LINK.findall(text))
    parts = [urlsplit(urljoin(f"http://testserver{path}", link)) for link in found]
    own = [part for part in parts if part.netloc in {"testserver", "localhost:8000"}]
    return [f"{part.path}?{part.query}" if part.query else part.path for part in own]


def _is_followed(link: str, path: str) -> bool:
    is_staff = link.startswith("/staff/")
    if is_staff != path.startswith("/staff/") or LEFT_OUT.search(link):
        return False
    # Lists in another order or filtered show the same rows.
    return not is_staff or "?" not in link


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        )
        names = [name for (name,) in cursor.fetchall()]
        return [f"table {name}" for name in names if _is_in_table(cursor, name)]


def _is_in_table(cursor, name: str) -> bool:
    cursor.execute(f'SELECT t::text FROM "{name}" AS t')
    return any(holds(row) for (row,) in cursor.fetchall())


def _files() -> list[str]:
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    return [
        f"file {path.name}"
        for path in files
        if holds(path.name) or holds(path.read_bytes().decode("utf-8", "replace"))
    ]


def _cached() -> list[str]:
    return [
        f"cache {key}" for key, value in getattr(cache, "_cache", {}).items() if holds(str(value))
    ]
