"""The page on which a name is withheld, in a real browser."""

import pytest

from articles.models import Person
from tests.factories import make_article, make_person, make_superuser

pytestmark = pytest.mark.browser

#: Django's own breadcrumbs and filters are not ours to judge.
OURS = "#content"
RUN = """async root => (await axe.run(root)).violations
    .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 120)}`))"""
#: Colours fade from one scheme to the other. Waited for, they may never end: a page that nobody
#: looks at is not always painted.
SETTLED = "document.getAnimations().forEach(one => one.finish())"
IS_WIDER = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture
def desk(browser, live_server, client, jobs, axe):
    """A superuser's browser, in which axe is ready."""
    client.force_login(make_superuser())
    context = browser.new_context()
    context.add_init_script(axe)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    yield context.new_page()
    context.close()


def test_a_name_is_withheld_after_seeing_what_would_change(desk, live_server):
    person = make_person("Avery Example")
    for number in range(3):
        make_article(title=f"On Avery Example {number}", byline=[person])
    make_article(body="<p>The Exampleans.</p>")
    desk.goto(f"{live_server.url}/staff/articles/person/{person.pk}/change/")
    desk.click("text=Withhold this name…")
    desk.fill("[name=other_forms]", "A. Example\nЭ. Пример")
    desk.click("text=Show what would change")
    desk.click("summary")
    assert _flaws(desk) == []
    desk.click("text=Withhold the name for good")
    desk.wait_for_selector("text=The name is withheld everywhere.")
    assert Person.objects.get().name == "Name withheld"


def _flaws(page) -> list[str]:
    """What axe finds, and whether the page scrolls sideways, at each width and scheme."""
    found = []
    for width in (1280, 768, 320):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.evaluate(SETTLED)
            place = f"{width} {scheme}"
            found += [f"{place} {one}" for one in page.evaluate(RUN, OURS)]
            found += [f"{place} sideways"] if page.evaluate(IS_WIDER) else []
    return found
