"""Trees built in Python keep the same limits as those that are read."""

from decimal import Decimal

import pytest

from portal.definitions.rules import (
    Answer,
    Call,
    Constant,
    FunctionName,
    Group,
    GroupOp,
    InvalidRuleError,
    Rule,
    ValueType,
    canonical,
    walk,
)
from portal.definitions.rules.build import all_of, answer, any_of, constant, eq, none_of, one_of


def test_tree_built_too_deep_is_refused() -> None:
    rule: Rule = eq(answer("a"), 1)
    for _ in range(18):
        rule = none_of(rule)

    with pytest.raises(InvalidRuleError, match="too_deep"):
        none_of(rule)


def test_tree_built_too_large_is_refused() -> None:
    with pytest.raises(InvalidRuleError, match="too_many_nodes"):
        one_of(answer("a"), *range(499))


def test_group_without_rules_is_refused() -> None:
    with pytest.raises(InvalidRuleError, match="empty_group"):
        Group(GroupOp.ANY, ())


def test_call_with_wrong_number_of_arguments_is_refused() -> None:
    with pytest.raises(InvalidRuleError, match="wrong_argument_count"):
        Call(FunctionName.SUBTRACT, (Answer("a"),))


@pytest.mark.parametrize("value", [0.5, None, "", [1], object(), Decimal("NaN")])
def test_constant_of_no_exact_value_is_refused(value: object) -> None:
    with pytest.raises(InvalidRuleError, match="bad_constant"):
        constant(value)  # type: ignore[arg-type]


def test_constant_of_another_type_than_declared_is_refused() -> None:
    with pytest.raises(InvalidRuleError, match="bad_constant"):
        Constant(ValueType.INTEGER, True)


def test_canonical_text_is_the_same_for_equal_rules() -> None:
    one = all_of(
        eq(answer("a"), Constant(ValueType.DECIMAL, Decimal("1.50"))), any_of(eq(answer("b"), "é"))
    )
    shortest = Constant(ValueType.DECIMAL, Decimal("1.5"))
    other = all_of(eq(answer("a"), shortest), any_of(eq(answer("b"), "é")))

    assert one == other
    assert canonical(one) == canonical(other)
    assert canonical(one) == (
        '{"op":"all","rules":[{"left":{"field":"a","op":"answer"},"op":"eq",'
        '"right":{"op":"constant","type":"decimal","value":"1.5"}},'
        '{"op":"any","rules":[{"left":{"field":"b","op":"answer"},"op":"eq",'
        '"right":{"op":"constant","type":"text","value":"é"}}]}]}'
    )


def test_walk_names_every_place() -> None:
    rule = all_of(eq(answer("a"), 1), one_of(answer("b"), "x"))

    assert [path for path, _ in walk(rule)] == [
        "",
        "rules.0",
        "rules.0.left",
        "rules.0.right",
        "rules.1",
        "rules.1.operand",
        "rules.1.choices.0",
    ]
