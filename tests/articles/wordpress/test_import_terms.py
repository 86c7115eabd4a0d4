"""What authors, categories and tags of the old site become here."""

import pytest

from articles.merging import merge_topics
from articles.models import (
    Article,
    Kind,
    Person,
    SeriesPart,
    Topic,
    WordPressCategory,
)
from ccsis.identity import IDENTITY
from tests.articles.wordpress.wxr import (
    category,
    import_items,
    item,
    lines,
    tag,
    term,
)
from tests.factories import make_article, make_series

pytestmark = pytest.mark.django_db


def test_authors_become_people_and_institutions_without_their_addresses(tmp_path):
    output = import_items(
        tmp_path,
        item(1),
        item(2, creator="desk"),
        item(3, creator="center"),
        item(4, creator="someone@old.example"),
        item(5, creator=""),
        item(6, creator="desk", status="draft"),
    )
    bylines = {
        article.slug[-1]: [(b.name, b.person.name, b.person.kind) for b in article.bylines.all()]
        for article in Article.objects.all()
    }
    center = [(IDENTITY.byline, IDENTITY.byline, "institution")]
    assert bylines == {
        "1": [("Avery Example", "Avery Example", "person")],
        "2": [("Night Desk", "Night Desk", "institution")],
        "3": center,
        "4": center,
        "5": center,
        "6": [("", "Night Desk", "institution")],
    }
    assert "only known by an e-mail address" in lines(output, 4)[1]
    assert "@" not in output
    assert "@" not in str(list(Person.objects.values()))


def test_a_person_whom_staff_renamed_is_not_made_again(tmp_path):
    Person.objects.create(name="Avery B. Example", slug="avery-example")
    import_items(tmp_path, item(1))
    assert [person.name for person in Person.objects.all()] == ["Avery B. Example"]
    assert Article.objects.get().bylines.get().name == "Avery Example"


def test_categories_become_regions_and_kinds_by_a_first_guess(tmp_path):
    output = import_items(
        tmp_path,
        item(1, category("caucasus", "Caucasus"), category("special-reports", "Special Reports")),
        item(2, category("middle-east", "Middle East"), category("exclusive", "Exclusive")),
        item(3, category("events", "Events"), category("", "Opinion")),
        item(4, category("asia", "Central Asia"), category("uncategorized", "Uncategorized")),
    )
    found = {
        article.slug[-1]: (article.kind, [region.slug for region in article.regions.all()])
        for article in Article.objects.all()
    }
    assert found == {
        "1": ("special-report", ["caucasus"]),
        "2": ("exclusive-report", ["middle-east"]),
        "3": ("commentary", []),
        "4": ("analysis", ["central-asia"]),
    }
    assert Article.objects.get(kind=Kind.EXCLUSIVE_REPORT).republication_notice == str(
        IDENTITY.republication_notice
    )
    assert "new category “Special Reports” → Special report" in output
    assert "new category “Uncategorized” → nothing yet" in output


def test_a_category_alone_never_makes_a_piece_a_simulation(tmp_path):
    output = import_items(tmp_path, item(1, category("simulations", "Simulations")))
    assert Article.objects.get().kind == Kind.ANALYSIS
    assert WordPressCategory.objects.get().kind == ""
    assert "category “Simulations” does not tell what it is" in lines(output, 1)[1]


def test_a_category_that_staff_mapped_is_obeyed(tmp_path):
    series = make_series(slug="border")
    SeriesPart.objects.create(series=series, number=1, title="Made up 2")
    WordPressCategory.objects.create(
        slug="border", name="Border", series=series, kind=Kind.SIMULATION
    )
    import_items(
        tmp_path, item(1, category("border", "Border")), item(2, category("border", "Border"))
    )
    assert [(p.number, p.article.slug) for p in series.parts.all()] == [
        (1, "made-up-2"),
        (2, "made-up-1"),
    ]
    assert set(Article.objects.values_list("kind", flat=True)) == {Kind.SIMULATION}


def test_tags_become_topics_in_any_script(tmp_path):
    make_article(topics=["Energy"])
    output = import_items(
        tmp_path,
        item(1, tag("", "Լաչին"), tag("energy", "energy"), tag("x", "x" * 101), tag("", "!")),
        item(2, tag("", "լաչին")),
    )
    first = Article.objects.get(title="Made up 1")
    second = Article.objects.get(title="Made up 2")
    assert sorted((tag.name, tag.slug) for tag in first.topics.all()) == [
        ("Energy", "energy"),
        ("Լաչին", "լաչին"),
    ]
    assert [tag.name for tag in second.topics.all()] == ["Լաչին"]
    assert "was left out: too long or empty" in lines(output, 1)[1]


def test_a_tag_finds_the_topic_that_it_was_merged_into(tmp_path):
    make_article(topics=["Energy", "Energies"])
    old, new = Topic.objects.get(name="Energies"), Topic.objects.get(name="Energy")
    merge_topics([old], into=new, by=None)
    import_items(tmp_path, item(1, tag("energies", "Energies")))
    assert list(Article.objects.get(title="Made up 1").topics.all()) == [new]


def test_other_terms_are_named(tmp_path):
    output = import_items(tmp_path, item(1, term("project", "p", "P")))
    assert lines(output, 1)[1].endswith("terms that were not imported: project")
