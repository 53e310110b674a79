"""Evaluation with a trace: for every leaf the verdict and the values it was reached with.

A trace is stored with the application, so it is JSON-serializable, bounded, free of sensitive values
and of language: `sentences` turns it into words when somebody reads it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portal.definitions.rules.analysis import fields_used, paths_used
from portal.definitions.rules.evaluate import Truth, calculate, combine, decide
from portal.definitions.rules.facts import Facts
from portal.definitions.rules.nodes import Group, Leaf, Rule, children, join, walk
from portal.definitions.rules.operands import Answer, AsOf, Call, Data, Operand, Record
from portal.definitions.rules.value_data import JSONValue, value_to_data
from portal.definitions.rules.values import Items, Reason, Value, ValueType, kind_of

SHOWN_TEXT = 200
SHOWN_ITEMS = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """One value that a leaf was judged by.

    `source` is "answer", "record", "as_of" or a function's name; `name` the field id or record path.
    A masked reading says only whether there was a value; a cut one shows the beginning of it.
    """

    path: str
    source: str
    name: str
    kind: ValueType | None = None
    value: JSONValue = None
    reason: Reason | None = None
    masked: bool = False
    cut: bool = False

    def to_data(self) -> Data:
        """Return the JSON form."""
        return {
            "path": self.path,
            "source": self.source,
            "name": self.name,
            "type": self.kind.value if self.kind else None,
            "value": self.value,
            "reason": self.reason.value if self.reason else None,
            "masked": self.masked,
            "cut": self.cut,
        }


@dataclass(frozen=True, slots=True)
class TracedLeaf:
    """The verdict on one leaf. `reason` says why the truth is unknown, and is None otherwise."""

    path: str
    leaf: Leaf
    truth: Truth
    reason: Reason | None
    readings: tuple[Reading, ...]

    def to_data(self) -> Data:
        """Return the JSON form; the leaf itself stands in the rule, at `path`."""
        return {
            "path": self.path,
            "truth": self.truth.value,
            "reason": self.reason.value if self.reason else None,
            "readings": [reading.to_data() for reading in self.readings],
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The truth of a rule and how it came about."""

    truth: Truth
    trace: tuple[TracedLeaf, ...]

    def to_data(self) -> Data:
        """Return the JSON form."""
        return {
            "truth": self.truth.value,
            "trace": [leaf.to_data() for leaf in self.trace],
        }


def evaluate(rule: Rule, facts: Facts) -> Evaluation:
    """Judge a rule and record every leaf, also those that the outcome did not depend on."""
    trace: list[TracedLeaf] = []
    truth = _judge(rule, facts, "", trace)
    return Evaluation(truth, tuple(trace))


def _judge(rule: Rule, facts: Facts, path: str, trace: list[TracedLeaf]) -> Truth:
    if isinstance(rule, Group):
        truths = [
            _judge(each, facts, join(path, f"rules.{index}"), trace)
            for index, each in enumerate(rule.rules)
        ]
        return combine(rule.op, truths)
    verdict = decide(rule, facts)
    truth = verdict if isinstance(verdict, Truth) else Truth.UNKNOWN
    reason = verdict if isinstance(verdict, Reason) else None
    readings = tuple(_readings(rule, facts, path))
    trace.append(TracedLeaf(path, rule, truth, reason, readings))
    return truth


def _readings(leaf: Leaf, facts: Facts, path: str) -> Iterator[Reading]:
    """Yield every fact that a leaf reads, and what it compares when that is computed."""
    for place, side in children(leaf):
        for inner, node in walk(side, join(path, place)):
            if isinstance(node, (Answer, Record, AsOf)) or (
                isinstance(node, Call) and node is side
            ):
                yield _read(node, facts, inner)


def _read(operand: Operand, facts: Facts, path: str) -> Reading:
    source, name = _origin(operand)
    value = calculate(operand, facts)
    masked = _is_sensitive(operand, facts)
    if isinstance(value, Reason):
        return Reading(path, source, name, reason=value, masked=masked)
    if masked:
        return Reading(path, source, name, masked=True)
    shown = _beginning(value)
    return Reading(path, source, name, kind_of(value), value_to_data(shown), cut=shown != value)


def _beginning(value: Value) -> Value:
    """Return as much of a long text or list as a trace keeps."""
    if isinstance(value, Items):
        items = (each[:SHOWN_TEXT] if isinstance(each, str) else each for each in value.values)
        return Items(value.kind, tuple(items)[:SHOWN_ITEMS])
    return value[:SHOWN_TEXT] if isinstance(value, str) else value


def _origin(operand: Operand) -> tuple[str, str]:
    match operand:
        case Answer():
            return "answer", operand.field
        case Record():
            return "record", operand.path
        case Call():
            return str(operand.function), ""
        case _:
            return "as_of", ""


def _is_sensitive(operand: Operand, facts: Facts) -> bool:
    """Tell whether a value is, or was computed from, a sensitive one."""
    if not facts.sensitive:
        return False
    names = paths_used(operand) | fields_used(operand)
    return not names.isdisjoint(facts.sensitive)


def evaluation_from_data(rule: Rule, data: Mapping[str, Any]) -> Evaluation:
    """Return an evaluation of this rule that was kept as data."""
    leaves = dict(walk(rule))
    trace = tuple(
        TracedLeaf(
            each["path"],
            leaves[each["path"]],  # type: ignore[arg-type]  # a trace names leaves only
            Truth(each["truth"]),
            Reason(each["reason"]) if each["reason"] else None,
            tuple(_reading_from_data(reading) for reading in each["readings"]),
        )
        for each in data["trace"]
    )
    return Evaluation(Truth(data["truth"]), trace)


def _reading_from_data(data: Mapping[str, Any]) -> Reading:
    kind, reason = data["type"], data["reason"]
    return Reading(
        data["path"],
        data["source"],
        data["name"],
        ValueType(kind) if kind else None,
        data["value"],
        Reason(reason) if reason else None,
        data["masked"],
        data["cut"],
    )
