"""The rule tree: frozen, typed, JSON-serializable nodes that cannot be built beyond the limits.

Form only. What a node means is in `evaluate`, whether it makes sense for a wizard in `analysis`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from portal.definitions.rules.errors import InvalidRuleError
from portal.definitions.rules.operands import Answer, Call, Constant, Data, Operand, Record, measure
from portal.definitions.rules.value_data import JSONValue


class GroupOp(StrEnum):
    """How a group joins its rules; `none` with one rule is "not"."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


class CompareOp(StrEnum):
    """The comparisons of two operands."""

    EQ = "eq"
    NE = "ne"
    LT = "lt"
    LE = "le"
    GT = "gt"
    GE = "ge"


@dataclass(frozen=True, slots=True)
class Group:
    """Rules joined by all, any or none."""

    op: GroupOp
    rules: "tuple[Rule, ...]"
    size: int = field(init=False, repr=False, compare=False)
    depth: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.rules:
            raise InvalidRuleError("empty_group", "rules")
        measure(self, self.rules)

    def to_data(self) -> Data:
        """Return the JSON form."""
        return {"op": self.op.value, "rules": [rule.to_data() for rule in self.rules]}


@dataclass(frozen=True, slots=True)
class Compare:
    """Two operands compared; only numbers, money and dates have an order."""

    op: CompareOp
    left: "Operand"
    right: "Operand"
    size: int = field(init=False, repr=False, compare=False)
    depth: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        measure(self, (self.left, self.right))

    def to_data(self) -> Data:
        """Return the JSON form."""
        left, right = self.left.to_data(), self.right.to_data()
        return {"op": self.op.value, "left": left, "right": right}


@dataclass(frozen=True, slots=True)
class OneOf:
    """Whether the operand equals one of the listed constants."""

    operand: "Operand"
    choices: tuple[Constant, ...]
    size: int = field(init=False, repr=False, compare=False)
    depth: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.choices:
            raise InvalidRuleError("no_choices", "choices")
        measure(self, (self.operand, *self.choices))

    def to_data(self) -> Data:
        """Return the JSON form."""
        choices: list[JSONValue] = [choice.to_data() for choice in self.choices]
        return {"op": "in", "operand": self.operand.to_data(), "choices": choices}


@dataclass(frozen=True, slots=True)
class Contains:
    """Whether a list, such as a multi-choice, has the item in it."""

    operand: "Operand"
    item: "Operand"
    size: int = field(init=False, repr=False, compare=False)
    depth: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        measure(self, (self.operand, self.item))

    def to_data(self) -> Data:
        """Return the JSON form."""
        return {
            "op": "contains",
            "operand": self.operand.to_data(),
            "item": self.item.to_data(),
        }


@dataclass(frozen=True, slots=True)
class IsAnswered:
    """Whether there is an answer, or a record, at all. The one comparison that is never unknown."""

    operand: Answer | Record
    size: int = field(init=False, repr=False, compare=False)
    depth: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        measure(self, (self.operand,))

    def to_data(self) -> Data:
        """Return the JSON form."""
        return {"op": "is_answered", "operand": self.operand.to_data()}


Leaf = Compare | OneOf | Contains | IsAnswered
Rule = Group | Leaf
Node = Rule | Operand


def children(node: Node) -> tuple[tuple[str, Node], ...]:
    """Return the nodes right under a node, each with its place."""
    match node:
        case Group():
            return tuple((f"rules.{index}", rule) for index, rule in enumerate(node.rules))
        case Call():
            return tuple((f"arguments.{index}", each) for index, each in enumerate(node.arguments))
        case Compare():
            return ("left", node.left), ("right", node.right)
        case OneOf():
            choices = ((f"choices.{index}", each) for index, each in enumerate(node.choices))
            return ("operand", node.operand), *choices
        case Contains():
            return ("operand", node.operand), ("item", node.item)
        case IsAnswered():
            return (("operand", node.operand),)
        case _:
            return ()


def walk(node: Node, path: str = "") -> Iterator[tuple[str, Node]]:
    """Yield a node and everything under it, parents first, each with its dotted path."""
    waiting = [(path, node)]
    while waiting:
        here, current = waiting.pop()
        yield here, current
        if below := children(current):
            waiting += [(join(here, place), child) for place, child in reversed(below)]


def nodes_of(node: Node) -> Iterator[Node]:
    """Yield a node and everything under it, parents first."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        if below := children(current):
            waiting += [child for _place, child in reversed(below)]


def join(path: str, place: str) -> str:
    """Return the dotted path of a place under a path."""
    return f"{path}.{place}" if path else place


def canonical(node: Node) -> str:
    """Return the one JSON text of a tree, fit for hashing."""
    return json.dumps(node.to_data(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
