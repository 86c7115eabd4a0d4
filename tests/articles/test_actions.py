from articles.actions import freeze_bylines, keep_old_address
from articles.models import Article, OldAddress, State
from tests.factories import make_article, make_person


def test_a_released_byline_stays_when_the_person_moves_on(db):
    person = make_person("Avery Example", title="Lecturer", affiliation="Demonstration Institute")
    article = make_article(byline=[person])
    freeze_bylines(article)
    person.name, person.title, person.affiliation = "Avery Other", "Dean", "Elsewhere"
    person.save()
    (line,) = Article.objects.with_cards().get().byline_list
    assert line == {
        "name": "Avery Example",
        "title": "Lecturer",
        "affiliation": "Demonstration Institute",
        "role": "author",
        "slug": person.slug,
        "kind": "person",
    }


def test_the_byline_of_a_draft_follows_the_person(db):
    person = make_person("Avery Example")
    freeze_bylines(make_article(state=State.DRAFT, byline=[person]))
    person.name = "Avery Other"
    person.save()
    (line,) = Article.objects.with_cards().get().byline_list
    assert line["name"] == "Avery Other"


def test_a_byline_with_a_name_of_its_own_is_left_as_printed(db):
    person = make_person("Avery Example", title="Dean")
    article = make_article(byline=[person])
    article.bylines.update(name="A. Example", title="")
    freeze_bylines(article)
    byline = article.bylines.get()
    assert (byline.name, byline.title) == ("A. Example", "")


def test_after_a_new_slug_the_old_address_redirects(client, db):
    article = make_article(slug="old-slug")
    article.slug = "նոր-հասցե"
    article.save()
    keep_old_address(article, "old-slug")
    response = client.get("/articles/old-slug/")
    assert response.status_code == 301
    assert client.get(response.headers["Location"]).status_code == 200


def test_a_slug_that_comes_back_makes_no_loop(client, db):
    article = make_article(slug="first")
    for slug in ("second", "first"):
        old, article.slug = article.slug, slug
        article.save()
        keep_old_address(article, old)
    assert client.get("/articles/first/").status_code == 200
    assert client.get("/articles/second/").status_code == 301
    assert OldAddress.objects.count() == 1
