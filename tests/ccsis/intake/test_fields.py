import pytest
from django.core.exceptions import ValidationError

from ccsis.intake.fields import AddressField, LineField, ParagraphsField, WebsiteField


def code_of(field, value):
    with pytest.raises(ValidationError) as raised:
        field.clean(value)
    return raised.value.error_list[0].code


def test_line_breaks_are_one_kind_of_line_break():
    assert ParagraphsField().clean("a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_a_text_may_have_tabs_and_joiners_and_marks_of_direction_of_its_own_script():
    text = "a\tb \u200c \u200d \u200f \u2068".rstrip("\u2068").strip()
    assert ParagraphsField().clean(text) == text


@pytest.mark.parametrize(("words", "passes"), [(299, True), (300, True), (301, False)])
def test_a_limit_in_words_is_exact(words, passes):
    field = ParagraphsField(words=300)
    text = " ".join(["мир"] * words)
    if passes:
        assert field.clean(text) == text
    else:
        with pytest.raises(ValidationError) as raised:
            field.clean(text)
        assert raised.value.error_list[0].params == {"limit": 300, "words": 301}
        assert "300" in raised.value.messages[0]
        assert "301" in raised.value.messages[0]


def test_a_browser_is_not_told_to_cut_a_long_text():
    assert "maxlength" not in ParagraphsField(max_length=10).widget.attrs
    assert ParagraphsField().widget_attrs(ParagraphsField().widget) == {}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("example.org", "https://example.org"), ("http://example.org/a", "http://example.org/a")],
)
def test_a_website_may_lack_its_scheme(typed, kept):
    assert WebsiteField().clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "ftp://example.org", "data:text/html,x", "https://ours@evil.example"],
)
def test_a_website_is_on_the_web(typed):
    with pytest.raises(ValidationError):
        WebsiteField().clean(typed)


def test_a_name_of_two_lines_is_refused():
    assert code_of(LineField(), "Avery\nExample") == "line_break"


def test_an_address_is_bounded():
    assert code_of(AddressField(), "a" * 250 + "@example.org") in {"invalid", "max_length"}


@pytest.mark.parametrize("field", [LineField(), AddressField(), WebsiteField()])
def test_no_field_is_cut_by_the_browser(field):
    assert "maxlength" not in field.widget.attrs
