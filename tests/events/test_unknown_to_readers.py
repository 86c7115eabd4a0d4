"""What readers never learn of a partner, on whatever page of the site; and how soon one that left is gone."""

import re
from collections import deque

import pytest

from ccsis.publicsite import version
from events.models import AGREED, PartnerState
from tests.factories import make_article, make_image
from tests.sendings import make_event, make_partner

ADDRESS = re.compile(r'(?:href|action|src)="(/[^"#]*)"|<loc>http://testserver(/[^<]*)</loc>')
LEFT_OUT = ("/static/", "/media/", "/staff/")
SECRET = {
    "contact_person": "Sam Secretive",
    "email": "secretive@example.org",
    "text": "A secretive letter.",
}


def crawl(client) -> dict[str, str]:
    """Every page that a reader can come to, by its address."""
    pages, waiting = {}, deque(["/", "/events/", "/sitemap.xml", "/robots.txt", "/mail/", "/my/"])
    while waiting:
        path = waiting.popleft()
        if path in pages or path.startswith(LEFT_OUT):
            continue
        response = client.get(path)
        is_text = response["Content-Type"].startswith(("text/", "application/"))
        pages[path] = b"".join(response).decode() if is_text else ""
        found = ADDRESS.findall(pages[path])
        waiting.extend((link or place).replace("&amp;", "&") for link, place in found)
    return pages


@pytest.mark.django_db
def test_no_page_tells_of_a_partner_more_than_the_organisation(client):
    make_article()
    event = make_event()
    for state in PartnerState:
        more = {"agreement": "A secretive agreement."} if state in AGREED else {}
        name = f"Organisation {state.name.title()}"
        make_partner(event, state=state, organisation=name, logo=make_image(), **SECRET | more)
    pages = crawl(client)
    assert {"/", "/events/", event.get_absolute_url(), "/privacy/", "/contact/"} <= set(pages)
    told = [path for path, page in pages.items() if re.search("secretive", page, re.IGNORECASE)]
    named = {path for path, page in pages.items() if "Organisation Shown" in page}
    others = [path for path, page in pages.items() if re.search(r"Organisation [^S\W]", page)]
    links = [path for path, page in pages.items() if re.search(r"/my/\w|L-\w{4}-", page)]
    assert (told, others, links) == ([], [], [])
    assert named == {event.get_absolute_url()}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["leave", "erase"])
def test_a_partner_that_goes_makes_a_new_state_of_the_site(client, jobs, name):
    partner = make_partner(make_event(), state=PartnerState.SHOWN)
    before = version.current()
    client.get(f"{partner.get_absolute_url()}{name}/")
    assert version.current() == before
    client.post(f"{partner.get_absolute_url()}{name}/")
    assert version.current() > before
