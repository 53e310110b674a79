"""What cannot hold is known for certain: never of rules that do hold, and of those that rule each other out."""

from datetime import date
from typing import Any

import pytest

from portal.definitions.rules import (
    Facts,
    Money,
    Rule,
    ValueType,
    from_data,
    truth_of,
    typed_answers,
)
from portal.definitions.rules.build import (
    all_of,
    answer,
    any_of,
    as_of,
    call,
    contains,
    eq,
    ge,
    gt,
    is_answered,
    le,
    lt,
    ne,
    none_of,
    one_of,
    record,
)
from portal.definitions.rules.evaluate import Truth
from portal.definitions.rules.holding import MOST_CASES, Known, can_hold
from tests.random_rules import RandomRules

KIND = answer("kind")
SEATS = answer("seats")
NO_CHOICES: Any = {}.get
ANYTHING = Known(NO_CHOICES, lambda _name: ())
KINDS = Known({"kind": frozenset({"car", "bus"})}.get, lambda _name: ())
SEEDS = 4_000

IMPOSSIBLE = {
    "two values": all_of(eq(KIND, "car"), eq(KIND, "bus")),
    "neither value of two": all_of(ne(KIND, "car"), ne(KIND, "bus")),
    "a value and its opposite": all_of(eq(KIND, "car"), none_of(eq(KIND, "car"))),
    "lists without a common value": all_of(one_of(KIND, "car"), one_of(KIND, "bus", "tram")),
    "ends that do not meet": all_of(gt(SEATS, 8), lt(SEATS, 4)),
    "ends that only touch": all_of(gt(SEATS, 8), le(SEATS, 8)),
    "the constant on the left": all_of(lt(8, SEATS), ge(4, SEATS)),
    "an end and a value": all_of(ge(SEATS, 8), eq(SEATS, 4)),
    "touching ends without the value": all_of(ge(SEATS, 8), le(SEATS, 8), ne(SEATS, 8)),
    "money": all_of(gt(answer("cost"), Money(250)), lt(answer("cost"), Money(100))),
    "days": all_of(gt(answer("day"), date(2026, 7, 1)), lt(answer("day"), date(2026, 6, 1))),
    "a record": all_of(
        eq(record("credential.type"), "coach"), eq(record("credential.type"), "initial")
    ),
    "answered and not": all_of(gt(SEATS, 1), none_of(is_answered(SEATS))),
    "calculated from what is not answered": all_of(
        gt(call("sum", answer("rows.hours")), 1), none_of(is_answered(answer("rows.hours")))
    ),
    "an item and not": all_of(
        contains(answer("tags"), "x"), none_of(contains(answer("tags"), "x"))
    ),
    "every way": all_of(eq(SEATS, 4), any_of(gt(SEATS, 8), lt(SEATS, 2))),
    "every pair of ways": all_of(
        any_of(eq(KIND, "car"), eq(SEATS, 1)),
        any_of(eq(KIND, "bus"), eq(SEATS, 2)),
        none_of(all_of(eq(KIND, "car"), eq(SEATS, 2))),
        none_of(all_of(eq(KIND, "bus"), eq(SEATS, 1))),
    ),
}
POSSIBLE = {
    "a way that is left": all_of(eq(SEATS, 4), any_of(gt(SEATS, 8), lt(SEATS, 5))),
    "one value of two": ne(KIND, "car"),
    "ends that share a value": all_of(ge(SEATS, 8), le(SEATS, 8)),
    "one of which is not so": none_of(all_of(eq(KIND, "car"), eq(KIND, "bus"))),
    "the day": lt(answer("day"), as_of()),
    "two answers": all_of(gt(SEATS, answer("legs")), lt(SEATS, answer("arms"))),
    "not answered": none_of(is_answered(SEATS)),
}


@pytest.mark.parametrize("rule", IMPOSSIBLE.values(), ids=list(IMPOSSIBLE))
def test_rules_that_rule_each_other_out_cannot_hold(rule: Rule) -> None:
    assert not can_hold([rule], KINDS)


@pytest.mark.parametrize("rule", POSSIBLE.values(), ids=list(POSSIBLE))
def test_rules_that_some_answer_meets_can_hold(rule: Rule) -> None:
    assert can_hold([rule], KINDS)


def test_rules_of_several_places_are_taken_together() -> None:
    assert not can_hold([gt(SEATS, 8), lt(SEATS, 4)], ANYTHING)


def test_what_is_read_can_hold_only_where_it_was_asked() -> None:
    asked_of_cars = Known(NO_CHOICES, lambda name: [eq(KIND, "car")] if name == "seats" else ())

    assert not can_hold([all_of(eq(KIND, "bus"), gt(SEATS, 8))], asked_of_cars)
    assert can_hold([all_of(eq(KIND, "bus"), none_of(is_answered(SEATS)))], asked_of_cars)


def facts_of(case: dict[str, object]) -> Facts:
    """Return the facts of a random case."""

    def typed(entries: object) -> dict[str, object]:
        assert isinstance(entries, dict)
        types = {name: ValueType(entry["type"]) for name, entry in entries.items()}
        return typed_answers({name: entry["value"] for name, entry in entries.items()}, types)

    on = date.fromisoformat(str(case["as_of"]))
    return Facts(typed(case["answers"]), typed(case["records"]), on)


def test_rule_that_holds_over_random_facts_is_never_said_to_be_impossible() -> None:
    made = RandomRules(11)
    holding = 0
    for _case in range(SEEDS):
        case = made.case_of_rule()
        rule = from_data(case["rule"])
        if truth_of(rule, facts_of(case)) is Truth.TRUE:
            holding += 1
            assert can_hold([rule], ANYTHING), case["rule"]
    assert holding > SEEDS / 10


def test_what_takes_too_many_cases_is_taken_for_possible() -> None:
    never = all_of(eq(KIND, "car"), any_of(eq(KIND, "bus"), eq(KIND, "tram")))
    free = [
        any_of(eq(answer(f"a{number}"), 1), eq(answer(f"b{number}"), 1))
        for number in range(MOST_CASES)
    ]

    assert not can_hold([never, *free[:3]], ANYTHING)
    assert can_hold([*free, never], ANYTHING)
