"""A piece is found by each name of the places in it."""

import pytest

from tests.factories import make_article, make_place


def test_a_piece_is_found_by_any_name_of_the_places_in_it(found):
    make_place("Khankendi", "Stepanakert")
    make_article(title="The road to Stepanakert")
    make_article(title="Bread", body="<p>Baked in Khankendi.</p>")
    make_article(title="Elsewhere")
    assert sorted(found("Khankendi")) == sorted(found("stepanakert"))
    assert sorted(found("Khankendi")) == ["Bread", "The road to Stepanakert"]
    assert found("Khankendi road") == ["The road to Stepanakert"]


@pytest.mark.parametrize(
    "asked", ["Qarabağ", "qarabag", "Qarabağda", "Nagorno Karabakh", "nagorno-karabakh", "artsakh"]
)
def test_names_are_asked_for_with_or_without_accents_hyphens_and_endings(found, asked):
    make_place("Artsakh", "Nagorno-Karabakh", "Qarabağ")
    titles = ["In Artsakh", "In Nagorno Karabakh", "In Nagorno-Karabakh", "In Qarabağ"]
    for title in [*titles, "In a garden"]:
        make_article(title=title)
    assert sorted(found(asked)) == titles


def test_a_name_of_two_words_is_a_phrase_and_a_quoted_one_is_asked_for_too(found):
    make_place("Hin Shen", "Kichik Galadarasi")
    make_article(title="On Hin Shen")
    make_article(title="Shen the painter and Hin the poet")
    assert found("Kichik Galadarasi") == ["On Hin Shen"]
    assert found('"on Kichik Galadarasi"') == ["On Hin Shen"]


def test_the_piece_is_found_as_its_language_bends_the_other_name(found):
    make_place("Lachin", "Лачин")
    make_article(title="О Лачине", language="ru")
    assert found("Lachin") == ["О Лачине"]


def test_a_minus_leaves_out_a_name_and_not_the_place(found):
    make_place("Khankendi", "Stepanakert")
    make_article(title="Roads to Stepanakert")
    make_article(title="Roads to Khankendi")
    assert found("roads -Khankendi") == ["Roads to Stepanakert"]


def test_the_other_name_is_marked_in_the_extract_and_the_page_says_which_places(look):
    make_place("Khankendi", "Stepanakert")
    make_article(title="Bread", body="<p>Bread was baked in Khankendi for years.</p>")
    page = look("Stepanakert")
    assert "<mark>Khankendi</mark>" in page
    assert "all of their names: <bdi>Khankendi / Stepanakert</bdi>." in page
    assert "all of their names" not in look("bread")


def test_nothing_found_says_also_which_places_were_looked_for(look):
    make_place("Khankendi", "Stepanakert")
    assert "<bdi>Khankendi / Stepanakert</bdi>" in look("Stepanakert")
