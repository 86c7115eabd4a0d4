"""Each check: what passes, and what is found."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.checks import Subject, coming, fields, pictures, place_names, structure
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


def test_a_summary_is_for_a_long_piece():
    long = f"<p>{'word ' * 801}</p>"
    assert found(fields.summary, body=f"<p>{'word ' * 800}</p>") == []
    assert found(fields.summary, body=long, summary_points=["One."]) == []
    assert found(fields.summary, body=long, summary_points=[" "]) == [
        "The text has 801 words and no summary: in a piece of more than 800, readers are helped by "
        "the box “In brief”."
    ]


def test_the_length_of_the_title():
    assert found(fields.title, title="a" * 60) == []
    assert found(fields.title, title="a" * 61) == [
        "The title has 61 characters. Search results show about 60 of them, shared links about 90."
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
        ("en", "<p>See: αυτό είναι κείμενο</p>", "αυτό είναι κείμενο"),
        ("en", "<p>See: זה טקסט קצר</p>", "זה טקסט קצר"),
    ],
)
def test_passages_that_are_not_marked(language, body, shown):
    assert found(structure.foreign_passages, language=language, body=body) == [
        f"“{shown}” is in other letters than the text, and its language is not marked: screen "
        "readers cannot read it aloud."
    ]


@pytest.mark.parametrize(
    ("language", "passage"),
    [
        ("en", "Bu sülh gündəliyi bütün tərəflər üçün çox vacib bir məsələ olaraq qalır."),
        ("en", "Bu metin daha sonra bütün taraflar için çok önemli bir konu olarak kaldı."),
        ("en", "Les habitants de la ville ne sont pas revenus dans leur maison avec les autres."),
        ("en", "Die Bewohner der Stadt sind nicht mit den anderen in ihre Häuser zurückgekehrt."),
        ("az", "The people of the town have not returned to their houses with the others."),
        ("ru", "The people of the town have not returned to their houses with the others."),
    ],
)
def test_a_passage_in_latin_letters_that_is_not_marked(language, passage):
    own = {
        "en": "They said this to the people of the town and left. ",
        "az": "Bu bir mətn və onun üçün daha bir cümlə. ",
        "ru": "Это текст на своём языке. ",
    }[language]
    told = f"“{' '.join(passage.split()[:6])} …” seems to be in another language than the text"
    for body in (f"<p>{own}</p><p>{passage}</p>", f"<p>{own}“{passage}” {own}</p>"):
        (text,) = found(structure.foreign_passages, language=language, body=body)
        assert text.replace("““", "“").startswith(told)
    assert found(structure.foreign_passages, language=language, body=f"<p>{own}</p>") == []


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", '<p lang="fr">Les habitants de la ville ne sont pas revenus dans leur maison.</p>'),
        ("en", "<p>Le Monde et la Croix</p>"),
        ("en", "<p>He wrote “Le Caucase et la Russie dans la politique de la France” there.</p>"),
        (
            "en",
            "<p>Dupont, J. Le Caucase et la Russie dans la politique. Paris: Example, 2010.</p>",
        ),
        ("en", "<p><em>Les habitants de la ville ne sont pas revenus dans leur maison.</em></p>"),
        ("en", "<p>A<foot-note>Les habitants de la ville ne sont pas revenus.</foot-note></p>"),
        ("en", "<p>He was of the Ligue pour la paix et les droits dans le Caucase du Sud.</p>"),
        ("fr", "<p>Les habitants de la ville ne sont pas revenus dans leur maison.</p>"),
        ("tr", "<p>Bu metin daha sonra bütün taraflar için çok önemli bir konu olarak kaldı.</p>"),
        ("hy", "<p>Գիրքը «The Politics of the Great Powers in the East and the West» է։</p>"),
        ("en", "<p>von der und die das is not many words at all here, they said</p>"),
    ],
)
def test_names_titles_and_marked_passages_are_left_alone(language, body):
    assert found(structure.foreign_passages, language=language, body=body) == []


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
    "body",
    [
        "Khankendi / Stepanakert",
        "Stepanakert/Khankendi",
        "In Stepanakert (Khankendi), and Khankendi Street / Stepanakert Road",
        "and/or, km/h, UN/OSCE, He/She, OSCE (Organization)",
        "Armenia/Azerbaijan relations near Monday/Tuesday, Reuters / Politico",
        "Stepanakert (Reuters), Stepanakert (Azerbaijan), Stepanakert (January)",
        "Jane Doe (Example House), Example Name / Other Name, one (Two), Two (three)",
        "the Lachin/Stepanakert road",
        "Stepanakert (then called by another name)",
    ],
)
def test_pairs_that_are_in_the_register_or_no_names_of_a_place(db, body):
    make_place("Khankendi", "Stepanakert")
    make_place("Berdzor", "Lachin")
    assert found(place_names.pairs_out_of_the_register, body=f"<p>{body}</p>") == []


@pytest.mark.parametrize(
    ("body", "pair"),
    [
        ("from Stepanakert / Elsewhere today", "Stepanakert / Elsewhere"),
        ("Near Stepanakert (Elsewhere).", "Near Stepanakert (Elsewhere)"),
        ("the road to Elsewhere (Stepanakert)", "Elsewhere (Stepanakert)"),
        ("near Hither Thither/Yonder", "Hither Thither/Yonder"),
        ("the village of Hither (Yonder) is", "Hither (Yonder)"),
        ("the Hither (Yonder) district", "Hither (Yonder)"),
        ("in Hin Shen (Kirov) / Kichik Galadarasi it", "Hin Shen (Kirov) / Kichik Galadarasi"),
    ],
)
def test_pairs_that_the_register_does_not_have(db, body, pair):
    make_place("Khankendi", "Stepanakert")
    assert found(place_names.pairs_out_of_the_register, body=f"<p>{body}, {body}</p>") == [
        f"“{pair}” may be names of one place; the register of places does not have them together."
    ]


@pytest.mark.parametrize("text", ["abc/ " * 20_000, "Abc (Def) " * 10_000, "“a" * 40_000])
def test_what_goes_on_without_an_end_is_looked_through_at_once(db, text):
    """In hundredths of a second: what a pattern goes through again and again takes minutes."""
    began = time.process_time()
    for check in (place_names.pairs_out_of_the_register, structure.foreign_passages):
        list(found(check, body=f"<p>{text}</p>"))
    assert time.process_time() - began < 5


def test_every_check_is_in_the_table_once():
    modules = (coming, fields, pictures, place_names, structure)
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
