"""The preview beside the form, and the link that somebody outside opens."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, State
from tests.browser.desk import begin_to_write
from tests.desk import ADD, ARTICLES, page_of
from tests.factories import make_article, make_image

pytestmark = pytest.mark.browser

EDITOR = ".ProseMirror[contenteditable]:visible"
#: WCAG 2.2 AA and best practice, as on the pages that readers see.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
#: Without the bar of the editor and the choosers of Select2, which have tests of their own.
RUN = """async tags => (await axe.run(
        { include: document, exclude: [['.prose-menubar'], ['.select2-container']] },
        { runOnly: tags, resultTypes: ['violations'], iframes: false },
    )).violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)}`))"""
#: Both widths and both colours; a page is opened for each, since its colours change slowly.
LOOKS = [(1280, "light"), (320, "dark")]
PARAGRAPHS = "".join(f"<p>Paragraph {number}.</p>" for number in range(60))


@pytest.fixture
def draft(transactional_db):
    fields = {"title": "As saved", "body": PARAGRAPHS, "published_at": None}
    return make_article(state=State.DRAFT, **fields)


@pytest.fixture
def form(desk, live_server, draft):
    """The form of the draft, with its editor."""
    desk.goto(live_server.url + page_of(draft))
    desk.wait_for_selector(EDITOR)
    return desk


def look(page, view="piece"):
    """Open the preview; returns what is in its frame, once that follows what is typed."""
    with page.expect_response(
        lambda answer: answer.request.method == "POST" and "/preview/" in answer.url
    ):
        page.click(f"[data-preview-open={view}]")
    frame = page.frame_locator("[data-preview] iframe")
    frame.locator("main").wait_for()
    return frame


def choose(page, name, value):
    page.check(f"[name=preview-{name}][value={value}]", force=True)


def colour(frame):
    return frame.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")


def test_until_links_are_held_the_preview_cannot_be_clicked(desk, live_server, draft):
    picture = make_image()
    draft.body = f'<p>Text.</p><figure><img src="{picture.file.url}" alt="A square"></figure>'
    draft.save()
    held = []
    desk.route("**/media/**", lambda route: held.append(route))
    desk.goto(live_server.url + page_of(draft), wait_until="domcontentloaded")
    with desk.expect_request("**/media/**"):
        desk.click("[data-preview-open=piece]")
    frame = desk.locator("[data-preview] iframe")
    expect(frame).to_have_attribute("inert", "")
    for route in held:
        route.continue_()
    desk.unroute("**/media/**")
    expect(frame).not_to_have_attribute("inert", "")


def test_the_preview_follows_what_is_typed_and_keeps_its_place(form, draft):
    frame = look(form)
    frame.locator("h1:has-text('As saved')").wait_for()
    frame.locator("html").evaluate("e => e.scrollTo({ top: 300, behavior: 'instant' })")
    form.fill("#id_title", "As typed")
    begin_to_write(form)
    form.keyboard.press("Control+Home")
    form.keyboard.type("First words. ")
    frame.locator("h1:has-text('As typed')").wait_for()
    frame.locator("text=First words. Paragraph 0.").wait_for()
    assert frame.locator("html").evaluate("e => e.scrollTop") == 300
    assert frame.locator(".unpublished").inner_text().startswith("Not published.")
    # It was the form that was written in, not the preview.
    assert form.evaluate("document.activeElement.closest('.prose-editor') !== null")
    assert Article.objects.get(pk=draft.pk).title == "As saved"


def test_it_is_seen_at_two_widths_in_light_and_dark(form):
    frame = look(form)
    width = "e => e.ownerDocument.defaultView.innerWidth"
    assert frame.locator("body").evaluate(width) == 360
    light = colour(frame)
    choose(form, "width", "desk")
    assert frame.locator("body").evaluate(width) == 1280
    shown = form.locator("[data-preview] iframe").bounding_box()
    assert shown["width"] <= form.locator(".preview__stage").bounding_box()["width"]
    choose(form, "colours", "dark")
    assert colour(frame) != light


def test_links_in_it_lead_nowhere_but_within_the_piece(desk, live_server, transactional_db):
    body = '<p><a href="https://example.org/">Out</a>, said<foot-note>A source.</foot-note></p>'
    article = make_article(state=State.DRAFT, body=body)
    desk.goto(live_server.url + page_of(article))
    frame = look(desk)
    address = frame.locator("body").evaluate("e => e.ownerDocument.location.href")
    frame.get_by_role("link", name="Out", exact=True).click()
    frame.locator(".fn").first.click()
    frame.locator(".find__button").click()
    assert frame.locator("body").evaluate("e => e.ownerDocument.location.href") == address
    assert desk.url == live_server.url + page_of(article)


def test_a_new_piece_is_previewed_before_it_is_saved(desk, live_server):
    desk.goto(live_server.url + ADD)
    expect(desk.locator("#id_title")).to_be_focused()
    desk.keyboard.type("Not saved anywhere")
    look(desk).locator("h1:has-text('Not saved anywhere')").wait_for()
    assert not Article.objects.exists()


def test_how_it_is_found_and_shared_follows_too(form):
    frame = look(form, "found")
    frame.locator(".found__title:has-text('As saved | CCSIS')").wait_for()
    form.fill("#id_title", "As typed")
    frame.locator(".found__title:has-text('As typed | CCSIS')").wait_for()
    card = frame.locator(".found__card img")
    assert card.evaluate("e => e.decode().then(() => [e.naturalWidth, e.naturalHeight])") == [
        1200,
        630,
    ]


def test_on_a_phone_it_lies_over_the_form_and_gives_it_back(form):
    form.set_viewport_size({"width": 320, "height": 640})
    look(form).locator("h1:has-text('As saved')").wait_for()
    box = form.locator("[data-preview]").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 320, 640)
    assert form.evaluate("document.documentElement.scrollWidth") == 320
    form.keyboard.press("Escape")
    assert not form.locator("[data-preview]").is_visible()
    assert form.evaluate("document.activeElement.dataset.previewOpen") == "piece"


def test_it_stays_open_when_the_piece_is_saved(form):
    look(form)
    form.fill("#id_title", "Saved again")
    with form.expect_navigation():
        form.click("[name=_continue] >> nth=0")
    frame = form.frame_locator("[data-preview] iframe")
    frame.locator("h1:has-text('Saved again')").wait_for()
    form.click("[data-preview-close]")
    form.reload()
    form.wait_for_selector(EDITOR)
    assert not form.locator("[data-preview]").is_visible()


def test_without_a_script_the_button_opens_a_page(browser, desk, live_server, draft):
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(desk.context.cookies())
    page = context.new_page()
    page.goto(live_server.url + page_of(draft))
    page.fill("#id_title", "Typed without a script")
    with context.expect_page() as opened:
        page.click("[data-preview-open=piece]")
    opened.value.locator("h1:has-text('Typed without a script')").wait_for()
    context.close()


def test_somebody_outside_reads_it_until_the_link_is_revoked(
    browser, desk, live_server, transactional_db
):
    fields = {"title": "Before its day", "picture": make_image(), "published_at": None}
    draft = make_article(state=State.DRAFT, **fields)
    desk.goto(f"{live_server.url}{ARTICLES}{draft.pk}/links/")
    desk.click("text=Make a link")
    link = desk.input_value(".desk-link")
    context = browser.new_context()
    reader = context.new_page()
    asked = []
    reader.on("request", lambda request: asked.append((request.url, request.headers)))
    reader.goto(link)
    assert reader.inner_text("h1") == "Before its day"
    mark = "e => getComputedStyle(e, '::after')"
    for medium in ("screen", "print"):
        reader.emulate_media(media=medium)
        shown = reader.locator(".unpublished").evaluate(
            f"e => {{ const mark = ({mark})(e); return [mark.content, mark.position, e.checkVisibility()] }}"
        )
        assert shown == ['"Not published" / ""', "fixed", True]
    assert context.cookies() == []
    # What the page loads, and where its links lead, does not learn its address.
    assert all("preview/" not in headers.get("referer", "") for _, headers in asked)
    reader.emulate_media(media="screen")
    with reader.expect_request("**/articles/") as followed:
        reader.click("nav >> text=All pieces")
    assert "referer" not in followed.value.headers
    assert "Before its day" not in reader.content()
    with desk.expect_navigation():
        desk.get_by_role("button", name="Revoke", exact=True).click()
    assert reader.goto(link).status == 404
    assert "Before its day" not in reader.content()
    context.close()


@pytest.fixture
def judged(signed_in, axe):
    """A page in which axe is ready; what its own styles break of the policy is not ours."""
    signed_in.add_init_script(axe)
    return signed_in


def test_axe_finds_nothing_on_the_changed_pages_of_the_desk(judged, live_server, draft):
    public = make_article(title="Public by now", picture=make_image())
    addresses = [
        ADD,
        page_of(draft),
        page_of(public),
        f"{ARTICLES}{draft.pk}/links/",
        f"{ARTICLES}{draft.pk}/preview/",
        f"{ARTICLES}{draft.pk}/preview/?as=found",
        ARTICLES,
        "/staff/",
    ]
    found = []
    for width, scheme in LOOKS:
        judged.set_viewport_size({"width": width, "height": 800})
        judged.emulate_media(color_scheme=scheme)
        for address in addresses:
            judged.goto(live_server.url + address)
            found += violations(judged, f"{address} {width} {scheme}")
    assert found == []


def test_axe_finds_nothing_in_the_open_preview(judged, live_server, draft):
    found = []
    for width, scheme in LOOKS:
        judged.set_viewport_size({"width": width, "height": 800})
        judged.emulate_media(color_scheme=scheme)
        judged.goto(live_server.url + page_of(draft))
        look(judged).locator("h1:has-text('As saved')").wait_for()
        found += violations(judged, f"{width} {scheme}")
        judged.click("[data-preview-close]")
    assert found == []


def violations(page, place) -> list[str]:
    return [f"{place} {one}" for one in page.evaluate(RUN, TAGS)]
