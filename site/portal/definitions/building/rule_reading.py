"""Reads rules and formulas from blocks. What is incomplete is passed over and named as a fault of its block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from portal.definitions.building.data import Block, BlockFault
from portal.definitions.building.names import Called
from portal.definitions.record_paths import ACCESS_TYPES
from portal.definitions.rules import (
    Answer,
    AsOf,
    Call,
    Compare,
    CompareOp,
    Constant,
    Contains,
    Group,
    GroupOp,
    InvalidRuleError,
    IsAnswered,
    OneOf,
    Operand,
    Reason,
    Record,
    Rule,
    ValueType,
    from_data,
    operand_from_data,
    value_from_data,
)
from portal.definitions.rules.values import ITEM_OF, Items

__all__ = ["CONTAINS", "GIVEN", "KEPT", "ONE_OF", "SEPARATOR", "RuleReader"]

GIVEN, ONE_OF, CONTAINS = "given", "one_of", "contains"
KEPT = "kept"
"""The type of a block that holds a rule, or a part of one, which the editor's blocks cannot say."""
SEPARATOR = ";"
"""What stands between the values of "is one of"."""
CENTS = 2
SCALARS = frozenset(ITEM_OF.values())
Called_ = Mapping[str, Called]


class _GoneError(LookupError):
    """A rule asks for what is not there, or not for the rules of this place; ``fault`` names it."""

    def __init__(self, fault: str) -> None:
        self.fault = fault
        super().__init__(fault)


class RuleReader:
    """Reads the rules of one place; ``called`` says what each question's block is called there."""

    def __init__(self, called: Called_, place: str, faults: list[BlockFault]) -> None:
        self.called, self.place, self.faults = called, place, faults

    def rule(self, blocks: Sequence[Block] | None, *, wanted: bool = False) -> Rule | None:
        """Return the one rule of a stream; None where there is none that can be read."""
        read = [rule for rule in map(self._rule, blocks or ()) if rule is not None]
        if len(read) > 1:
            return Group(GroupOp.ALL, tuple(read))
        if not read and wanted and not blocks:
            self.faults.append(BlockFault("empty_rule", self.place, ""))
        return read[0] if read else None

    def operand(self, blocks: Sequence[Block] | None) -> Operand | None:
        """Return the one operand of a stream, or None."""
        return self._try(self._operand, blocks[0]) if blocks else None

    def _rule(self, block: Block) -> Rule | None:
        found: Rule | None = self._try(self._read_rule, block)
        return found

    def _try(self, read: Any, block: Block) -> Any:
        """Return what is read of a block; None, and a fault, where it says nothing that makes sense."""
        fault = "unfinished_rule"
        try:
            found = read(block)
        except _GoneError as gone:
            found, fault = None, gone.fault
        except (InvalidRuleError, KeyError, TypeError, ValueError, InvalidOperation):
            found = None
        if found is None:
            self.faults.append(BlockFault(fault, self.place, str(block.get("id") or "")))
        return found

    def _find(self, question: str | None) -> Called:
        """Return what a question is called by its block; raise _GoneError where the block is none of these."""
        if question and question not in self.called:
            raise _GoneError("unknown_field")
        return self.called[question or ""]

    def _read_rule(self, block: Block) -> Rule | None:
        kind, value = block["type"], block["value"]
        if kind == KEPT:
            return from_data(value)
        if kind == "group":
            inner = map(self._rule, value.get("rules") or ())
            rules = tuple(rule for rule in inner if rule is not None)
            return Group(GroupOp(value.get("join")), rules) if rules else None
        if kind == "answer":
            called = self._find(value["question"])
            return self._leaf(Answer(called.name), called.kind, value, called.choices)
        if kind == "record":
            path = value["path"]
            if path and path not in ACCESS_TYPES:
                raise _GoneError("unknown_path")
            return self._leaf(Record(path), ACCESS_TYPES[path], value, {})
        if kind == "day":
            return self._leaf(AsOf(), ValueType.DATE, value, {})
        left, right = self.operand(value.get("left")), self.operand(value.get("right"))
        return Compare(CompareOp(value["op"]), left, right) if left and right else None

    def _leaf(
        self,
        left: Answer | Record | AsOf,
        kind: ValueType,
        value: Block,
        choices: Mapping[str, str],
    ) -> Rule:
        op, text = value["op"], str(value.get("value") or "").strip()
        if op == GIVEN and not isinstance(left, AsOf):
            return IsAnswered(left)
        if op == CONTAINS:
            return Contains(left, _constant(ITEM_OF[kind], text, choices))
        if op == ONE_OF:
            texts = [each.strip() for each in text.split(SEPARATOR)]
            return OneOf(left, tuple(_constant(kind, each, choices) for each in texts))
        return Compare(CompareOp(op), left, _constant(kind, text, choices))

    def _operand(self, block: Block) -> Operand | None:
        kind, value = block["type"], block["value"]
        match kind:
            case "kept":
                return operand_from_data(value)
            case "answer":
                return Answer(self._find(value).name)
            case "record":
                return Record(value)
            case "day":
                return AsOf()
            case "call":
                arguments = [self.operand([each]) for each in value.get("arguments") or ()]
                read = tuple(each for each in arguments if each is not None)
                return Call(value["function"], read) if len(read) == len(arguments) else None
            case _:
                return _constant(ValueType(kind), str(value).strip(), {})


def _constant(kind: ValueType, text: str, choices: Mapping[str, str]) -> Constant:
    """Return a typed value as a constant of a type; raise ValueError for what is none."""
    if kind not in SCALARS:
        raise ValueError(kind)
    value = value_from_data(kind, _as_data(kind, choices.get(text, text)))
    if isinstance(value, (Reason, Items)):
        if kind is ValueType.INTEGER:  # more precise than any answer, and comparable all the same
            return _constant(ValueType.DECIMAL, text, choices)
        raise ValueError(text)
    return Constant(kind, value)


def _as_data(kind: ValueType, text: str) -> Any:
    match kind:
        case ValueType.INTEGER:
            return int(text) if text.lstrip("-").isdigit() else text
        case ValueType.YES_NO:
            return {"yes": True, "no": False}[text]
        case ValueType.MONEY:
            cents = Decimal(text).scaleb(CENTS)
            if cents != cents.to_integral_value():
                raise ValueError(text)
            return int(cents)
        case _:
            return text
