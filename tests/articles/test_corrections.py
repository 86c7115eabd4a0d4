"""Corrections: made once, told wherever the piece is, and nowhere else."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from defusedxml import ElementTree
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.html import strip_tags

from articles.corrections import correct, may_be_corrected, reword
from articles.models import Correction, Kind, Language, State
from tests.factories import make_article, make_correction

pytestmark = pytest.mark.django_db

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
ATOM = "{http://www.w3.org/2005/Atom}"
MAY = datetime(2025, 5, 1, 8, tzinfo=UTC)
JUNE = datetime(2025, 6, 3, 8, tzinfo=UTC)
JULY = datetime(2025, 7, 4, 8, tzinfo=UTC)


@pytest.fixture
def corrected():
    """A piece of May with a correction of June."""
    article = make_article(slug="corrected", published_at=MAY)
    make_correction(article, text="It said kilograms. It is tonnes.", made_at=JUNE)
    return article


def read(client, path) -> str:
    """The text in the middle of a page, in one line."""
    main = client.get(path).content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(strip_tags(main.replace("<", " <")).split())


def shown(client, article) -> str:
    return read(client, article.get_absolute_url())


def refused(call, *args, **kwargs) -> str:
    """The code of the one refusal."""
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        call(*args, **kwargs)
    codes = [error.code for error in getattr(caught.value, "error_list", [])]
    fields = getattr(caught.value, "error_dict", {}).values()
    return (codes or [error.code for errors in fields for error in errors])[0]


# Making them


def test_a_correction_is_kept_with_who_made_it_and_when(django_user_model):
    user = django_user_model.objects.create_user("staff")
    before = timezone.now()
    correction = correct(article=make_article(), kind="update", text=" More is known. ", by=user)
    correction.refresh_from_db()
    assert (correction.kind, correction.text, correction.by) == ("update", "More is known.", user)
    assert before <= correction.made_at <= timezone.now()


def test_sent_twice_it_is_made_once():
    article = make_article()
    call = {"article": article, "kind": "correction", "text": "It said kilograms.", "by": None}
    assert correct(**call) == correct(**call)
    assert article.corrections.count() == 1


def test_a_correction_stays_when_its_author_leaves(django_user_model):
    user = django_user_model.objects.create_user("staff")
    correction = correct(article=make_article(), kind="update", text="More.", by=user)
    user.delete()
    correction.refresh_from_db()
    assert correction.by is None


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.DRAFT},
        {"state": State.IN_REVIEW},
        {"published_at": None},
        {"published_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_what_readers_have_not_seen_is_not_corrected(fields):
    article = make_article(**fields)
    assert not may_be_corrected(article)
    call = {"article": article, "kind": "correction", "text": "It said kilograms.", "by": None}
    assert refused(correct, **call) == "unseen"


def test_what_was_withdrawn_may_still_be_corrected():
    article = make_article(state=State.WITHDRAWN)
    assert may_be_corrected(article)
    correct(article=article, kind="correction", text="It said kilograms.", by=None)


@pytest.mark.parametrize("state", [State.READY, State.WITHDRAWN])
def test_only_a_retracted_piece_has_a_retraction(state):
    call = {"kind": "retraction", "text": "It rests on a wrong source.", "by": None}
    assert refused(correct, article=make_article(state=state), **call) == "not_retracted"
    correct(article=make_article(state=State.RETRACTED), **call)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"kind": "rumour"}, "invalid_choice"),
        ({"kind": ""}, "blank"),
        ({"text": ""}, "blank"),
        ({"text": " \n "}, "blank"),
    ],
)
def test_a_correction_without_kind_or_words_is_refused(fields, code):
    call = {"article": make_article(), "kind": "update", "text": "More.", "by": None} | fields
    assert refused(correct, **call) == code
    assert Correction.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"text": " … "}, "correction_has_text"),
        ({"kind": "rumour"}, "correction_kind_is_known"),
        ({"made_at": JULY, "reworded_at": JUNE}, "correction_is_reworded_after_it_is_made"),
    ],
)
def test_the_database_refuses_them_too(fields, rule):
    article = make_article()
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        make_correction(article, **fields)


def test_mended_words_say_when_they_were_mended(corrected):
    correction = corrected.corrections.get()
    reword(correction, text="It said kilograms; it is tonnes.")
    correction.refresh_from_db()
    assert correction.text == "It said kilograms; it is tonnes."
    assert correction.reworded_at > correction.made_at == JUNE


def test_words_that_stay_the_same_are_not_said_to_be_mended(corrected):
    correction = corrected.corrections.get()
    reword(correction, text=f" {correction.text} ")
    correction.refresh_from_db()
    assert correction.reworded_at is None


def test_words_cannot_be_mended_away(corrected):
    assert refused(reword, corrected.corrections.get(), text=" ") == "blank"


# On the article


def test_the_page_tells_each_correction_the_newest_first(client, corrected):
    make_correction(corrected, kind="update", text="More is known.", made_at=JULY)
    page = shown(client, corrected)
    told = page[page.index("Corrections Update") :]
    assert told.startswith(
        "Corrections Update , 4 July 2025 More is known. "
        "Correction , 3 June 2025 It said kilograms. It is tonnes. "
        "All corrections, and how to ask for one"
    )
    assert "Update 4 July 2025" in page[: page.index("Some made-up text.")]


def test_the_page_says_when_the_words_were_mended(client, corrected):
    corrected.corrections.update(reworded_at=JULY)
    assert "Correction , 3 June 2025 (reworded on 4 July 2025)" in shown(client, corrected)


def test_a_piece_without_corrections_says_nothing_about_them(client):
    page = client.get(make_article().get_absolute_url()).content.decode()
    assert "orrection" not in page


def test_a_retraction_is_told_before_the_text(client):
    article = make_article(state=State.RETRACTED, published_at=MAY)
    make_correction(article, kind="retraction", text="Its source was wrong.", made_at=JUNE)
    page = shown(client, article)
    assert page.count("Its source was wrong.") == 1
    assert page.index("Retraction , 3 June 2025 Its source was wrong.") < page.index("Some made-up")


def test_words_are_in_the_language_of_the_piece(client):
    article = make_article(language=Language.PERSIAN)
    make_correction(article, text="متن")
    page = client.get(article.get_absolute_url()).content.decode()
    assert '<p lang="fa" dir="rtl">متن</p>' in page


def test_words_are_shown_as_they_are_and_addresses_in_them_are_hidden(client, corrected):
    corrected.corrections.update(text="<b>a & b</b>\nWrite to avery@example.org.")
    for path in (corrected.get_absolute_url(), "/corrections/", "/feeds/atom/"):
        page = client.get(path).content.decode()
        assert "avery@example.org" not in page
        assert "<b>a" not in page
    assert (
        "&lt;b&gt;a &amp; b&lt;/b&gt;<br>Write to " in client.get("/corrections/").content.decode()
    )


# For machines


def piece_node(client, article) -> dict:
    page = client.get(article.get_absolute_url()).content.decode()
    return json.loads(DATA.findall(page)[0])["@graph"][0]


def test_structured_data_have_them(client, corrected):
    corrected.corrections.update(text="It said kilograms. Ask avery@example.org.", reworded_at=JULY)
    node = piece_node(client, corrected)
    assert node["correction"] == [
        {
            "@type": "CorrectionComment",
            "name": "Correction",
            "text": "It said kilograms. Ask …",
            "datePublished": "2025-06-03T08:00:00+00:00",
            "dateModified": "2025-07-04T08:00:00+00:00",
        }
    ]
    assert node["dateModified"] == "2025-07-04T08:00:00+00:00"


def test_structured_data_without_them_have_no_word_of_them(client):
    assert "correction" not in piece_node(client, make_article())


def test_link_previews_have_the_date_of_the_last_one(client, corrected):
    page = client.get(corrected.get_absolute_url()).content.decode()
    tag = '<meta property="article:modified_time" content="2025-06-03T08:00:00+00:00">'
    assert tag in page


def test_an_update_after_the_last_correction_is_the_last_change(client, corrected):
    type(corrected).objects.update(updated_at=JULY)
    assert piece_node(client, corrected)["dateModified"] == "2025-07-04T08:00:00+00:00"


def entry(client):
    return ElementTree.fromstring(client.get("/feeds/atom/").content).find(f"{ATOM}entry")


def test_the_feed_has_them_in_full_and_with_their_date(client, corrected):
    found = entry(client)
    assert found.findtext(f"{ATOM}updated") == "2025-06-03T08:00:00+00:00"
    assert found.findtext(f"{ATOM}published") == "2025-05-01T08:00:00+00:00"
    content = " ".join(found.findtext(f"{ATOM}content").split())
    told = "<p><strong>Correction, 3 June 2025</strong></p> <p>It said kilograms. It is tonnes.</p>"
    assert told in content


@pytest.mark.parametrize("condition", ["HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"])
def test_whoever_reads_the_feed_learns_of_a_new_one(client, corrected, condition):
    first = client.get("/feeds/atom/")
    known = {
        "HTTP_IF_NONE_MATCH": first.headers["ETag"],
        "HTTP_IF_MODIFIED_SINCE": first.headers["Last-Modified"],
    }
    again = {condition: known[condition]}
    assert client.get("/feeds/atom/", **again).status_code == 304
    make_correction(corrected, made_at=timezone.now() + timedelta(seconds=2))
    assert client.get("/feeds/atom/", **again).status_code == 200


@pytest.mark.parametrize(
    ("fields", "lastmod"),
    [
        ({}, "2025-06-03T08:00:00+00:00"),
        ({"reworded_at": JULY}, "2025-07-04T08:00:00+00:00"),
    ],
)
def test_the_sitemap_has_the_date_of_the_last_one(client, corrected, fields, lastmod):
    make_article(slug="another", published_at=MAY)
    corrected.corrections.update(**fields)
    text = client.get("/sitemap-articles.xml").content.decode()
    assert f"/articles/corrected/</loc><lastmod>{lastmod}</lastmod>" in text
    assert "/articles/another/</loc><lastmod>2025-05-01T08:00:00+00:00</lastmod>" in text


def test_the_sitemap_leads_to_the_list(client):
    assert "/corrections/</loc>" in client.get("/sitemap-pages.xml").content.decode()


# The list


def test_the_list_tells_them_all_the_newest_first(client, corrected):
    make_correction(make_article(title="Another piece"), kind="clarification", made_at=JULY)
    page = read(client, "/corrections/")
    assert "4 Jul 2025 Clarification Another piece It said kilograms." in page
    first, second = page.index("Another piece"), page.index(corrected.title)
    assert first < second
    assert "3 Jun 2025 Correction" in page
    assert "It said kilograms. It is tonnes." in page


def test_the_list_says_how_to_ask_for_one(client):
    page = client.get("/corrections/").content.decode()
    assert "If you find a mistake" in page
    assert "No piece has been corrected yet." in page


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.WITHDRAWN},
        {"state": State.DRAFT},
        {"published_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_the_list_has_nothing_of_a_piece_that_is_not_public(client, fields):
    make_correction(make_article(title="Kept back", **fields), text="Kept back too.")
    assert "Kept back" not in client.get("/corrections/").content.decode()


def test_the_list_marks_what_must_be_said_with_a_title(client):
    make_correction(make_article(kind=Kind.SIMULATION, is_demo=True))
    make_correction(make_article(state=State.RETRACTED), kind="retraction")
    page = read(client, "/corrections/")
    for mark in ("Simulation, not a report of events", "Retracted", "Demonstration"):
        assert mark in page


def test_the_list_goes_on_on_further_pages(client, monkeypatch):
    monkeypatch.setattr("articles.views.PAGE_SIZE", 2)
    for day in range(1, 6):
        make_correction(text=f"Of day {day}.", made_at=JUNE + timedelta(days=day))
    first = client.get("/corrections/")
    older = re.search(r'href="(\?before=[^"]+)"', first.content.decode())[1]
    second = client.get(f"/corrections/{older}&other=thing".replace("&amp;", "&"))
    assert re.findall(r"Of day \d", first.content.decode()) == ["Of day 5", "Of day 4"]
    assert re.findall(r"Of day \d", second.content.decode()) == ["Of day 3", "Of day 2"]
    assert "Newest first, from 6 June 2025 back" in read(client, f"/corrections/{older}")
    assert "other=thing" not in second.content.decode()


def test_beyond_its_end_the_list_begins_again(client, corrected):
    answer = client.get("/corrections/?before=2020-01-01T00:00:00Z~1")
    assert (answer.status_code, answer.url) == (302, "/corrections/")


@pytest.mark.parametrize("query", ["?before=x", "?before=2020~", "?after=%00", "?before=~1"])
def test_a_made_up_address_of_the_list_does_no_harm(client, corrected, query):
    assert client.get(f"/corrections/{query}").status_code in {200, 400}
