"""Each check: what passes, and what is found."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.checks import Subject, fields, pictures, place_names, structure
from articles.checks.facts import Facts
from articles.checks.table import ADVISING, BLOCKING
from articles.models import Kind, OldAddress, State, Topic
from tests.factories import (
    make_article,
    make_image,
    make_page,
    make_person,
    make_place,
    make_series,
)


def found(check, **values):
    subject = Subject(**values)
    return [finding.text for finding in check(subject, Facts([subject]))]


def img(image, alt):
    return f'<figure><img src="{image.file.url}" alt="{alt}" data-file="{image.pk}"></figure>'


@pytest.mark.parametrize(
    "values",
    [
        {"body": "<p>Words.</p>"},
        {"standfirst": "Words."},
        {"kind": Kind.SIMULATION},
    ],
)
def test_something_to_read(values):
    assert found(fields.something_to_read, title="A title", **values) == []


@pytest.mark.parametrize("body", ["", "<p> </p>", "<p>&nbsp;</p>"])
def test_nothing_to_read(body):
    assert found(fields.something_to_read, title="A title", body=body) == [
        "There is nothing to read but the title. Write a text or a standfirst."
    ]


def test_a_standfirst():
    assert found(fields.standfirst, standfirst="Words.") == []
    assert found(fields.standfirst, standfirst=" ") == [
        "It has no standfirst: lists, feeds and shared links show the title alone."
    ]


def test_a_summary():
    assert found(fields.summary, summary_points=["One."]) == []
    assert found(fields.summary, summary_points=[" "]) == [
        "Its summary is empty: the box “In brief” is left out."
    ]


def test_the_length_of_the_title():
    assert found(fields.title, title="a" * 70) == []
    assert found(fields.title, title="a" * 71) == [
        "The title has 71 characters. Shared links and search results show about 70."
    ]


def test_a_region():
    assert found(fields.region, has_region=True) == []
    assert found(fields.region) == ["It belongs to no region: no list of a region shows it."]


@pytest.mark.parametrize("values", [{"alt": "A rectangle"}, {"alt": "", "is_decorative": True}])
def test_the_alternative_text_of_the_picture(db, values):
    assert found(pictures.alternative_of_the_picture, picture=make_image(**values)) == []


def test_a_picture_without_alternative_text(db):
    (text,) = found(pictures.alternative_of_the_picture, picture=make_image(alt=""))
    assert text.startswith("The picture has no alternative text.")
    assert found(pictures.alternative_of_the_picture) == []


def test_alternative_texts_in_the_text(db):
    decorative, plain = make_image(alt="", is_decorative=True), make_image()
    body = img(plain, "A rectangle") + img(decorative, "")
    assert found(pictures.alternatives_in_the_text, body=body) == []


def test_pictures_in_the_text_without_alternative_text(db):
    image = make_image(alt="")
    body = img(image, "") + img(image, "&nbsp;") + '<img src="/media/images/a.png">'
    (text,) = found(pictures.alternatives_in_the_text, body=body)
    assert text.startswith("3 pictures in the text have no alternative text")


def test_credits(db):
    image = make_image(credit="Made-up studio")
    assert found(pictures.credit_of_the_picture, picture=image) == []
    assert found(pictures.credits_in_the_text, body=img(image, "A")) == []
    assert found(pictures.credit_of_the_picture) == []


def test_pictures_without_credit(db):
    image = make_image()
    assert found(pictures.credit_of_the_picture, picture=image) == [
        "The picture has no credit: nobody is named as its maker."
    ]
    assert found(pictures.credits_in_the_text, body=img(image, "A") * 2) == [
        "1 picture in the text has no credit: nobody is named as its maker."
    ]


def test_headings_in_order():
    body = "<h2>A</h2><h3>B</h3><h4>C</h4><h2>D</h2><h3>E</h3>"
    assert found(structure.headings, body=body) == []


def test_headings_that_miss_a_step():
    body = "<h3>First <em>part</em> &amp; more</h3><h2>B</h2><h4>C</h4>"
    assert found(structure.headings, body=body) == [
        "“First part & more” is a heading of level 3, and above it is none of level 2: "
        "screen readers miss a step.",
        "“C” is a heading of level 4, and above it is none of level 3: screen readers miss a step.",
    ]


def link(address):
    return f'<p><a href="{address}">Words</a></p>'


def test_links_that_lead_somewhere(db):
    person = make_person()
    article, page = make_article(byline=[person]), make_page(is_public=True)
    OldAddress.objects.create(path="/2023/old/", article=article)
    addresses = [
        article.get_absolute_url(),
        f"{article.get_absolute_url()}#section-a",
        page.get_absolute_url(),
        make_series(announced_on=timezone.localdate()).get_absolute_url(),
        person.get_absolute_url(),
        "/2023/old/",
        "/",
        "/articles/?kind=analysis",
        "https://example.org/gone",
        "//example.org/gone",
        "mailto:avery@example.org",
    ]
    assert found(structure.links, body="".join(map(link, addresses))) == []


def test_links_to_what_readers_do_not_know_yet(db):
    later = timezone.localdate() + timedelta(days=9)
    addresses = [make_series(announced_on=later).get_absolute_url(), "/topics/unused/"]
    Topic.objects.create(name="Unused", slug="unused")
    assert len(list(found(structure.links, body="".join(map(link, addresses))))) == 2


def test_links_that_are_kept_by_id(db):
    article, page = make_article(), make_page(is_public=True)
    body = link(f"article:{article.pk}#section-a") + link(f"page:{page.pk}")
    assert found(structure.links, body=body) == []
    draft = make_article(state=State.DRAFT)
    body += link(f"article:{draft.pk}") + link(f"page:{page.pk + 1}#a")
    assert (
        found(structure.links, body=body)
        == ["A link leads to a piece or a page that readers cannot see now."] * 2
    )


def test_links_at_whose_end_readers_find_nothing(db):
    addresses = [
        "/articles/none/",
        make_article(state=State.DRAFT).get_absolute_url(),
        make_article(state=State.WITHDRAWN).get_absolute_url(),
        make_page(is_public=False).get_absolute_url(),
        "/series/none/",
        "/no/such/page/",
        "/staff/articles/article/",
        "/[",
    ]
    body = "".join(map(link, [*addresses, addresses[0]]))
    assert found(structure.links, body=body) == [
        f"A link leads to {address}, where readers find nothing now." for address in addresses
    ]


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "<p>He said <span lang='hy'>Ինչո՞ւ ես գնում հիմա</span>.</p>".replace("'", '"')),
        ("en", '<p lang="ru">Слова на другом языке</p>'),
        ("en", '<blockquote lang="ka"><p>სიტყვა სხვა ენაზე</p></blockquote>'),
        ("en", "<p>The town (Ստեփանակերտ, Степанакерт) lies there.</p>"),
        ("en", "<p>Two words: два слова.</p>"),
        ("ru", "<p>Слова на своём языке, and some of another one.</p>"),
        ("hy", "<p>Ինչո՞ւ ես գնում հիմա</p>"),
    ],
)
def test_passages_whose_language_is_known(language, body):
    assert found(structure.foreign_passages, language=language, body=body) == []


@pytest.mark.parametrize(
    ("language", "body", "shown"),
    [
        ("en", "<p>He said Ինչո՞ւ ես գնում, and left.</p>", "Ինչո՞ւ ես գնում,"),
        ("en", "<p>Он — сказал им это. Then left.</p>", "Он — сказал им это."),
        ("en", "<li><p>სიტყვა სხვა ენაზე</p></li>", "სიტყვა სხვა ენაზე"),
        ("en", "<p>این یک متن است</p>", "این یک متن است"),
        ("hy", "<p>Раз два три четыре пять шесть семь</p>", "Раз два три четыре пять шесть …"),
    ],
)
def test_passages_that_are_not_marked(language, body, shown):
    assert found(structure.foreign_passages, language=language, body=body) == [
        f"“{shown}” is in other letters than the text, and its language is not marked: screen "
        "readers cannot read it aloud."
    ]


def test_paragraphs_are_looked_at_one_by_one():
    assert found(structure.foreign_passages, body="<p>Два слова</p><p>и ещё</p>") == []


def test_a_place_that_is_named_by_more_than_one_of_its_names(db):
    make_place("Khankendi", "Stepanakert")
    assert found(place_names.one_name_alone, body="<p>Khankendi / Stepanakert</p>") == []
    assert found(place_names.one_name_alone, body="<p>Elsewhere</p>") == []


def test_a_place_that_is_named_by_one_name_alone(db):
    make_place("Khankendi", "Stepanakert")
    values = {"title": "Stepanakert", "body": "<p>In Stepanakert.</p>"}
    assert found(place_names.one_name_alone, **values) == [
        "“Stepanakert” is the only name that the text uses for this place. It is also called "
        "Khankendi. The piece can say so where it first names it."
    ]
    assert found(place_names.one_name_alone, **values, tells_place_names=True) == []


@pytest.mark.parametrize(
    "body", ["Khankendi / Stepanakert", "Stepanakert/Khankendi", "and/or, km/h, UN/OSCE", "He/She"]
)
def test_pairs_that_are_in_the_register_or_no_names(db, body):
    make_place("Khankendi", "Stepanakert")
    assert found(place_names.pairs_out_of_the_register, body=f"<p>{body}</p>") == []


@pytest.mark.parametrize(
    ("body", "pair"),
    [
        ("in Stepanakert / Elsewhere", "Stepanakert / Elsewhere"),
        ("Hither Thither/Yonder", "Hither Thither / Yonder"),
    ],
)
def test_pairs_that_the_register_does_not_have(db, body, pair):
    make_place("Khankendi", "Stepanakert")
    assert found(place_names.pairs_out_of_the_register, body=f"<p>{body}</p>") == [
        f"“{pair}” may be two names of one place; the register of places does not have them together."
    ]


def test_every_check_is_in_the_table_once():
    modules = (fields, pictures, place_names, structure)
    checks = {
        function
        for module in modules
        for name, function in vars(module).items()
        if getattr(function, "__module__", "") == module.__name__
        and getattr(function, "__annotations__", {}).get("subject") is Subject
        and name != "named_places"
        and not name.startswith("_")
    }
    assert len(BLOCKING) + len(ADVISING) == len({*BLOCKING, *ADVISING})
    assert {*BLOCKING, *ADVISING} == checks
