"""Hostile markup by every way into the desk: none of it runs, for readers, in a preview or at the desk."""

import base64
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, State, Topic, WordFile
from articles.previews.links import make_link, path_of
from ccsis.media.models import Image
from tests.articles.word.docx import docx, link, note, p, picture, png, r
from tests.browser.desk import TEXT, paste, sign_in
from tests.factories import (
    make_article,
    make_image,
    make_person,
    make_place,
    make_series,
    make_superuser,
    make_user,
    picture_bytes,
)
from tests.hostile.markup import PAYLOADS, WORDS
from tests.hostile.watching import Watch
from tests.worker import work

pytestmark = pytest.mark.browser

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: So many are put into one text.
TOGETHER = 60
DROP = """(element, [names, data]) => {
    const dataTransfer = new DataTransfer()
    const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0))
    for (const name of names) dataTransfer.items.add(new File([bytes], name, { type: "image/png" }))
    element.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }))
}"""


@pytest.fixture
def watch(browser, live_server):
    """Closed before the tables are emptied: an open page may still ask for something."""
    watch = Watch(browser)
    yield watch
    watch.context.close()


@pytest.fixture
def desk(watch, live_server, jobs):
    """A watched page, signed in as somebody who may do everything."""
    make_superuser("staff")
    page = watch.page
    sign_in(page, live_server)
    return page


@pytest.fixture
def see(watch, desk, live_server):
    """Opens pages of the site one after another; what was noticed there, by path."""

    def seen(*paths):
        noticed = {}
        for path in paths:
            desk.goto(live_server.url + path)
            if desk.locator("textarea#id_body").count():
                desk.locator(TEXT).first.wait_for()
            noticed[path] = watch.look()
        return {path: found for path, found in noticed.items() if found}

    return seen


def change_of(row):
    return f"/staff/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def ways_to_read(article):
    """For readers, at the desk with and without the editor, in a preview, and for somebody outside."""
    draft = make_article(state=State.DRAFT, published_at=None, body=article.body)
    return [
        article.get_absolute_url(),
        change_of(article),
        change_of(draft),
        f"/staff/articles/article/{draft.pk}/preview/",
        path_of(make_link(draft, days=1, by=make_user(is_superuser=True))),
    ]


def in_parts(payloads):
    return [payloads[start : start + TOGETHER] for start in range(0, len(payloads), TOGETHER)]


def test_every_payload_is_noticed_where_nothing_stops_it(watch):
    unnoticed = []
    bare = "https://bare.example/"
    watch.context.route(bare, lambda route: route.fulfill(body="", content_type="text/html"))
    for payload in PAYLOADS:
        watch.page.goto(bare)
        watch.look()
        watch.page.set_content(payload)
        if not watch.look():
            unnoticed.append(payload)
    assert (unnoticed, len(PAYLOADS) > 150) == ([], True)


def test_in_a_text_that_was_sent_past_the_editor(see):
    text = Article._meta.get_field("body")
    for part in in_parts(PAYLOADS):
        alone = [text.clean(payload, None) for payload in part]
        together = text.clean("".join(f"<p>{payload}</p>" for payload in part), None)
        for body in ("".join(alone), together):
            assert see(*ways_to_read(make_article(body=f"<p>Words.</p>{body}"))) == {}


@pytest.mark.parametrize("kind", ["from a web page", "from an editor", "as words"])
def test_pasted_into_the_editor(watch, desk, see, live_server, kind):
    article = make_article(state=State.DRAFT, published_at=None, body="<p>Words.</p>")
    desk.goto(live_server.url + change_of(article))
    text = desk.locator(TEXT).first
    text.wait_for()
    text.click()
    for payload in WORDS if kind == "as words" else PAYLOADS:
        html = {
            "from a web page": f"<p>Pasted.</p>{payload}",
            "from an editor": f'<p data-pm-slice="0 0 []">Pasted.</p>{payload}',
            "as words": "",
        }[kind]
        paste(text, html, payload)
    assert "Pasted." in text.inner_text() or kind == "as words"
    assert watch.look() == []
    with desk.expect_navigation():
        desk.locator("[name=_continue]:visible").first.click()
    article.refresh_from_db()
    assert len(article.body) > 500
    assert watch.look() == []
    Article.objects.filter(pk=article.pk).update(
        state=State.READY, published_at=timezone.now() - timedelta(hours=1)
    )
    assert see(*ways_to_read(article)) == {}


def hostile_word_file():
    """Each payload as words, in a note, as the target of a link and as what a picture shows."""
    body, related, footnotes = [], {"pic": ("image", "media/a.png")}, {}
    for number, payload in enumerate(WORDS, start=1):
        related[f"h{number}"] = ("hyperlink", f"!{payload}")
        related[f"j{number}"] = ("hyperlink", "!javascript:attacked()")
        footnotes[number] = payload.replace("\n", " ").replace("<", " <", 1)
        linked = link(f"h{number}", "Here") + link(f"j{number}", "There")
        body.append(p(r(payload), linked, note(number)))
        if number % 8 == 0:
            body.append(p(picture("pic", payload)))
    return docx(*body, related=related, footnotes=footnotes, media={"a.png": png()})


def test_in_a_word_file(watch, desk, see, live_server):
    desk.goto(f"{live_server.url}/staff/articles/article/word/")
    named = {"name": "<img src=x onerror=attacked()>.docx", "mimeType": WORD}
    desk.set_input_files("#id_file", named | {"buffer": hostile_word_file()})
    desk.get_by_role("button", name="Read the file").click()
    desk.locator("[data-follow]").wait_for()
    assert watch.look() == []
    work()
    desk.frame_locator("iframe").locator("main").wait_for()
    assert watch.look() == []
    desk.fill("#id_title", WORDS[0])
    for described in desk.locator("[name^=alt_]").all():
        described.fill(described.input_value() or WORDS[1])
    desk.get_by_role("button", name="Take into a draft").click()
    desk.get_by_text("Taken into a new draft.").wait_for()
    article = Article.objects.get()
    assert article.body.count("<foot-note>") == len(WORDS)
    assert watch.look() == []
    read = WordFile.objects.get()
    Article.objects.update(
        state=State.READY,
        standfirst="Words.",
        slug="taken",
        published_at=timezone.now() - timedelta(hours=1),
    )
    article.refresh_from_db()
    paths = [*ways_to_read(article), f"/staff/articles/article/word/{read.pk}/", "/"]
    assert see(*paths, *(change_of(image) for image in Image.objects.all()[:2])) == {}


def test_in_the_names_of_files(watch, desk, see, live_server):
    desk.goto(f"{live_server.url}/staff/media/image/")
    # A name of a file has neither of these.
    names = [f"{payload.replace('/', '∕')[:120]}.png" for payload in WORDS[::6]]
    data = base64.b64encode(picture_bytes()).decode()
    desk.locator("body").evaluate(DROP, [names, data])
    desk.locator(".sending__words").nth(len(names) - 1).wait_for()
    desk.wait_for_function(
        "count => [...document.querySelectorAll('.sending__words')].filter(e => e.textContent).length >= count",
        arg=len(names),
    )
    assert watch.look() == []
    assert see("/staff/media/image/", "/staff/audit/entry/") == {}


def test_in_the_words_of_pictures(watch, desk, see, live_server):
    first = make_image()
    words = [payload for payload in WORDS if len(payload) <= 200]
    rows = [
        Image(
            **{name: getattr(first, name) for name in ("file", "width", "height", "source_hash")},
            **dict.fromkeys(("alt", "caption", "credit", "source"), payload),
        )
        for payload in words
    ]
    images = Image.objects.bulk_create(rows)
    shown = make_article(picture=images[0], body="".join(map(figure, images)))
    draft = make_article(state=State.DRAFT, published_at=None, body="<p>Words.</p>")
    assert see(*ways_to_read(shown), shown.get_absolute_url(), "/", "/feeds/atom/") == {}
    pages = [f"/staff/media/image/?p={number}" for number in range(1, len(words) // 24 + 1)]
    part = [f"/staff/media/image/{image.pk}" for image in images[::40]]
    actions = [f"{path}/{action}/" for path in part for action in ("change", "replace", "delete")]
    assert see(*pages, *actions) == {}
    desk.goto(live_server.url + change_of(draft))
    desk.locator(TEXT).first.click()
    desk.locator(".prose-menubar [data-name=figure]:visible").click()
    desk.get_by_label("Search the library").fill("attacked")
    chosen = desk.locator("dialog[open]").get_by_role("button", name="attacked")
    chosen.nth(3).wait_for()
    # Whoever touches everything chooses too.
    chosen.first.click()
    desk.get_by_role("button", name="Put it into the text").click()
    desk.locator(f"{TEXT} figure img").first.wait_for()
    assert watch.look() == []


def figure(image):
    return (
        f'<figure><img src="{image.file.url}" alt="" width="60" height="40" data-file="{image.pk}">'
        "</figure>"
    )


def test_in_titles_and_names(watch, desk, see, live_server):
    words = [payload for payload in WORDS if len(payload) <= 100]
    topics = Topic.objects.bulk_create(
        Topic(name=payload, slug=f"topic-{number}") for number, payload in enumerate(words)
    )
    series = make_series(title=words[0], description=words[1])
    people = [
        make_person(name=payload, title=payload, affiliation=payload) for payload in words[::9]
    ]
    make_place(*words[:8], note=words[9])
    fields = {"state": State.READY, "published_at": timezone.now() - timedelta(hours=1)}
    articles = [
        make_article(
            title=payload,
            standfirst=payload,
            summary_points=[payload],
            body=f"<p>{payload.replace('&', '&amp;').replace('<', '&lt;')}</p>",
            topics=topics[number : number + 3],
            byline=people[:2],
            **fields,
        )
        for number, payload in enumerate(words[::4])
    ]
    for number, article in enumerate(articles[:9], start=1):
        series.parts.create(article=article, number=number)
    public = [articles[0], articles[5], series, people[0], topics[0]]
    assert see("/", "/search/?q=attacked", *(one.get_absolute_url() for one in public)) == {}
    lists = [f"/staff/{path}/" for path in LISTS]
    forms = [change_of(row) for row in (articles[0], articles[7], series, people[0], topics[0])]
    assert see(*lists, f"/staff/articles/series/{series.pk}/plan/", *forms) == {}
    desk.goto(live_server.url + change_of(make_article(state=State.DRAFT, title=words[3])))
    desk.locator(TEXT).first.click()
    desk.locator(".prose-menubar:visible").get_by_role("button", name="Link", exact=True).click()
    desk.keyboard.type("attacked")
    desk.locator("dialog[open]").get_by_role("option").nth(2).wait_for()
    assert watch.look() == []


LISTS = [
    "articles/article",
    "articles/topic",
    "articles/series",
    "articles/person",
    "articles/namedplace",
    "calendar",
]
