from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Kind, Person, Series, State
from tests.factories import make_article, make_page, make_person, make_series

LATER = timezone.now() + timedelta(days=400)


@pytest.fixture
def hidden(db):
    """Pieces that no reader may see, each with a telling title."""
    place = {"regions": ["caucasus"], "topics": ["water"], "body": "<p>Unreleased words</p>"}
    return [
        make_article(title="Unreleased one", state=State.DRAFT, **place),
        make_article(title="Unreleased two", state=State.IN_REVIEW, **place),
        make_article(title="Unreleased three", published_at=LATER, **place),
        make_article(title="Unreleased four", published_at=None, **place),
    ]


@pytest.mark.parametrize("address", ["/", "/articles/", "/regions/caucasus/", "/topics/water/"])
def test_lists_show_what_is_public_and_nothing_else(client, hidden, address):
    make_article(title="A public piece", regions=["caucasus"], topics=["water"])
    page = client.get(address).content.decode()
    assert "A public piece" in page
    assert "Unreleased" not in page


def test_what_is_not_public_does_not_exist(client, hidden):
    for article in hidden:
        assert client.get(article.get_absolute_url()).status_code == 404


def test_a_withdrawn_piece_says_that_it_is_gone_without_its_text(client, db):
    article = make_article(state=State.WITHDRAWN, body="<p>Withdrawn words</p>")
    response = client.get(article.get_absolute_url())
    assert response.status_code == 410
    assert "Withdrawn words" not in response.content.decode()


def test_a_withdrawn_piece_that_never_was_public_does_not_exist(client, db):
    article = make_article(state=State.WITHDRAWN, published_at=LATER)
    assert client.get(article.get_absolute_url()).status_code == 404


def test_an_article_is_shown_with_all_that_belongs_to_it(client, db):
    article = make_article(
        title="Rivers & ledgers",
        kind=Kind.EXCLUSIVE_REPORT,
        standfirst="Two ways to count.",
        summary_points=["First finding.", "Second finding."],
        body="<h2>A part</h2><p>With words.</p>",
        regions=["central-asia"],
        topics=["Water sharing"],
        byline=[make_person("Avery Example", affiliation="Demonstration Institute")],
        republication_notice="Credit us.",
    )
    page = client.get(article.get_absolute_url()).content.decode()
    for words in (
        "Rivers &amp; ledgers",
        "Exclusive report",
        "Two ways to count.",
        "First finding.",
        "Second finding.",
        "<p>With words.</p>",
        "Central Asia",
        "Water sharing",
        "Avery Example",
        "Demonstration Institute",
        "Credit us.",
    ):
        assert words in page, words


def test_a_piece_without_byline_is_the_centers_own(client, db):
    assert "The Caucasus Center" in client.get(make_article().get_absolute_url()).content.decode()


def test_a_simulation_says_what_it_is_on_its_page_and_in_its_title(client, db):
    article = make_article(kind=Kind.SIMULATION)
    page = client.get(article.get_absolute_url()).content.decode()
    title = page[page.index("<title>") : page.index("</title>")]
    assert "Simulation, not a report of events" in title
    assert page.count("Simulation, not a report of events") >= 2
    assert "Simulation, not a report of events" in client.get("/articles/").content.decode()


def test_demonstration_pieces_are_labelled(client, db):
    article = make_article(is_demo=True)
    for address in (article.get_absolute_url(), "/", "/articles/"):
        assert "emonstration" in client.get(address).content.decode(), address


@pytest.mark.parametrize("address", ["/", "/articles/"])
def test_beside_real_pieces_each_made_up_one_is_marked(client, db, address):
    make_article(title="Real work")
    make_article(title="Made up", is_demo=True)
    page = client.get(address).content.decode()
    assert "Texts and people on this page are made up" not in page
    marks = page.count('<p class="warn">Demonstration</p>')
    assert marks == 1


def test_real_pieces_are_not_labelled_as_a_demonstration(client, db):
    article = make_article()
    for address in (article.get_absolute_url(), "/", "/articles/"):
        assert "emonstration" not in client.get(address).content.decode(), address


def test_a_title_in_another_script_has_its_language_marked(client, db):
    article = make_article(title="Գետեր", slug="գետեր", language="hy")
    page = client.get("/articles/գետեր/").content.decode()
    assert 'lang="hy"' in page
    assert article.title in page


def test_the_list_shows_one_kind_on_request(client, db):
    make_article(title="An analysis")
    make_article(title="A commentary", kind=Kind.COMMENTARY)
    page = client.get("/articles/?kind=commentary").content.decode()
    assert "A commentary" in page
    assert "An analysis" not in page


@pytest.mark.parametrize("kind", ["rumour", "%7F", "Analysis"])
def test_a_kind_that_does_not_exist_is_not_found(client, db, kind):
    assert client.get(f"/articles/?kind={kind}").status_code == 404


@pytest.mark.parametrize(
    "address", ["/regions/nowhere/", "/topics/nothing/", "/articles/none/", "/none/"]
)
def test_unknown_things_do_not_exist(client, db, address):
    assert client.get(address).status_code == 404


def test_a_topic_of_unreleased_pieces_alone_does_not_exist(client, hidden):
    assert client.get("/topics/water/").status_code == 404


def test_a_page_is_read_at_its_slug(client, db):
    make_page(title="About us", slug="about-us", body="<p>Who we are.</p>", is_public=True)
    page = client.get("/about-us/").content.decode()
    assert "About us" in page
    assert "<p>Who we are.</p>" in page


def test_a_page_that_is_not_public_does_not_exist(client, db):
    make_page(slug="secret-page", is_public=False)
    assert client.get("/secret-page/").status_code == 404


def test_an_empty_site_has_a_home_page(client, db):
    assert "<article" not in client.get("/").content.decode()
    page = client.get("/articles/").content.decode()
    assert "All pieces" in page
    assert "<article" not in page


def fill(count):
    series = Series.objects.filter(slug="measures").first() or make_series(slug="measures")
    signer = Person.objects.filter(slug="avery-example").first() or make_person(
        slug="avery-example"
    )
    number = series.parts.count()
    for _ in range(count):
        article = make_article(
            regions=["caucasus", "eurasia"], topics=["water", "law"], byline=[signer, make_person()]
        )
        number += 1
        series.parts.create(number=number, article=article)
    series.parts.create(number=number + 1, title="Announced")
    other = make_series()
    other.parts.create(number=1, article=make_article(kind=Kind.SPECIAL_REPORT))
    return article


def test_an_article_costs_four_queries_with_few_rows_and_with_many(
    client, db, django_assert_num_queries
):
    article = fill(2)
    with django_assert_num_queries(4):
        client.get(article.get_absolute_url())
    fill(25)
    with django_assert_num_queries(4):
        page = client.get(article.get_absolute_url()).content.decode()
    assert "Related pieces" in page
    assert "part 2 of" in page
