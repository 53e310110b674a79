"""Endorsements and organizations: picked from the rows of the day, or named where they are on no list."""

from dataclasses import replace

import pytest

from portal.definitions.fields import get_field_type
from portal.sdk.testing.cast import ENDORSEMENTS, ORGANIZATIONS
from tests.unit.portal.definitions.fields import answering
from tests.unit.portal.definitions.fields.answering import ask, refusal_of, type_into, words_of

CONTEXT = replace(answering.CONTEXT, endorsements=ENDORSEMENTS, organizations=ORGANIZATIONS)


def test_endorsement_is_kept_by_code_and_read_back_by_title() -> None:
    question = ask("endorsement")

    assert type_into(question, "ZZ1", CONTEXT) == "ZZ1"
    assert words_of(question, "ZZ1", CONTEXT) == "Weaving (ZZ1), 1-6"


def test_endorsement_that_is_not_offered_that_day_is_refused_and_stays_readable() -> None:
    question = ask("endorsement")
    without = replace(CONTEXT, endorsements=ENDORSEMENTS[1:])

    assert refusal_of(question, "ZZ1", without) == "Choose an endorsement that is on the list."
    assert words_of(question, "ZZ1", without) == "ZZ1"


def test_endorsement_is_offered_by_category() -> None:
    question = ask("endorsement", categories=["administrative"])

    assert type_into(question, "ZZ2", CONTEXT) == "ZZ2"
    assert refusal_of(question, "ZZ1", CONTEXT) == "Choose an endorsement that is on the list."


@pytest.mark.parametrize(
    ("typed", "stored", "words", "value"),
    [
        (["ZZ-1", ""], {"code": "ZZ-1"}, "Elm District", "ZZ-1"),
        (
            ["not_listed", " Elm  Academy "],
            {"name": "Elm Academy"},
            "Elm Academy (not on the list)",
            "not_listed",
        ),
        (["", "ZZ-1"], {"name": "ZZ-1"}, "ZZ-1 (not on the list)", "not_listed"),
    ],
)
def test_organization_is_kept_by_code_or_by_name(
    typed: list[str], stored: dict[str, str], words: str, value: str
) -> None:
    question = ask("organization")

    assert type_into(question, typed, CONTEXT) == stored
    assert words_of(question, stored, CONTEXT) == words
    assert get_field_type("organization").to_value(stored) == value


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["", ""], "Choose an organization, or type its name."),
        (["not_listed", " "], "Type the name of the organization that is not on the list."),
        (["ZZ-9", ""], "Choose an organization that is on the list."),
        (["ZZ-1", "Elm"], "Choose from the list or type a name, not both."),
        (["", "x" * 201], "Type a name of at most 200 characters."),
        (["", "a\x00b"], "Remove the characters that cannot be read."),
    ],
)
def test_organization_says_what_is_missing(typed: list[str], said: str) -> None:
    assert refusal_of(ask("organization"), typed, CONTEXT) == said


def test_organization_is_offered_by_kind() -> None:
    question = ask("organization", kinds=["college"])

    assert type_into(question, ["ZZ-3", ""], CONTEXT) == {"code": "ZZ-3"}
    assert (
        refusal_of(question, ["ZZ-1", ""], CONTEXT) == "Choose an organization that is on the list."
    )


def test_nothing_need_be_picked_where_it_is_optional() -> None:
    assert type_into(ask("endorsement", required=False), "", CONTEXT) is None
    assert type_into(ask("organization", required=False), ["", ""], CONTEXT) is None
