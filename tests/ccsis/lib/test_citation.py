from datetime import date

from ccsis.lib.citation import citation

FIELDS = {
    "names": ["Avery Example"],
    "title": "What a gauge knows",
    "publisher": "CCSIS",
    "published_on": date(2022, 9, 14),
    "address": "https://example.org/articles/gauge/",
}


def test_a_citation_is_one_line():
    assert str(citation(**FIELDS)) == (
        "Avery Example, “What a gauge knows”, CCSIS, 14 September 2022, "
        "https://example.org/articles/gauge/"
    )


def test_its_note_goes_with_the_title():
    assert "“What a gauge knows” (retracted), CCSIS" in str(citation(**FIELDS, note="retracted"))


def test_the_title_stands_apart_whatever_is_in_it():
    quoted = citation(**FIELDS | {"title": "100 %(names)s, %s and {0}"})
    assert quoted.title == "100 %(names)s, %s and {0}"
    assert quoted.before == "Avery Example, “"
