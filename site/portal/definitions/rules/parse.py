"""Strict reading of rules from JSON data: anything unexpected is a named error with its place.

Bounded before anything is built: depth, number of nodes, text length and number size.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from portal.definitions.rules.calls import FunctionName
from portal.definitions.rules.errors import InvalidRuleError
from portal.definitions.rules.nodes import (
    Compare,
    CompareOp,
    Contains,
    Group,
    GroupOp,
    IsAnswered,
    Node,
    OneOf,
    Rule,
    join,
)
from portal.definitions.rules.operands import (
    MAX_DEPTH,
    MAX_NODES,
    Answer,
    AsOf,
    Call,
    Constant,
    Operand,
    Record,
    is_function_of_plugin,
)
from portal.definitions.rules.value_data import value_from_data
from portal.definitions.rules.values import ITEM_OF, MAX_TEXT, Items, Reason, ValueType

Built = TypeVar("Built")


def from_data(data: object) -> Rule:
    """Read a rule. Raises InvalidRuleError, with the place, for anything but a well-formed one."""
    return _Reader().rule(data, "", 1)


def operand_from_data(data: object) -> Operand:
    """Read an operand on its own: the formula of a calculated field or of a fee."""
    return _Reader().operand(data, "", 1)


def to_data(node: Node) -> dict[str, Any]:
    """Return the JSON form of a rule or an operand."""
    return node.to_data()


class _Reader:
    """One reading of one tree; counts its nodes on the way."""

    def __init__(self) -> None:
        self._left = MAX_NODES

    def rule(self, data: object, path: str, depth: int) -> Rule:
        op, entries = self._open(data, path, depth)
        if op in _GROUPS:
            return self._group(GroupOp(op), entries, path, depth)
        if op in _COMPARISONS:
            _expect(entries, {"left", "right"}, path)
            left = self.operand(entries["left"], join(path, "left"), depth + 1)
            right = self.operand(entries["right"], join(path, "right"), depth + 1)
            return _build(path, lambda: Compare(CompareOp(op), left, right))
        if op == "in":
            return self._one_of(entries, path, depth)
        if op == "contains":
            _expect(entries, {"operand", "item"}, path)
            operand = self.operand(entries["operand"], join(path, "operand"), depth + 1)
            item = self.operand(entries["item"], join(path, "item"), depth + 1)
            return _build(path, lambda: Contains(operand, item))
        if op == "is_answered":
            return self._is_answered(entries, path, depth)
        raise InvalidRuleError("unknown_operation", join(path, "op"), op[:50])

    def operand(self, data: object, path: str, depth: int) -> Operand:
        op, entries = self._open(data, path, depth)
        if op == "answer":
            _expect(entries, {"field"}, path)
            return _build(path, lambda: Answer(entries["field"]))
        if op == "record":
            _expect(entries, {"path"}, path)
            return _build(path, lambda: Record(entries["path"]))
        if op == "constant":
            return self._constant(entries, path)
        if op == "as_of":
            _expect(entries, set(), path)
            return AsOf()
        if op in _FUNCTIONS or is_function_of_plugin(op):
            _expect(entries, {"arguments"}, path)
            place = join(path, "arguments")
            arguments = tuple(
                self.operand(each, f"{place}.{index}", depth + 1)
                for index, each in enumerate(_items(entries["arguments"], place))
            )
            return _build(path, lambda: Call(op, arguments))
        raise InvalidRuleError("unknown_operation", join(path, "op"), op[:50])

    def _group(self, op: GroupOp, entries: dict[str, Any], path: str, depth: int) -> Group:
        _expect(entries, {"rules"}, path)
        place = join(path, "rules")
        rules = tuple(
            self.rule(each, f"{place}.{index}", depth + 1)
            for index, each in enumerate(_items(entries["rules"], place))
        )
        return _build(path, lambda: Group(op, rules))

    def _one_of(self, entries: dict[str, Any], path: str, depth: int) -> OneOf:
        _expect(entries, {"operand", "choices"}, path)
        operand = self.operand(entries["operand"], join(path, "operand"), depth + 1)
        place = join(path, "choices")
        choices = []
        for index, each in enumerate(_items(entries["choices"], place)):
            choice = self.operand(each, f"{place}.{index}", depth + 1)
            if not isinstance(choice, Constant):
                raise InvalidRuleError("not_a_constant", f"{place}.{index}")
            choices.append(choice)
        return _build(path, lambda: OneOf(operand, tuple(choices)))

    def _is_answered(self, entries: dict[str, Any], path: str, depth: int) -> IsAnswered:
        _expect(entries, {"operand"}, path)
        operand = self.operand(entries["operand"], join(path, "operand"), depth + 1)
        if not isinstance(operand, (Answer, Record)):
            raise InvalidRuleError("not_an_answer", join(path, "operand"))
        return _build(path, lambda: IsAnswered(operand))

    def _constant(self, entries: dict[str, Any], path: str) -> Constant:
        _expect(entries, {"type", "value"}, path)
        raw = entries["value"]
        if isinstance(raw, str) and len(raw) > MAX_TEXT:
            raise InvalidRuleError("text_too_long", join(path, "value"))
        if type(entries["type"]) is not str or entries["type"] not in _SCALARS:
            raise InvalidRuleError("unknown_type", join(path, "type"))
        kind = ValueType(entries["type"])
        value = value_from_data(kind, raw)
        if isinstance(value, (Reason, Items)):
            code = "number_too_large" if value is Reason.TOO_LARGE else "bad_constant"
            raise InvalidRuleError(code, join(path, "value"), kind)
        return _build(path, lambda: Constant(kind, value))

    def _open(self, data: object, path: str, depth: int) -> tuple[str, dict[str, Any]]:
        """Check what every node has in common; return its operation and the rest of its entries."""
        self._left -= 1
        if self._left < 0:
            raise InvalidRuleError("too_many_nodes", path, f"more than {MAX_NODES}")
        if depth > MAX_DEPTH:
            raise InvalidRuleError("too_deep", path, f"more than {MAX_DEPTH}")
        if type(data) is not dict:
            raise InvalidRuleError("not_an_object", path)
        op = data.get("op")
        if type(op) is not str:
            raise InvalidRuleError("no_operation", join(path, "op"))
        return op, {key: entry for key, entry in data.items() if key != "op"}


def _expect(entries: dict[str, Any], keys: set[str], path: str) -> None:
    """Refuse unknown and missing keys."""
    for key in entries:
        if key not in keys:
            raise InvalidRuleError("unknown_key", path, str(key)[:50])
    for key in sorted(keys - set(entries)):
        raise InvalidRuleError("missing_key", path, key)


def _items(raw: object, path: str) -> list[Any]:
    if type(raw) is not list:
        raise InvalidRuleError("not_a_list", path)
    return raw


def _build(path: str, make: Callable[[], Built]) -> Built:
    """Build a node; what its constructor refuses gets the place in the tree."""
    try:
        return make()
    except InvalidRuleError as refused:
        error = refused.error
        place = join(path, error.path) if error.path else path
        raise InvalidRuleError(error.code, place, error.detail) from None


def _words(operations: type[StrEnum]) -> frozenset[str]:
    return frozenset(operation.value for operation in operations)


_GROUPS, _COMPARISONS, _FUNCTIONS = (
    _words(GroupOp),
    _words(CompareOp),
    _words(FunctionName),
)
_SCALARS = frozenset(kind.value for kind in ITEM_OF.values())
