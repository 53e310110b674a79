"""Identifiers: alphabet, strength, check character, normal form, families that are not mistaken."""

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.records.applications import references
from portal.records.credentials import numbers
from portal.records.identifiers import ALPHABET, BODY_LENGTH, LENGTH, IdentifierFamily
from portal.records.people.registry_ids import REGISTRY_IDS, new_registry_id

FAMILY = IdentifierFamily(remainder=0)
VALUES = st.integers(min_value=0, max_value=len(ALPHABET) ** BODY_LENGTH - 1)


def test_alphabet_has_no_look_alikes_and_a_prime_size() -> None:
    size = len(ALPHABET)

    assert not set(ALPHABET) & set("0O1ILSZ")
    assert len(set(ALPHABET)) == size
    assert all(size % divisor for divisor in range(2, size))
    assert size > LENGTH + 1


def test_identifier_has_at_least_forty_random_bits() -> None:
    assert len(ALPHABET) ** BODY_LENGTH > 2**40


def test_new_identifiers_are_well_formed_and_differ() -> None:
    made = {numbers.new_credential_number() for _ in range(2_000)}

    assert len(made) == 2_000
    assert all(numbers.is_well_formed(number) for number in made)


@given(VALUES, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(value: int, place: int, wrong: str) -> None:
    number = FAMILY.from_value(value)
    mistyped = number[:place] + wrong + number[place + 1 :]

    assert FAMILY.is_well_formed(mistyped) == (mistyped == number)


@given(VALUES)
def test_two_swapped_characters_are_noticed(value: int) -> None:
    number = FAMILY.from_value(value)
    for left, right in combinations(range(LENGTH), 2):
        typed = list(number)
        typed[left], typed[right] = typed[right], typed[left]

        assert FAMILY.is_well_formed("".join(typed)) == ("".join(typed) == number)


@given(VALUES)
def test_identifier_of_one_family_is_never_taken_for_one_of_another(value: int) -> None:
    families = (numbers.NUMBERS, references.REFERENCES, REGISTRY_IDS)
    for one, other in permutations(families, 2):
        assert not one.is_well_formed(other.from_value(value))


def test_normalize_takes_what_people_type() -> None:
    number = numbers.new_credential_number()
    typed = f" {number[:5].lower()}-{number[5:]}\t"

    assert numbers.normalize(typed) == number
    assert references.normalize(" ab–c ") == "ABC"


@pytest.mark.parametrize(
    "text", ["", "A", "O" * LENGTH, "2" * (LENGTH + 1), "ÄÖÜ2345678", "2\x00345678AB"]
)
def test_malformed_text_is_no_identifier(text: str) -> None:
    assert not numbers.is_well_formed(text)
    assert not references.is_well_formed(text)


def test_new_identifier_is_well_formed_in_its_family() -> None:
    assert references.is_well_formed(references.new_reference())
    assert REGISTRY_IDS.is_well_formed(new_registry_id())
