import pytest
from django.contrib.staticfiles import finders

from articles.models import Article, Byline, Kind, Language
from articles.sections import SECTIONS, authors, section_name
from articles.templatetags import articles as tags
from ccsis.identity import IDENTITY
from tests.factories import make_article, make_person, make_region


def loaded(article):
    return Article.objects.with_cards().get(pk=article.pk)


@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.parametrize("region", sorted(tags.COVER_REGIONS))
def test_every_kind_has_a_cover_for_every_region(kind, region):
    article = Article(kind=kind)
    article.region_list = [{"slug": region, "name": region}]
    assert finders.find(tags.static_cover(article)), tags.static_cover(article)


def test_a_piece_without_a_region_has_a_cover(db):
    assert tags.static_cover(loaded(make_article())) == "img/covers/analysis-worldwide.svg"


def test_a_region_that_nothing_was_drawn_for_is_passed_over(db):
    make_region("antarctica")
    article = loaded(make_article(regions=["antarctica", "eurasia"]))
    assert tags.static_cover(article) == "img/covers/analysis-eurasia.svg"


def test_every_kind_has_a_list_with_a_name():
    assert set(SECTIONS) == set(Kind)
    assert section_name("special-report") == "Special reports"
    assert section_name("no such kind") == ""


def test_authors_are_named_in_their_order(db):
    article = make_article(byline=[make_person("Sam Placeholder"), make_person("Avery Example")])
    assert [row["name"] for row in authors(loaded(article))] == ["Sam Placeholder", "Avery Example"]


def test_a_piece_that_nobody_signs_is_the_publishers(db):
    assert authors(loaded(make_article())) == [{"name": IDENTITY.byline}]


def test_a_translator_is_not_an_author(db):
    article = make_article()
    Byline.objects.create(
        article=article, person=make_person("Robin Specimen"), role=Byline.Role.TRANSLATOR
    )
    assert authors(loaded(article)) == [{"name": IDENTITY.byline}]


@pytest.mark.parametrize(
    ("language", "attributes"),
    [
        (Language.ENGLISH, ""),
        (Language.ARMENIAN, ' lang="hy"'),
        (Language.AZERBAIJANI, ' lang="az"'),
        (Language.PERSIAN, ' lang="fa" dir="rtl"'),
    ],
)
def test_text_in_another_language_says_which_and_where_it_starts(language, attributes):
    assert tags.language_attributes(Article(language=language)) == attributes


def test_the_share_of_the_demonstration_is_all_some_or_none():
    real, made_up = Article(), Article(is_demo=True)
    shares = [tags.demo_share(pieces) for pieces in ([], [real], [real, made_up], [made_up])]
    assert shares == ["", "", "some", "all"]
