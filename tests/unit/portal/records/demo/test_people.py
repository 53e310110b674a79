"""Invented people: repeatable, unique, and each one the same in any population."""

from datetime import date
from math import gcd

from portal.records.credentials.models import CredentialEvent
from portal.records.credentials.numbers import is_well_formed
from portal.records.demo.cast import invent_cast
from portal.records.demo.people import (
    CAST_START,
    EIN_SPACE,
    EIN_STEP,
    NUMBER_SPACE,
    NUMBER_STEP,
    REFERENCE_STEP,
    demo_ein,
    demo_number,
    invent_person,
)

TODAY = date(2026, 3, 1)


def test_same_number_and_day_give_the_same_person() -> None:
    first = [invent_person(number, seed=1, today=TODAY) for number in range(50)]
    again = [invent_person(number, seed=1, today=TODAY) for number in reversed(range(50))]

    assert first == list(reversed(again))
    assert first != [invent_person(number, seed=2, today=TODAY) for number in range(50)]


def test_numbers_never_meet() -> None:
    assert gcd(EIN_SPACE, EIN_STEP) == gcd(NUMBER_SPACE, NUMBER_STEP) == 1
    assert gcd(NUMBER_SPACE, REFERENCE_STEP) == 1

    people = [*range(3_000), *range(CAST_START, CAST_START + 10)]
    eins = [demo_ein(number) for number in people]
    numbers = [demo_number(number, position) for number in people for position in range(8)]

    assert len(set(eins)) == len(eins)
    assert {len(ein) for ein in eins} == {10}
    assert len(set(numbers)) == len(numbers)
    assert all(map(is_well_formed, numbers[:500]))


def test_careers_are_in_order_of_time() -> None:
    plans = [invent_person(number, seed=1, today=TODAY) for number in range(800)]
    held = [credential for plan in plans for credential in plan.credentials]

    for credential in held:
        assert credential.issued_on <= credential.expires_on
        assert credential.events[0].kind == CredentialEvent.Kind.ISSUED
        assert all(event.effective_on >= credential.issued_on for event in credential.events)
        dated = [event.expires_on for event in credential.events if event.expires_on]
        assert dated[-1] == credential.expires_on


def test_population_has_every_kind_of_history_and_spelling() -> None:
    plans = [invent_person(number, seed=1, today=TODAY) for number in range(2_000)]
    events = [event for plan in plans for held in plan.credentials for event in held.events]
    names = [plan.name[2] for plan in plans]

    invented = set(CredentialEvent.Kind.values) - {CredentialEvent.Kind.DUPLICATED}
    assert {event.kind for event in events} == invented
    assert {event.is_final for event in events} == {True, False}
    for character in "'-ñé ":
        assert any(character in name for name in names)
    assert any(plan.former_surname for plan in plans)
    assert {len(name) for name in names} >= {1, 147}


def test_cast_has_what_each_role_is_played_with() -> None:
    cast = invent_cast(TODAY)

    assert [held.expires_on > TODAY for held in cast["applicant"].credentials] == [
        True,
        True,
        False,
    ]
    assert {held.type_key for held in cast["applicant"].credentials} == {"professional"}
    assert cast["district_officer"].role == "officer"
