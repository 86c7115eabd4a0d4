import pytest

from ccsis.intake.references import FORM, new_reference, read_reference


def test_a_reference_has_the_letter_of_its_kind_and_eight_characters_that_are_not_mistaken():
    references = {new_reference("L") for _ in range(200)}
    assert len(references) == 200
    assert all(FORM.fullmatch(reference) and reference[0] == "L" for reference in references)
    assert not set("".join(references)[1:]) & set("IOU")


@pytest.mark.parametrize(
    "typed",
    ["L-7QK4-M2XD", "l-7qk4-m2xd", " l 7qk4 m2xd ", "L7QK4M2XD", "L–7QK4–M2XD"],
)
def test_a_reference_is_read_however_it_was_typed(typed):
    assert read_reference(typed) == "L-7QK4-M2XD"


def test_letters_that_look_like_digits_are_taken_for_them():
    assert read_reference("M-OI1L-ABCD") == "M-0111-ABCD"


@pytest.mark.parametrize(
    "typed", ["", "L", "L-7QK4-M2X", "L-7QK4-M2XDD", "7-7QK4-M2XD", "L-7QK4-M2X!"]
)
def test_anything_else_is_none(typed):
    assert read_reference(typed) == ""
