"""The library of pictures in a browser: added by drop and paste, aimed, chosen for a text."""

import base64
import re

import pytest
from playwright.sync_api import expect

from articles.models import Article, State
from ccsis.media.models import Image
from tests.browser.test_axe import WIDER
from tests.factories import encoded, make_article, make_image, picture_bytes, store_image

pytestmark = pytest.mark.browser

LIBRARY = "/staff/media/image/"
TEXT = ".ProseMirror[contenteditable]:visible"
FAULTS = """async selector => (await axe.run(document.querySelector(selector), {runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa']}))
    .violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 120)}`))"""
#: Gives an element files as a person would: dropped, or pasted.
GIVE = """(element, [kind, files]) => {
    const transfer = new DataTransfer()
    for (const [name, type, data] of files)
        transfer.items.add(new File([Uint8Array.from(atob(data), c => c.charCodeAt(0))], name, {type}))
    const box = element.getBoundingClientRect()
    const at = {clientX: box.left + 5, clientY: box.top + 5}
    const event = kind === 'paste'
        ? new ClipboardEvent('paste', {bubbles: true, cancelable: true, clipboardData: transfer})
        : new DragEvent('drop', {bubbles: true, cancelable: true, dataTransfer: transfer, ...at})
    return !element.dispatchEvent(event)
}"""
#: Of what is no picture, and of pictures that a system does not know.
TYPES = {"pdf": "application/pdf", "heic": ""}


def give(locator, kind, **files) -> bool:
    """Whether the page keeps them from the browser. files: names, with "_" for ".", and what they hold."""
    said = [
        [name.replace("_", "."), type_of(name), base64.b64encode(data).decode()]
        for name, data in files.items()
    ]
    return locator.evaluate(GIVE, [kind, said])


def type_of(name) -> str:
    ending = name.rpartition("_")[2]
    return TYPES.get(ending, f"image/{ending}")


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_several_files_come_in_at_once_each_with_its_own_answer(desk, live_server, kind):
    desk.goto(live_server.url + LIBRARY)
    give(
        desk.locator("body"),
        kind,
        one_png=picture_bytes(),
        drawing_svg=b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        two_png=picture_bytes(colour="#ffffff"),
    )
    lines = desk.locator(".sending__words")
    lines.nth(2).get_by_text("Added.").wait_for()
    assert lines.nth(0).text_content() == "Added."
    assert lines.nth(1).text_content() == (
        "“drawing.svg”: SVG drawings cannot be used, since they may hold programs. "
        "Send the drawing as a PNG file."
    )
    assert Image.objects.count() == 2


def test_how_much_is_sent_is_told(desk, live_server):
    desk.goto(live_server.url + LIBRARY)
    desk.evaluate(
        """() => {
            window.shares = []
            new MutationObserver(() => document.querySelectorAll('.sending progress')
                .forEach(bar => window.shares.push(bar.value)))
                .observe(document.querySelector('[data-shelf-list]'), {subtree: true, attributes: true, childList: true})
        }"""
    )
    give(desk.locator("body"), "drop", one_jpeg=picture_bytes((900, 900), file_format="JPEG"))
    desk.get_by_text("Added.").wait_for()
    assert 1 in desk.evaluate("window.shares")


def test_a_picture_is_described_where_it_came_in(desk, live_server):
    desk.goto(live_server.url + LIBRARY)
    give(desk.locator("body"), "drop", one_png=picture_bytes())
    desk.get_by_role("button", name="Save the words").click()
    desk.get_by_text("Say what the picture shows, or tick “decorative”.").wait_for()
    desk.get_by_label("What does it show?").fill("A plain rectangle")
    desk.get_by_label("Credit").fill("Avery Example")
    desk.get_by_role("button", name="Save the words").click()
    desk.get_by_text("Added and described.").wait_for()
    image = Image.objects.get()
    assert (image.alt, image.credit) == ("A plain rectangle", "Avery Example")


def photograph(**fields):
    """Left half dark, right half light."""
    return store_image(encoded((900, 300), "#222222", "JPEG"), alt="Two halves", **fields)


def test_the_centre_of_interest_is_chosen_by_click_and_by_keys(desk, live_server):
    image = photograph()
    desk.goto(f"{live_server.url}{LIBRARY}{image.pk}/change/")
    box = desk.locator("[data-focus-whole]").bounding_box()
    desk.mouse.click(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.2)
    assert [desk.input_value(f"#id_centre_{axis}") for axis in "xy"] == ["80", "20"]
    mark = desk.get_by_role("button", name=re.compile("^Centre of interest"))
    mark.press("ArrowRight")
    mark.press("ArrowDown")
    assert [desk.input_value(f"#id_centre_{axis}") for axis in "xy"] == ["85", "25"]
    with desk.expect_navigation():
        desk.click("[name=_save] >> nth=0")
    image.refresh_from_db()
    assert (image.centre_x, image.centre_y) == (85, 25)


@pytest.mark.parametrize(("centre", "position"), [((90, 10), "90% 10%"), ((50, 50), "50% 50%")])
def test_the_crop_of_a_list_keeps_the_centre_of_interest(
    browser_page, live_server, jobs, centre, position
):
    image = photograph(centre_x=centre[0], centre_y=centre[1])
    make_article(picture=image)
    browser_page.goto(f"{live_server.url}/")
    cover = browser_page.locator("img.cover").first
    style = cover.evaluate(
        "e => [getComputedStyle(e).objectFit, getComputedStyle(e).objectPosition]"
    )
    assert style == ["cover", position]
    box = cover.bounding_box()
    assert box["width"] / box["height"] < 2.5


def test_the_crop_shows_what_is_at_the_centre_of_interest(browser_page, live_server, jobs):
    import io

    from PIL import Image as Pillow

    from ccsis.media import ingest

    halves = Pillow.new("RGB", (1200, 300), "#ff0000")
    halves.paste("#0000ff", (1080, 0, 1200, 300))
    buffer = io.BytesIO()
    halves.save(buffer, "JPEG")
    picture = ingest.reencode(buffer.getvalue())
    make_article(picture=store_image(picture, alt="Two parts", centre_x=100))
    browser_page.goto(f"{live_server.url}/")
    cover = browser_page.locator("img.cover").first
    cover.evaluate("image => image.decode()")
    shot = cover.screenshot()
    with Pillow.open(io.BytesIO(shot)) as seen:
        right = seen.convert("RGB").getpixel((seen.width - 4, seen.height // 2))
        left = seen.convert("RGB").getpixel((4, seen.height // 2))
    assert right[2] > right[0]
    assert left[0] > left[2]


@pytest.fixture
def editor(desk, live_server):
    """Opens a draft with a text; returns it and a function that saves and reads it."""

    def opened(body="<p>First.</p><p>Second.</p>"):
        article = make_article(body=body, state=State.DRAFT)
        desk.goto(f"{live_server.url}/staff/articles/article/{article.pk}/change/")
        desk.locator(".ProseMirror[contenteditable]:visible").wait_for()

    def saved():
        with desk.expect_navigation():
            desk.click("[name=_continue] >> nth=0")
        desk.wait_for_selector(".messagelist")
        return Article.objects.get().body

    return opened, saved


def test_a_picture_of_the_library_is_found_and_put_into_the_text(desk, editor):
    make_image(alt="Another one", credit="Robin Specimen")
    image = store_image(encoded(colour="#ffffff"), alt="A white field", caption="Its caption")
    opened, saved = editor
    opened()
    desk.locator(".ProseMirror[contenteditable]:visible").get_by_text("First.").click()
    desk.locator(".prose-menubar [data-name=figure]:visible").click()
    other = desk.get_by_role("button", name="Another one")
    other.wait_for()
    desk.get_by_label("Search the library").fill("white")
    other.wait_for(state="detached")
    desk.get_by_role("button", name="A white field").click()
    assert desk.get_by_label("Alternative text, in this piece").input_value() == "A white field"
    desk.get_by_label("Alternative text, in this piece").fill("White, here")
    desk.get_by_role("button", name="Put it into the text").click()
    figure = (
        f'<figure><img src="{image.file.url}" alt="White, here" width="60" height="40" '
        f'data-file="{image.pk}"></figure>'
    )
    assert saved() == f"<p>First.</p>{figure}<p>Second.</p>"


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_a_file_given_to_the_text_is_sent_described_and_shown(desk, editor, kind):
    opened, saved = editor
    opened("<p>First.</p>")
    desk.locator(".ProseMirror[contenteditable]:visible").get_by_text("First.").click()
    give(
        desk.locator(".ProseMirror[contenteditable]:visible"),
        kind,
        photo_png=picture_bytes(),
    )
    use = desk.get_by_role("button", name="Put it into the text")
    use.click()
    desk.get_by_text("Say what the picture shows, or tick “decorative”.").wait_for()
    desk.get_by_label("What does it show?").fill("A plain rectangle")
    use.click()
    desk.locator(".ProseMirror figure img").wait_for()
    body = saved()
    image = Image.objects.get()
    assert image.alt == "A plain rectangle"
    assert f'<img src="{image.file.url}" alt="A plain rectangle"' in body


def test_a_file_that_is_refused_is_told_in_the_dialog(desk, editor):
    opened, saved = editor
    opened("<p>First.</p>")
    give(
        desk.locator(".ProseMirror[contenteditable]:visible"),
        "drop",
        bomb_png=picture_bytes((4000, 4)),
    )
    desk.get_by_text("“bomb.png”: The picture is too long and narrow (4000 × 4 pixels).").wait_for()
    desk.get_by_role("button", name="Cancel").click()
    assert saved() == "<p>First.</p>"


def test_a_picture_in_the_text_gives_way_to_another(desk, editor):
    old, new = make_image(), store_image(encoded(colour="#ffffff"), alt="A white field")
    opened, saved = editor
    opened(f'<figure><img src="{old.file.url}" alt="Old" width="60" height="40"></figure>')
    desk.locator(".ProseMirror[contenteditable]:visible img").click()
    desk.locator(".prose-menubar [data-name=figure]:visible").click()
    desk.get_by_role("button", name="A white field").click()
    desk.get_by_label("Alternative text, in this piece").fill("White")
    desk.get_by_role("button", name="Put it in the other’s place").click()
    body = saved()
    assert old.file.url not in body
    assert f'<img src="{new.file.url}" alt="White"' in body


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_other_files_given_to_the_text_are_named_and_never_opened(desk, editor, kind):
    opened, _ = editor
    opened("<p>First.</p>")
    text = desk.locator(TEXT)
    text.get_by_text("First.").click()
    assert give(text, kind, letter_pdf=b"%PDF-1.7")
    words = "“letter.pdf” was left out: of files, only pictures can be put into a text."
    desk.get_by_text(words).wait_for()
    assert give(text, kind, photo_heic=b"no picture")
    desk.get_by_text("“photo.heic”: This is not a picture that can be used.").wait_for()


def test_who_cannot_add_pictures_is_told_so(desk, editor):
    opened, _ = editor
    opened("<p>First.</p>")
    desk.evaluate("document.querySelector('meta[name=picture-library]').dataset.mayAdd = ''")
    assert give(desk.locator(TEXT), "drop", photo_png=picture_bytes())
    words = "“photo.png” was left out: you cannot add pictures to the library."
    desk.get_by_text(words).wait_for()


def test_a_slow_upload_leaves_alone_what_is_typed_meanwhile(desk, editor):
    make_image(alt="A harbour")
    opened, _ = editor
    opened()
    held = []
    desk.route("**/media/image/upload/", lambda route: held.append(route))
    desk.locator(".prose-menubar [data-name=figure]:visible").click()
    with desk.expect_request("**/media/image/upload/"):
        give(desk.locator(".chooser"), "drop", slow_png=picture_bytes(colour="#ffffff"))
    desk.get_by_role("button", name="A harbour").click()
    own = desk.get_by_label("Alternative text, in this piece")
    own.fill("Typed meanwhile")
    with desk.expect_response("**/media/image/upload/"):
        held[0].continue_()
    assert own.input_value() == "Typed meanwhile"
    desk.get_by_role("button", name="Back to the library").click()
    expect(desk.locator(".tile")).to_have_text(["No alternative text", "A harbour"])
    expect(desk.locator(".sending__words")).to_have_text("Added.")


def test_two_presses_open_one_library(desk, editor):
    opened, _saved = editor
    opened()
    chooser = desk.locator(".prose-menubar [data-name=figure]:visible")
    chooser.evaluate("button => { button.click(); button.click() }")
    desk.get_by_label("Search the library").first.wait_for()
    expect(desk.locator("dialog.chooser")).to_have_count(1)


def test_who_leaves_the_second_file_out_keeps_the_first(desk, editor):
    opened, saved = editor
    opened("<p>First.</p>")
    give(
        desk.locator(TEXT),
        "drop",
        one_png=picture_bytes(),
        two_png=picture_bytes(colour="#ffffff"),
    )
    desk.get_by_label("What does it show?").fill("The first one")
    desk.get_by_role("button", name="Put it into the text").click()
    desk.get_by_role("button", name="Leave the rest out").wait_for()
    desk.keyboard.press("Escape")
    desk.locator(".ProseMirror figure img").wait_for()
    assert saved().count("<figure>") == 1
    assert Image.objects.count() == 2


def test_a_picture_is_pasted_into_the_dialog_and_a_refused_file_is_sent_again(desk, editor):
    opened, _ = editor
    opened()
    desk.locator(".prose-menubar [data-name=figure]:visible").click()
    wrong = {"name": "wrong.png", "mimeType": "image/png", "buffer": b"no picture"}
    for number in range(2):
        desk.locator(".chooser input[type=file]").set_input_files(wrong)
        desk.get_by_text("“wrong.png”: This is not").nth(number).wait_for()
    give(desk.locator("body"), "paste", one_png=picture_bytes())
    desk.get_by_label("What does it show?").wait_for()
    assert Image.objects.count() == 1


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_a_picture_is_given_to_the_field_of_a_piece(desk, editor, kind):
    opened, saved = editor
    opened()
    give(desk.get_by_role("button", name="From the library…"), kind, one_png=picture_bytes())
    desk.get_by_label("What does it show?").fill("A plain rectangle")
    desk.get_by_role("button", name="Use this picture").click()
    desk.locator("img.picture-field__shown").wait_for()
    saved()
    assert Article.objects.get().picture.alt == "A plain rectangle"


def test_a_file_is_replaced_by_one_that_is_dropped_once_that_is_said(desk, live_server):
    image, known = make_image(), store_image(encoded(colour="#ffffff"), alt="A white field")
    desk.goto(f"{live_server.url}{LIBRARY}{image.pk}/replace/")
    give(desk.locator("body"), "drop", white_png=picture_bytes(colour="#ffffff"))
    desk.get_by_role("button", name="Replace it").click()
    words = "This file is another picture of the library: “A white field”."
    desk.get_by_text(words).wait_for()
    link = desk.get_by_role("link", name="Open that picture")
    assert link.get_attribute("href") == f"{LIBRARY}{known.pk}/change/"
    give(desk.locator("body"), "paste", black_png=picture_bytes((30, 20), "#000000"))
    desk.get_by_role("button", name="Replace it").click()
    desk.wait_for_url(f"{live_server.url}{LIBRARY}{image.pk}/change/")
    desk.get_by_text("The file is replaced wherever it is shown.").wait_for()
    new = Image.objects.get(pk=image.pk)
    assert new.width == 30
    assert desk.locator("[data-focus-whole] img").get_attribute("src") == new.file.url


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_the_pages_of_the_library_have_no_fault_that_axe_knows(
    signed_in, live_server, axe, width, scheme
):
    image = photograph()
    article = make_article(picture=image, state=State.DRAFT)
    signed_in.set_viewport_size({"width": width, "height": 800})
    signed_in.emulate_media(color_scheme=scheme)

    def faults(selector):
        signed_in.evaluate(axe)
        found = signed_in.evaluate(FAULTS, selector)
        return found + signed_in.evaluate(WIDER)

    found = []
    for path in ("", f"{image.pk}/change/", f"{image.pk}/replace/", f"{image.pk}/delete/"):
        signed_in.goto(live_server.url + LIBRARY + path)
        found += [f"{path} {one}" for one in faults("#content")]
    signed_in.goto(f"{live_server.url}/staff/articles/article/{article.pk}/change/")
    # Until the editor has come, what stands below it may move a little.
    signed_in.locator(TEXT).wait_for()
    signed_in.get_by_role("button", name="From the library…").click()
    signed_in.locator(".tile").wait_for()
    found += [f"dialog {one}" for one in faults("dialog[open]")]
    signed_in.keyboard.press("Escape")
    signed_in.locator(".prose-menubar [data-name=figure]:visible").click()
    signed_in.locator(".tile").click()
    found += [f"words {one}" for one in faults("dialog[open]")]
    assert found == []


def test_the_picture_of_a_piece_is_chosen_from_the_library(desk, editor):
    image = store_image(encoded(colour="#ffffff"), alt="A white field")
    opened, saved = editor
    opened()
    desk.get_by_role("button", name="From the library…").click()
    desk.get_by_role("button", name="A white field").click()
    desk.locator("img.picture-field__shown").wait_for()
    saved()
    assert Article.objects.get().picture_id == image.pk
