import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.utils import timezone

from articles import metadata
from articles.jobs import draw_pictures
from articles.models import Article, Byline, Drawing, Kind, Language, Page, Person, State
from tests.factories import make_article, make_image, make_page, make_person, make_series

HOSTILE = "</script><script>alert(1)</script>\"'&amp;<!--]]>\x0b\x1b end"
TAG = re.compile(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">')
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
PUBLISHER = {"@id": "http://testserver/#publisher"}


@pytest.fixture
def nodes(client):
    """A page's JSON-LD, by type."""

    def nodes(address):
        (data,) = DATA.findall(client.get(address).content.decode())
        graph = json.loads(data)
        assert graph["@context"] == "https://schema.org"
        return {node["@type"]: node for node in graph["@graph"]}

    return nodes


@pytest.fixture
def tags(client):
    """A page's meta elements as (name, content)."""

    def tags(address):
        html = client.get(address).content.decode()
        return [(name, unescape(content)) for name, content in TAG.findall(html)]

    return tags


@pytest.fixture
def canonical(client):
    def canonical(address):
        html = client.get(address).content.decode()
        (found,) = re.findall(r'<link rel="canonical" href="([^"]+)">', html)
        return unescape(found).removeprefix("http://testserver")

    return canonical


def test_an_analysis_is_told_as_a_news_article(nodes, db):
    avery = make_person(slug="avery", title="Reader", affiliation="Sample Archive")
    article = make_article(
        title="Rivers & ledgers",
        slug="rivers",
        standfirst="Two <b>ways</b>\nto count.",
        regions=["caucasus"],
        topics=["Water"],
        byline=[avery],
        published_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        updated_at=datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC),
        republication_notice="Credit us.",
    )
    Byline.objects.create(article=article, name="Kim Sample", role="translator", position=2)
    address = "http://testserver/articles/rivers/"
    assert nodes(article.get_absolute_url())["ScholarlyArticle"] == {
        "@type": "ScholarlyArticle",
        "@id": f"{address}#piece",
        "url": address,
        "mainEntityOfPage": address,
        "headline": "Rivers & ledgers",
        "name": "Rivers & ledgers",
        "description": "Two ways to count.",
        "articleSection": "Analysis",
        "inLanguage": "en",
        "datePublished": "2026-01-02T03:04:05+00:00",
        "dateModified": "2026-02-03T04:05:06+00:00",
        "author": [
            {
                "@type": "Person",
                "name": "Avery Example",
                "jobTitle": "Reader",
                "affiliation": {"@type": "Organization", "name": "Sample Archive"},
                "url": "http://testserver/people/avery/",
            }
        ],
        "translator": [{"@type": "Person", "name": "Kim Sample"}],
        "publisher": PUBLISHER,
        "image": [
            {
                "@type": "ImageObject",
                "url": "http://testserver/static/img/share.png",
                "width": 1200,
                "height": 630,
                "caption": "The Caucasus Center for Strategic and International Studies",
            }
        ],
        "keywords": ["Caucasus", "Water"],
        "copyrightNotice": "Credit us.",
        "isAccessibleForFree": True,
    }


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        (Kind.ANALYSIS, "ScholarlyArticle"),
        (Kind.ANNOUNCEMENT, "Article"),
        (Kind.COMMENTARY, "NewsArticle"),
        (Kind.EXCLUSIVE_REPORT, "Report"),
        (Kind.SIMULATION, "CreativeWork"),
        (Kind.SPECIAL_REPORT, "Report"),
    ],
)
def test_each_kind_has_its_type_and_all_that_search_engines_ask_for(nodes, db, kind, type_):
    article = make_article(kind=kind)
    found = nodes(article.get_absolute_url())
    assert set(found) == {type_, "Organization", "BreadcrumbList"}
    asked_for = {"headline", "image", "author", "datePublished", "dateModified", "publisher"}
    assert asked_for <= set(found[type_])


def test_a_simulation_is_never_told_as_news(nodes, tags, client, db):
    article = make_article(title="A lake", kind=Kind.SIMULATION)
    said = "Simulation, not a report of events: A lake"
    work = nodes(article.get_absolute_url())["CreativeWork"]
    assert (work["headline"], work["genre"]) == (said, "Simulation, not a report of events")
    found = dict(tags(article.get_absolute_url()))
    assert found["og:title"] == said
    assert [name for name in found if name.startswith("citation_")] == []
    assert b"NewsArticle" not in client.get(article.get_absolute_url()).content


def test_networks_are_not_told_that_a_simulation_is_an_article(tags, db):
    found = dict(tags(make_article(kind=Kind.SIMULATION).get_absolute_url()))
    assert found["og:type"] == "website"
    assert [name for name in found if name.startswith("article:")] == []


def test_a_part_names_its_series(nodes, db):
    article = make_article()
    series = make_series(title="Common <measures>")
    series.parts.create(number=2, article=article)
    work = nodes(article.get_absolute_url())["ScholarlyArticle"]
    address = f"http://testserver{series.get_absolute_url()}"
    assert (work["position"], work["isPartOf"]) == (
        2,
        {
            "@type": "CreativeWorkSeries",
            "@id": address,
            "url": address,
            "name": "Common <measures>",
        },
    )


def test_a_page_describes_itself_once(client, db):
    article = make_article(standfirst="", body="<p>Its first words.</p>")
    page = client.get(article.get_absolute_url()).content.decode()
    assert page.count('name="description"') == 1
    assert '<meta name="description" content="Its first words.">' in page


def test_a_demonstration_and_a_retraction_are_said_in_the_headline(nodes, db):
    article = make_article(title="A lake", is_demo=True, state=State.RETRACTED)
    work = nodes(article.get_absolute_url())["ScholarlyArticle"]
    assert work["headline"] == "Retracted: Demonstration: A lake"
    assert work["creativeWorkStatus"] == "Retracted"


def test_the_author_is_told_as_printed(nodes, db):
    article = make_article(byline=[make_person(slug="avery", title="Now a director")])
    article.bylines.update(name="A. Example", title="Reader")
    (author,) = nodes(article.get_absolute_url())["ScholarlyArticle"]["author"]
    assert (author["name"], author["jobTitle"]) == ("A. Example", "Reader")


def test_a_piece_that_nobody_signs_is_by_the_organisation(nodes, db):
    work = nodes(make_article().get_absolute_url())["ScholarlyArticle"]
    address = "http://testserver/"
    assert work["author"] == [
        {"@type": "Organization", "name": "The Caucasus Center", "url": address}
    ]


def test_the_publisher_has_a_logo_and_no_mail_address(nodes, client, db):
    article = make_article()
    organization = nodes(article.get_absolute_url())["Organization"]
    assert organization["@id"] == PUBLISHER["@id"]
    assert organization["logo"]["url"] == "http://testserver/static/img/apple-touch-icon.png"
    assert "email" not in organization


def card_of(found):
    """What a shared link shows."""
    return {name: text for name, text in found.items() if "image" in name or name == "twitter:card"}


def test_a_shared_link_shows_the_image_that_was_drawn(nodes, tags, jobs):
    article = make_article(title="A lake", kind=Kind.SIMULATION)
    draw_pictures(article_id=article.pk)
    address = f"http://testserver{Drawing.objects.get().share.url}"
    alt = "Simulation, not a report of events: A lake. Simulation. CCSIS"
    assert card_of(dict(tags(article.get_absolute_url()))) == {
        "og:image": address,
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": alt,
        "twitter:card": "summary_large_image",
        "twitter:image:alt": alt,
    }
    assert nodes(article.get_absolute_url())["CreativeWork"]["image"] == [
        {"@type": "ImageObject", "url": address, "width": 1200, "height": 630, "caption": alt}
    ]


def test_a_photograph_is_told_first_and_the_card_is_shared(nodes, tags, jobs):
    image = make_image(credit="A made-up studio")
    article = make_article(picture=image)
    draw_pictures(article_id=article.pk)
    card = f"http://testserver{Drawing.objects.get().share.url}"
    first, second = nodes(article.get_absolute_url())["ScholarlyArticle"]["image"]
    assert first == {
        "@type": "ImageObject",
        "url": f"http://testserver{image.file.url}",
        "width": 60,
        "height": 40,
        "creditText": "A made-up studio",
    }
    assert second["url"] == card
    assert dict(tags(article.get_absolute_url()))["og:image"] == card


@pytest.mark.parametrize("address", ["/", "/articles/", "/articles/rivers/"])
def test_where_nothing_was_drawn_the_sites_own_image_is_shared(tags, db, address):
    make_article(slug="rivers")
    assert card_of(dict(tags(address))) == {
        "og:image": "http://testserver/static/img/share.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "The Caucasus Center for Strategic and International Studies",
        "twitter:card": "summary_large_image",
        "twitter:image:alt": "The Caucasus Center for Strategic and International Studies",
    }


def test_a_shared_link_shows_title_standfirst_and_dates(tags, db):
    article = make_article(
        title="Rivers & “ledgers”",
        slug="rivers",
        topics=["Water"],
        published_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    )
    found = dict(tags(article.get_absolute_url()))
    words = found.keys() - card_of(found).keys()
    assert {name: found[name] for name in words if name[:2] in {"og", "ar"}} == {
        "og:site_name": "The Caucasus Center",
        "og:type": "article",
        "og:title": "Rivers & “ledgers”",
        "og:description": "What a made-up piece finds.",
        "og:url": "http://testserver/articles/rivers/",
        "article:published_time": "2026-01-02T03:04:05+00:00",
        "article:modified_time": "2026-01-02T03:04:05+00:00",
        "article:section": "Analysis",
        "article:tag": "Water",
    }


def test_a_description_leaves_out_notes_and_mail_addresses():
    body = "<p>Words<foot-note>A source.</foot-note>, by desk@example.org and others.</p>"
    assert metadata.description(Article(body=body)) == "Words, by … and others."


def test_without_a_standfirst_the_first_words_describe_a_piece():
    article = Article(body="<h2>One</h2><p>two &amp; three</p>" + "<p>word</p>" * 60)
    about = metadata.description(article)
    assert about.startswith("One two & three word")
    assert len(about.split()) == metadata.EXCERPT_WORDS
    assert about.endswith("…")


@pytest.mark.parametrize(
    ("kind", "institution"),
    [
        (Kind.ANALYSIS, "citation_publisher"),
        (Kind.EXCLUSIVE_REPORT, "citation_technical_report_institution"),
        (Kind.SPECIAL_REPORT, "citation_technical_report_institution"),
    ],
)
def test_reports_and_analyses_can_be_cited(tags, db, kind, institution):
    article = make_article(
        title="Rivers",
        slug="rivers",
        kind=kind,
        language=Language.TURKISH,
        topics=["Water", "Law"],
        byline=[
            make_person("Avery Example", affiliation="Sample Archive"),
            make_person("Sam Placeholder"),
        ],
        published_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    )
    found = [row for row in tags(article.get_absolute_url()) if row[0].startswith("citation_")]
    assert found == [
        ("citation_title", "Rivers"),
        ("citation_author", "Avery Example"),
        ("citation_author_institution", "Sample Archive"),
        ("citation_author", "Sam Placeholder"),
        ("citation_publication_date", "2026/01/02"),
        ("citation_online_date", "2026/01/02"),
        ("citation_language", "tr"),
        (institution, "The Caucasus Center for Strategic and International Studies"),
        ("citation_fulltext_html_url", "http://testserver/articles/rivers/"),
        ("citation_keywords", "Law; Water"),
    ]


@pytest.mark.parametrize("kind", [Kind.COMMENTARY, Kind.ANNOUNCEMENT, Kind.SIMULATION])
def test_other_kinds_have_no_tags_for_citation(tags, db, kind):
    found = tags(make_article(kind=kind).get_absolute_url())
    assert [name for name, _ in found if name.startswith("citation_")] == []


def test_hostile_texts_survive_and_cannot_end_the_data(nodes, tags, client, db):
    article = make_article(
        title=HOSTILE, standfirst=HOSTILE, kind=Kind.SPECIAL_REPORT, topics=["<a>'b"]
    )
    Byline.objects.create(article=article, name=HOSTILE)
    expected = "</script><script>alert(1)</script>\"'&amp;<!--]]> end"
    report = nodes(article.get_absolute_url())["Report"]
    assert report["headline"] == expected
    assert report["author"][0]["name"] == expected
    assert dict(tags(article.get_absolute_url()))["citation_author"] == expected
    assert client.get(article.get_absolute_url()).content.count(b"<script") == 1


def test_the_home_page_tells_of_the_site(nodes, tags, canonical, db):
    found = nodes("/")
    assert set(found) == {"WebSite", "Organization"}
    assert found["WebSite"]["url"] == "http://testserver/"
    assert found["WebSite"]["publisher"] == PUBLISHER
    action = found["WebSite"]["potentialAction"]
    assert action["target"]["urlTemplate"] == "http://testserver/search/?q={search_term_string}"
    assert action["query-input"] == "required name=search_term_string"
    assert dict(tags("/"))["og:type"] == "website"
    assert canonical("/?utm_source=x") == "/"


def test_breadcrumbs_lead_from_the_home_page(nodes, db):
    article = make_article(title="A report", slug="a-report", kind=Kind.SPECIAL_REPORT)
    steps = nodes(article.get_absolute_url())["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "Home", "http://testserver/"),
        (2, "Special reports", "http://testserver/articles/?kind=special-report"),
        (3, "A report", "http://testserver/articles/a-report/"),
    ]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("/articles/", "/articles/"),
        ("/articles/?utm_source=x", "/articles/"),
        ("/articles/?kind=commentary", "/articles/?kind=commentary"),
        (
            "/articles/?before=2096-01-01T01:00:00%2B01:00~5&utm_source=x&kind=commentary",
            "/articles/?kind=commentary&before=2096-01-01T00%3A00%3A00%2B00%3A00~5",
        ),
        (
            "/regions/caucasus/?before=2096-01-01T00:00Z~5",
            "/regions/caucasus/?before=2096-01-01T00%3A00%3A00%2B00%3A00~5",
        ),
        ("/regions/caucasus/?before=yesterday", "/regions/caucasus/"),
        (
            "/people/avery/?before=2096-01-01T00:00Z~5",
            "/people/avery/?before=2096-01-01T00%3A00%3A00%2B00%3A00~5",
        ),
        ("/topics/գետ/", "/topics/%D5%A3%D5%A5%D5%BF/"),
    ],
)
def test_a_page_of_a_list_is_known_by_its_filters_and_its_cursor(canonical, db, asked, kept):
    person = make_person(slug="avery")
    make_article(regions=["caucasus"], topics=["գետ"], kind=Kind.COMMENTARY, byline=[person])
    assert canonical(asked) == kept


def test_lists_pages_series_and_people_tell_what_they_are(nodes, db):
    person = make_person(title="Reader", biography="Avery is made up.", slug="avery")
    article = make_article(regions=["caucasus"], byline=[person])
    series = make_series(title="A series", description="What it asks.")
    series.parts.create(number=1, article=article)
    page = make_page(title="How we work", body="<p>With care.</p>", is_public=True)
    assert nodes("/regions/caucasus/")["CollectionPage"]["name"] == "Caucasus"
    assert nodes("/articles/?kind=special-report")["CollectionPage"]["name"] == "Special reports"
    assert nodes(page.get_absolute_url())["WebPage"]["description"] == "With care."
    found = nodes(series.get_absolute_url())["CreativeWorkSeries"]
    assert (found["name"], found["description"]) == ("A series", "What it asks.")
    assert nodes("/people/avery/")["ProfilePage"]["mainEntity"] == {
        "@type": "Person",
        "name": "Avery Example",
        "url": "http://testserver/people/avery/",
        "description": "Avery is made up.",
        "jobTitle": "Reader",
    }


def test_an_institution_is_no_person(nodes, db):
    center = make_person("A made-up archive", slug="archive", kind=Person.Kind.INSTITUTION)
    make_article(byline=[center])
    assert nodes("/people/archive/")["ProfilePage"]["mainEntity"]["@type"] == "Organization"


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.DRAFT},
        {"state": State.WITHDRAWN},
        {"published_at": timezone.now() + timedelta(days=400)},
    ],
)
def test_what_is_not_public_has_no_metadata(client, db, fields):
    article = make_article(standfirst="Hidden words", **fields)
    html = client.get(article.get_absolute_url()).content.decode()
    assert "Hidden words" not in html
    assert DATA.findall(html) == []
    assert "canonical" not in html


def test_the_metadata_costs_no_query(db, django_assert_num_queries):
    make_article(topics=["water"], regions=["caucasus"], byline=[make_person()])
    article = Article.objects.with_everything().get()
    page = Page.objects.first() or make_page()
    with django_assert_num_queries(0):
        assert metadata.of_article(article, "https://example.org").nodes
        assert metadata.of_page(page, "https://example.org").nodes
        assert metadata.of_home("https://example.org").nodes
