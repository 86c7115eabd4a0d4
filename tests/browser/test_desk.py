"""The desk in a browser: the editor works under the policy and loses nothing."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from articles.models import Article
from tests.factories import make_article, make_image, make_person

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(live_server, browser_page, django_user_model, jobs):
    """A signed-in page whose console must stay empty."""
    django_user_model.objects.create_superuser("staff", password="demo-password")
    complaints = []
    browser_page.on(
        "console", lambda message: complaints.append(f"{browser_page.url}: {message.text}")
    )
    browser_page.on("pageerror", lambda error: complaints.append(f"{browser_page.url}: {error}"))
    browser_page.goto(f"{live_server.url}/staff/")
    browser_page.fill("#id_username", "staff")
    browser_page.fill("#id_password", "demo-password")
    browser_page.click("[type=submit]")
    yield browser_page
    assert complaints == []


def body_with_everything(image) -> str:
    return (
        "<h2>A part</h2><p>First <strong>words</strong>, <em>and</em> a "
        '<a href="https://example.org/">link</a>.</p>'
        f'<figure><img src="{image.file.url}" alt="A plain rectangle" width="60" height="40" '
        f'data-file="{image.pk}"><figcaption>A caption.</figcaption></figure>'
        "<ul><li><p>One</p></li></ul><blockquote><p>Said.</p></blockquote>"
        "<table><tbody><tr><th>A</th><td>1</td></tr></tbody></table>"
        "<p>H<sub>2</sub>O, x<sup>2</sup></p>"
    )


def things(html: str) -> list[str]:
    """Tags and words, without the paragraphs that the editor puts into cells."""
    words = re.findall(r"<[^>]+>|[^<]+", html)
    return [word for word in words if not re.fullmatch(r'</?p>|<t[hd] .*="1">|\s+', word)]


def test_an_edited_text_loses_nothing(desk, live_server):
    before = body_with_everything(make_image())
    article = make_article(body=before)
    desk.goto(f"{live_server.url}/staff/articles/article/{article.pk}/change/")
    desk.click(".ProseMirror[contenteditable] > h2")
    desk.keyboard.press("End")
    desk.keyboard.type(" of the text")
    desk.click("[name=_continue] >> nth=0")
    desk.wait_for_selector(".messagelist")
    after = Article.objects.get().body
    expected = before.replace("A part", "A part of the text")
    assert [t for t in things(after) if not t.startswith(("<th", "<td"))] == [
        t for t in things(expected) if not t.startswith(("<th", "<td"))
    ]


def test_a_new_piece_gets_its_slug_from_its_title(desk, live_server):
    desk.goto(f"{live_server.url}/staff/articles/article/add/")
    desk.fill("#id_title", "Գետեր և մատյաններ")
    desk.click(".ProseMirror[contenteditable]:visible")
    desk.keyboard.type("Some words.")
    desk.click("[name=_save] >> nth=0")
    desk.wait_for_selector(".messagelist")
    article = Article.objects.get()
    assert (article.slug, article.body) == ("գետեր-և-մատյաններ", "<p>Some words.</p>")


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_of_the_desk_breaks_the_policy_or_scrolls_sideways(desk, live_server, width):
    make_article(byline=[make_person()], picture=make_image())
    desk.set_viewport_size({"width": width, "height": 800})
    for model in admin.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages = [reverse(f"{base}_changelist")]
        row = model.objects.first()
        if row:
            pages.append(reverse(f"{base}_change", args=[row.pk]))
        for page in pages:
            desk.goto(f"{live_server.url}{page}")
            desk.wait_for_load_state("networkidle")
            overflow = desk.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert overflow <= 0, page
