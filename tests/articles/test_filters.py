import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import Kind, State
from tests.factories import make_article

LATER = timezone.now() + timedelta(days=800)


def titles(client, query):
    page = client.get(f"/articles/{query}").content.decode()
    return re.findall(r'entry__title"[^>]*><a[^>]*>([^<]+)<', page)


@pytest.fixture
def archive(db):
    make_article(title="Plain", regions=["caucasus"], published_at=datetime(2021, 5, 1, tzinfo=UTC))
    make_article(
        title="Comment",
        kind=Kind.COMMENTARY,
        regions=["caucasus", "eurasia"],
        published_at=datetime(2022, 5, 1, tzinfo=UTC),
    )
    make_article(
        title="Заметка",
        language="ru",
        kind=Kind.COMMENTARY,
        regions=["eurasia"],
        published_at=datetime(2023, 5, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Заметка", "Comment", "Plain"]),
        ("?kind=&region=&year=&language=", ["Заметка", "Comment", "Plain"]),
        ("?kind=commentary", ["Заметка", "Comment"]),
        ("?region=caucasus", ["Comment", "Plain"]),
        ("?year=2021", ["Plain"]),
        ("?language=ru", ["Заметка"]),
        ("?kind=commentary&region=eurasia&year=2022&language=en", ["Comment"]),
        ("?kind=analysis&language=ru", []),
    ],
)
def test_the_list_shows_what_the_fields_ask_for(client, archive, query, expected):
    assert titles(client, query) == expected


@pytest.mark.parametrize(
    "query",
    [
        "?kind=rumour",
        "?region=nowhere",
        "?region=Caucasus",
        "?year=1999",
        "?year=2024",
        "?year=02022",
        "?year=٢٠٢٢",
        "?year=all",
        "?language=xx",
        "?kind=commentary&language=English",
    ],
)
def test_an_unknown_value_is_not_found(client, archive, query):
    assert client.get(f"/articles/{query}").status_code == 404


def options(client, name):
    page = client.get("/articles/").content.decode()
    select = page[page.index(f'name="{name}"') :]
    return re.findall(r'<option value="([^"]+)"', select[: select.index("</select>")])


def test_the_years_reach_from_the_last_public_piece_to_the_first(client, archive):
    make_article(state=State.DRAFT, published_at=datetime(2010, 1, 1, tzinfo=UTC))
    make_article(state=State.WITHDRAWN, published_at=datetime(2011, 1, 1, tzinfo=UTC))
    make_article(published_at=LATER)
    assert options(client, "year") == ["2023", "2022", "2021"]
    assert client.get(f"/articles/?year={LATER.year}").status_code == 404
    assert client.get("/articles/?year=2010").status_code == 404


def test_a_site_without_pieces_has_no_years(client, db):
    assert options(client, "year") == []
    assert client.get("/articles/?year=2022").status_code == 404


@pytest.mark.parametrize("field", ["kind", "region", "year", "language"])
def test_the_form_shows_what_was_chosen(client, archive, field):
    value = {"kind": "commentary", "region": "eurasia", "year": "2022", "language": "ru"}[field]
    page = client.get(f"/articles/?{field}={value}").content.decode()
    assert page.count(" selected>") == 1
    assert f'<option value="{value}" selected>' in page
    assert "Clear" in page


def test_the_heading_says_what_the_list_holds(client, archive):
    page = client.get("/articles/?kind=commentary&region=eurasia&year=2022").content.decode()
    assert "<title>Commentary: Eurasia, 2022 |" in page
    assert '<p class="standfirst">Eurasia, 2022</p>' in page


def test_paging_keeps_the_fields_and_drops_the_rest(client, db):
    for number in range(25):
        make_article(kind=Kind.COMMENTARY, title=f"Piece {number}", regions=["caucasus"])
    make_article(title="Other kind", regions=["caucasus"])
    address = "/articles/?kind=commentary&region=caucasus&year=&language=&utm_source=x"
    page = client.get(address).content.decode()
    older = re.search(r'href="(\?[^"]+)" rel="next"', page)[1].replace("&amp;", "&")
    assert re.fullmatch(r"\?kind=commentary&region=caucasus&before=[^&]+", older)
    assert len(titles(client, older)) == 5
    newer = re.search(
        r'href="(\?[^"]+)" rel="prev"', client.get(f"/articles/{older}").content.decode()
    )[1].replace("&amp;", "&")
    assert (
        client.get(f"/articles/{newer}").headers["Location"]
        == "/articles/?kind=commentary&region=caucasus"
    )


def test_a_list_without_a_match_says_so(client, archive):
    page = client.get("/articles/?kind=analysis&language=ru").content.decode()
    assert "No piece matches all of these filters." in page
