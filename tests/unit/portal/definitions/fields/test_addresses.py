"""Addresses: four parts as one answer, whole or not given, opened and compared with what is on record."""

import pytest

from portal.definitions.record_paths import value_on_record
from tests.unit.portal.definitions.fields.answering import ask, refusal_of, type_into, words_of

STORED = {"line": "12 Elm Street", "town": "Hartford", "state": "CT", "zip": "06115"}
RECORD = {
    "person.address_line": "12 Elm Street",
    "person.address_town": "Hartford",
    "person.address_state": "CT",
    "person.address_zip": "06115",
}


def test_address_is_kept_by_its_parts_and_read_back_as_on_an_envelope() -> None:
    typed = [" 12  Elm Street", "Hartford", "ct", "06115"]

    assert type_into(ask("address"), typed) == STORED
    assert words_of(ask("address"), STORED) == "12 Elm Street\nHartford, CT 06115"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["", "", "", ""], "Enter an address."),
        (["", "Avon", "CT", "06001"], "Enter the street address."),
        (["1 Elm", "", "CT", "06001"], "Enter the town."),
        (["1 Elm", "Avon", "Conn", "06001"], "Enter the two letters of the state, such as CT."),
        (["1 Elm", "Avon", "CT", "6001"], "Enter a ZIP code of five digits, such as 06115."),
        (
            ["1 Elm", "x" * 101, "CT", "06001"],
            "Shorten the address: at most 100 characters in a line.",
        ),
    ],
)
def test_address_says_what_is_missing(typed: list[str], said: str) -> None:
    assert refusal_of(ask("address"), typed) == said


def test_address_says_everything_that_is_missing_at_once() -> None:
    said = refusal_of(ask("address", required=False), ["1 Elm", "", "", ""])

    assert said.startswith("Enter the town.")
    assert said.endswith("such as 06115.")


def test_address_need_not_be_given_where_it_is_optional() -> None:
    assert type_into(ask("address", required=False), ["", "", "", ""]) is None


def test_address_on_record_is_what_its_question_would_store() -> None:
    assert value_on_record("person.address", RECORD) == STORED
    assert value_on_record("person.address", dict.fromkeys(RECORD, "")) is None
    assert value_on_record("person.address_town", RECORD) == "Hartford"
