import pytest

from articles.models import Language
from ccsis.lib.languages import NAMES, language_tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("hy", "hy"),
        (" AZ-cyrl ", "az-Cyrl"),
        ("pt-br", "pt-BR"),
        ("es-419", "es-419"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("tly", "tly"),
        ("", ""),
        ("english", ""),
        ("h", ""),
        ("en-", ""),
        ("en_GB", ""),
        ("en-x-secret", ""),
        ("հյ", ""),
    ],
)
def test_a_tag_is_written_in_its_usual_letters(text, tag):
    assert language_tag(text) == tag


def test_the_languages_of_the_pieces_can_be_chosen():
    assert set(Language.values) <= set(NAMES)


def test_they_stand_in_the_order_of_their_names():
    assert list(NAMES.values()) == sorted(NAMES.values())
