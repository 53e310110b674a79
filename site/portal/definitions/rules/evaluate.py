"""The evaluator: total, pure and bounded. Logic is Kleene's: what is not known stays unknown.

Never raises on facts. It neither formats (see `sentences`) nor judges the rule itself (`analysis`).
"""

import operator
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from portal.definitions.rules.calls import call
from portal.definitions.rules.facts import Facts
from portal.definitions.rules.nodes import (
    Compare,
    CompareOp,
    Contains,
    Group,
    GroupOp,
    Leaf,
    OneOf,
    Rule,
)
from portal.definitions.rules.operands import Answer, Call, Constant, Operand, Record
from portal.definitions.rules.values import (
    ORDERED,
    Items,
    Reason,
    Scalar,
    Value,
    are_alike,
    is_present,
    kind_of,
    read_value,
)


class Truth(StrEnum):
    """The three truth values."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


def is_true(rule: Rule, facts: Facts) -> bool:
    """Tell whether a rule is known to hold. Quick: no trace, and it stops at what decides."""
    return truth_of(rule, facts) is Truth.TRUE


def truth_of(rule: Rule, facts: Facts) -> Truth:
    """Return the truth of a rule, without a trace."""
    if isinstance(rule, Group):
        return combine(rule.op, (truth_of(each, facts) for each in rule.rules))
    verdict = decide(rule, facts)
    return verdict if isinstance(verdict, Truth) else Truth.UNKNOWN


def combine(op: GroupOp, truths: Iterable[Truth]) -> Truth:
    """Join the truths of a group's rules; takes no more of them than it needs."""
    deciding = Truth.FALSE if op is GroupOp.ALL else Truth.TRUE
    unknown = False
    for truth in truths:
        if truth is deciding:
            return Truth.TRUE if op is GroupOp.ANY else Truth.FALSE
        unknown = unknown or truth is Truth.UNKNOWN
    if unknown:
        return Truth.UNKNOWN
    return Truth.FALSE if op is GroupOp.ANY else Truth.TRUE


def calculate(operand: Operand, facts: Facts) -> Value | Reason:
    """Return the value of an operand, or why it is unknown: for calculated fields and fees too."""
    if isinstance(operand, Answer):
        return read_value(facts.answers.get(operand.field))
    if isinstance(operand, Constant):
        return operand.value
    if isinstance(operand, Record):
        return read_value(facts.records.get(operand.path))
    if not isinstance(operand, Call):
        return read_value(facts.as_of)
    values: list[Value] = []
    for argument in operand.arguments:
        value = calculate(argument, facts)
        if isinstance(value, Reason):
            return value
        values.append(value)
    return call(operand.function, tuple(values))


def decide(leaf: Leaf, facts: Facts) -> Truth | Reason:
    """Return the verdict on a leaf, or why there is none."""
    if isinstance(leaf, Compare):
        return _compare(leaf.op, calculate(leaf.left, facts), calculate(leaf.right, facts))
    if isinstance(leaf, OneOf):
        choices = tuple(choice.value for choice in leaf.choices)
        return _among(calculate(leaf.operand, facts), choices)
    if isinstance(leaf, Contains):
        return _contains(calculate(leaf.operand, facts), calculate(leaf.item, facts))
    return _truth(is_present(_raw(leaf.operand, facts)))


def _compare(op: CompareOp, left: Value | Reason, right: Value | Reason) -> Truth | Reason:
    if isinstance(left, Reason):
        return left
    if isinstance(right, Reason):
        return right
    if not comparable(left, right):
        return Reason.TYPE_MISMATCH
    if op not in _EQUALITY and kind_of(left) not in ORDERED:
        return Reason.TYPE_MISMATCH
    return _truth(_COMPARISONS[op](left, right))


def _among(value: Value | Reason, choices: tuple[Scalar, ...]) -> Truth | Reason:
    """A choice of another type leaves open what none of the others has settled."""
    if isinstance(value, Reason):
        return value
    like = [choice for choice in choices if comparable(value, choice)]
    if any(value == choice for choice in like):
        return Truth.TRUE
    return Truth.FALSE if len(like) == len(choices) else Reason.TYPE_MISMATCH


def _contains(several: Value | Reason, item: Value | Reason) -> Truth | Reason:
    """An open row leaves open what the other rows have not settled."""
    if isinstance(several, Reason):
        return several
    if isinstance(item, Reason):
        return item
    if not isinstance(several, Items) or isinstance(item, Items):
        return Reason.TYPE_MISMATCH
    if not are_alike(several.kind, kind_of(item)):
        return Reason.TYPE_MISMATCH
    if item in several.values:
        return Truth.TRUE
    return Reason.UNANSWERED if None in several.values else Truth.FALSE


def comparable(left: Value, right: Value) -> bool:
    """Tell whether two values are of types that can be equal; lists never are."""
    if isinstance(left, Items) or isinstance(right, Items):
        return False
    return are_alike(kind_of(left), kind_of(right))


def _raw(operand: Answer | Record, facts: Facts) -> object:
    if isinstance(operand, Answer):
        return facts.answers.get(operand.field)
    return facts.records.get(operand.path)


def _truth(holds: bool) -> Truth:
    return Truth.TRUE if holds else Truth.FALSE


_EQUALITY = frozenset({CompareOp.EQ, CompareOp.NE})
_COMPARISONS: dict[CompareOp, Callable[[Any, Any], bool]] = {
    CompareOp.EQ: operator.eq,
    CompareOp.NE: operator.ne,
    CompareOp.LT: operator.lt,
    CompareOp.LE: operator.le,
    CompareOp.GT: operator.gt,
    CompareOp.GE: operator.ge,
}
