"""Writes rules and formulas as blocks. What blocks cannot say is kept whole in a locked one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from portal.definitions.building.names import Called
from portal.definitions.building.rule_reading import (
    CENTS,
    CONTAINS,
    GIVEN,
    KEPT,
    ONE_OF,
    SEPARATOR,
    RuleReader,
)
from portal.definitions.rules import (
    Answer,
    AsOf,
    Call,
    Compare,
    Constant,
    Contains,
    Group,
    IsAnswered,
    OneOf,
    Operand,
    Record,
    Rule,
    to_data,
    value_to_data,
)
from portal.definitions.rules.values import Money

__all__ = ["MOST_CALLS", "MOST_GROUPS", "RuleWriter"]

MOST_GROUPS, MOST_CALLS = 3, 2
"""How deep groups, and calls, stand in each other in the editor."""
Data = dict[str, Any]


class RuleWriter:
    """Writes the rules of one place; ``make_id`` gives each block an id by its path."""

    def __init__(self, called: Mapping[str, Called], make_id: Any, path: str) -> None:
        self.called, self.make_id, self.path = called, make_id, path
        self.blocks = {each.name: block for block, each in called.items()}

    def rule(self, rule: Rule | None) -> list[Data]:
        """Return the stream of a rule."""
        return [self._rule(rule, self.path, MOST_GROUPS)] if rule else []

    def operand(self, operand: Operand | None) -> list[Data]:
        """Return the stream of a formula."""
        return [self._operand(operand, self.path, MOST_CALLS)] if operand else []

    def _rule(self, rule: Rule, path: str, deep: int) -> Data:
        block = self._say(rule, path, deep)
        if block is not None:
            block = {**block, "id": self.make_id(path)}
            if isinstance(rule, Group) or RuleReader(self.called, "", []).rule([block]) == rule:
                return block
        return {"type": KEPT, "value": to_data(rule), "id": self.make_id(path)}

    def _say(self, rule: Rule, path: str, deep: int) -> Data | None:
        match rule:
            case Group():
                if not deep:
                    return None
                inner = [
                    self._rule(each, f"{path}.{number}", deep - 1)
                    for number, each in enumerate(rule.rules)
                ]
                return {"type": "group", "value": {"join": rule.op.value, "rules": inner}}
            case Compare():
                return self._simple(rule) or self._compare(rule, path)
            case OneOf(operand=Answer() | Record() as left):
                texts = [_text(each, self._choices(left)) for each in rule.choices]
                return self._leaf(left, ONE_OF, SEPARATOR.join(texts))
            case Contains(operand=Answer() | Record() as left, item=Constant() as item):
                return self._leaf(left, CONTAINS, _text(item, self._choices(left)))
            case IsAnswered(operand=left):
                return self._leaf(left, GIVEN, "")
        return None

    def _simple(self, rule: Compare) -> Data | None:
        """Return a comparison with a typed value, where it reads as what it was."""
        left, right = rule.left, rule.right
        if not isinstance(right, Constant):
            return None
        block = self._leaf(left, rule.op.value, _text(right, self._choices(left)))
        is_same = block and RuleReader(self.called, "", []).rule([block]) == rule
        return block if is_same else None

    def _choices(self, left: Operand) -> Mapping[str, str]:
        """Return the blocks of the choices of a question, by what is stored of each."""
        if not isinstance(left, Answer) or left.field not in self.blocks:
            return {}
        choices = self.called[self.blocks[left.field]].choices
        return {value: block for block, value in choices.items()}

    def _leaf(self, left: Operand, op: str, value: str) -> Data | None:
        match left:
            case Answer() if left.field in self.blocks:
                about = {"question": self.blocks[left.field]}
                return {"type": "answer", "value": {**about, "op": op, "value": value}}
            case Record():
                return {"type": "record", "value": {"path": left.path, "op": op, "value": value}}
            case AsOf():
                return {"type": "day", "value": {"op": op, "value": value}}
        return None

    def _compare(self, rule: Compare, path: str) -> Data:
        return {
            "type": "formula",
            "value": {
                "left": [self._operand(rule.left, f"{path}.left", MOST_CALLS)],
                "op": rule.op.value,
                "right": [self._operand(rule.right, f"{path}.right", MOST_CALLS)],
            },
        }

    def _operand(self, operand: Operand, path: str, deep: int) -> Data:
        block = self._name(operand, path, deep)
        if block is None:
            block = {"type": KEPT, "value": to_data(operand)}
        return {**block, "id": self.make_id(path)}

    def _name(self, operand: Operand, path: str, deep: int) -> Data | None:
        match operand:
            case Answer() if operand.field in self.blocks:
                return {"type": "answer", "value": self.blocks[operand.field]}
            case Record():
                return {"type": "record", "value": operand.path}
            case AsOf():
                return {"type": "day", "value": None}
            case Constant():
                block = {"type": operand.kind.value, "value": _text(operand, {})}
                is_whole = RuleReader({}, "", []).operand([block]) == operand
                return block if is_whole else None
            case Call() if deep:
                inner = [
                    self._operand(each, f"{path}.{number}", deep - 1)
                    for number, each in enumerate(operand.arguments)
                ]
                value = {"function": str(operand.function), "arguments": inner}
                return {"type": "call", "value": value}
        return None


def _text(constant: Constant, choices: Mapping[str, str]) -> str:
    value = constant.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Money):
        return format(Decimal(value.cents).scaleb(-CENTS), "f")
    if isinstance(value, str):
        return choices.get(value, value)
    return str(value_to_data(value))
