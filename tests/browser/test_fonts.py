"""Which fonts a page is really set in: the journal's, where they have the letters, and the reader's own, where that spares a file."""

import pytest

from articles.models import Language
from tests.factories import make_article

pytestmark = pytest.mark.browser

TEXTS = {
    Language.ENGLISH: "A communiqué of 3 km², “in part” – 12 % of it, § 4.",
    Language.ARMENIAN: "Խաղաղություն և երկխոսություն։",
    Language.AZERBAIJANI: "Bakı'nın sülh gündəliyi, ğ, Ç, Ö, İ.",
    Language.RUSSIAN: "Съешь ещё этих мягких булок, № 5.",
    Language.TURKISH: "Pijamalı hasta, yağız şoföre çabucak güvendi.",
}
#: What no font of ours draws.
OTHERS = {
    Language.GEORGIAN: "ცეცხლის შეწყვეტა",
    Language.PERSIAN: "متن نمونه",
}


@pytest.fixture
def fonts_of(browser_page, live_server):
    """By selector, whether all that stands in it is set in fonts of ours."""
    session = browser_page.context.new_cdp_session(browser_page)

    def are_ours(selector: str) -> bool:
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        query = {"nodeId": root, "selector": selector}
        node = session.send("DOM.querySelector", query)["nodeId"]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert fonts, selector
        return all(font["isCustomFont"] for font in fonts)

    def opened(article):
        browser_page.goto(live_server.url + article.get_absolute_url(), wait_until="networkidle")
        session.send("DOM.enable")
        session.send("CSS.enable")
        return are_ours

    return opened


@pytest.mark.parametrize("language", TEXTS)
def test_a_piece_is_set_in_the_journals_fonts(fonts_of, transactional_db, jobs, language):
    text = TEXTS[language]
    body = f"<p>{text}</p><h2>{text}</h2><p><strong>{text}</strong></p>"
    are_ours = fonts_of(make_article(language=language, title=text, standfirst=text, body=body))
    places = ["h1", ".standfirst", ".prose__text > p", ".prose__text > h2", ".prose__text strong"]
    assert {place: are_ours(place) for place in places} == dict.fromkeys(places, True)


@pytest.mark.parametrize("language", OTHERS)
def test_other_scripts_are_set_in_the_readers_own(fonts_of, transactional_db, jobs, language):
    text = OTHERS[language]
    are_ours = fonts_of(make_article(language=language, title=text, body=f"<p>{text}</p>"))
    assert not are_ours("h1")
    assert not are_ours(".prose__text > p")


def test_words_in_another_script_cost_an_english_piece_no_font(fonts_of, transactional_db, jobs):
    words = {language: TEXTS[language] for language in ("hy", "ru", "tr")}
    spans = [f'<span lang="{language}">{text}</span>' for language, text in words.items()]
    are_ours = fonts_of(make_article(body=f"<p>Words {' and '.join(spans)}</p>"))
    found = {language: are_ours(f'.prose__text [lang="{language}"]') for language in words}
    assert found == {"hy": False, "ru": False, "tr": True}
