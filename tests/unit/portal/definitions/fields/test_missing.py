"""What a required question says that was left empty: what to do, by the type of the question, in both languages."""

import pytest
from django.utils.translation import override

from portal.definitions.fields import get_field_type, known_field_types
from tests.unit.portal.definitions.fields.answering import ask, refusal_of

STOCK = "This field is required."


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("text", "Enter an answer."),
        ("long_text", "Enter an answer."),
        ("name", "Enter a name."),
        ("email", "Enter an email address."),
        ("phone", "Enter a phone number."),
        ("zip_code", "Enter a ZIP code."),
        ("integer", "Enter a whole number."),
        ("yes_no", "Choose yes or no."),
        ("choice", "Choose an answer."),
        ("multi_choice", "Choose at least one answer."),
        ("endorsement", "Choose an endorsement."),
    ],
)
def test_empty_answer_is_told_what_to_do(kind: str, said: str) -> None:
    assert refusal_of(ask(kind), "") == said


def test_every_type_says_so_in_both_languages_and_none_in_stock_words() -> None:
    for key in known_field_types():
        english = str(get_field_type(key).missing)
        with override("es"):
            assert str(get_field_type(key).missing) not in {english, STOCK}, key
        assert english != STOCK
