"""Faults of rules that are found without any facts."""

from datetime import date
from decimal import Decimal

import pytest

from portal.definitions.rules import (
    FunctionName,
    Money,
    Operand,
    Rule,
    ValueType,
    analyse,
    analyse_operand,
    fields_used,
    paths_used,
)
from portal.definitions.rules.build import (
    all_of,
    answer,
    any_of,
    as_of,
    call,
    constant,
    contains,
    eq,
    ge,
    is_answered,
    lt,
    none_of,
    one_of,
    record,
)

FIELDS = {
    "age": ValueType.INTEGER,
    "fee": ValueType.MONEY,
    "name": ValueType.TEXT,
    "agrees": ValueType.YES_NO,
    "grades": ValueType.TEXTS,
    "training.hours": ValueType.DECIMALS,
    "address": ValueType.OTHER,
}
PATHS = {"person.born_on": ValueType.DATE}

MIXED = any_of(
    all_of(eq(answer("name"), "x"), is_answered(answer("address"))),
    none_of(ge(call(FunctionName.YEARS_BETWEEN, record("person.born_on"), as_of()), answer("age"))),
)


def test_fields_and_paths_used_are_found_anywhere_in_the_tree() -> None:
    assert fields_used(MIXED) == {"name", "address", "age"}
    assert paths_used(MIXED) == {"person.born_on"}


@pytest.mark.parametrize(
    "rule",
    [
        MIXED,
        eq(answer("age"), Decimal("1.5")),
        contains(answer("grades"), "k"),
        contains(answer("training.hours"), 2),
        ge(call(FunctionName.SUM, answer("training.hours")), 24),
        ge(call(FunctionName.MULTIPLY, answer("fee"), answer("age")), Money(100)),
        ge(as_of(), date(2026, 1, 1)),
        is_answered(answer("address")),
    ],
)
def test_sound_rule_has_no_faults(rule: Rule) -> None:
    assert analyse(rule, FIELDS, PATHS) == []


@pytest.mark.parametrize(
    ("rule", "code", "path"),
    [
        (all_of(eq(answer("gone"), 1)), "unknown_field", "rules.0.left"),
        (is_answered(answer("gone")), "unknown_field", "operand"),
        (eq(record("person.gone"), 1), "unknown_path", "left"),
        (eq(record("age"), 1), "unknown_path", "left"),
        (eq(answer("age"), "1"), "type_clash", ""),
        (eq(answer("fee"), 25), "type_clash", ""),
        (eq(answer("agrees"), 1), "type_clash", ""),
        (eq(answer("grades"), answer("grades")), "same_on_both_sides", ""),
        (eq(answer("address"), "x"), "type_clash", ""),
        (lt(answer("name"), "x"), "no_order", ""),
        (lt(answer("agrees"), True), "no_order", ""),
        (one_of(answer("age"), 1, "x"), "type_clash", "choices.1"),
        (one_of(answer("age"), 1, 2, 1), "repeated_choice", "choices.2"),
        (contains(answer("name"), "x"), "not_a_list", "operand"),
        (contains(answer("grades"), 1), "type_clash", ""),
        (eq(call(FunctionName.SUM, answer("grades")), 1), "type_clash", "left"),
        (eq(call(FunctionName.ADD, answer("age"), answer("gone")), 1), "unknown_field", "left.arguments.1"),
        (eq(constant(1), 1), "constant_comparison", ""),
        (one_of(constant(1), 1, 2), "constant_comparison", ""),
        (eq(call(FunctionName.ADD, 1, 2), 3), "constant_comparison", ""),
        (any_of(MIXED, MIXED), "repeated_rule", "rules.1"),
    ],
)  # fmt: skip
def test_fault_is_named_with_its_place(rule: Rule, code: str, path: str) -> None:
    assert (code, path) in [(error.code, error.path) for error in analyse(rule, FIELDS, PATHS)]


def test_fault_within_an_operand_is_reported_once() -> None:
    rule = eq(call(FunctionName.ADD, answer("gone"), 1), "x")

    assert [error.code for error in analyse(rule, FIELDS, PATHS)] == ["unknown_field"]


@pytest.mark.parametrize(
    ("operand", "expected", "codes"),
    [
        (call(FunctionName.MULTIPLY, answer("fee"), 2), ValueType.MONEY, []),
        (call(FunctionName.MULTIPLY, answer("fee"), 2), ValueType.INTEGER, ["type_clash"]),
        (answer("gone"), ValueType.INTEGER, ["unknown_field"]),
    ],
)
def test_formula_must_give_the_expected_type(
    operand: Operand, expected: ValueType, codes: list[str]
) -> None:
    errors = analyse_operand(operand, FIELDS, PATHS, expected)

    assert [error.code for error in errors] == codes
