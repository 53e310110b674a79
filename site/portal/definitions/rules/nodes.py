"""The rule tree: frozen, typed, JSON-serialisable nodes that cannot be built beyond the limits.

Form only. What a node means is in `evaluate`, whether it makes sense for a wizard in `analysis`.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from .errors import InvalidRule
from .functions import FUNCTIONS, FunctionName
from .value_data import JSONValue, value_to_data
from .values import MAX_TEXT, Items, Reason, Scalar, ValueType, kind_of, read_value

MAX_DEPTH = 20
MAX_NODES = 500
MAX_NAME = 200

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")

Data = dict[str, JSONValue]


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
class Answer:
    """The answer to a field of the wizard, by its stable id (or "group.field" inside a group)."""

    field: str
    size: ClassVar[int] = 1
    depth: ClassVar[int] = 1

    def __post_init__(self) -> None:
        check_name(self.field, "field")

    def to_data(self) -> Data:
        """Return the JSON form."""
        return {"op": "answer", "field": self.field}


@dataclass(frozen=True, slots=True)
class Record:
    """A value of the applicant's shared records, by its typed path."""

    path: str
    size: ClassVar[int] = 1
    depth: ClassVar[int] = 1

    def __post_init__(self) -> None:
        check_name(self.path, "path")

    def to_data(self) -> Data:
        """Return the JSON form."""
        return {"op": "record", "path": self.path}


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written into the rule; decimals stand in their shortest form."""

    kind: ValueType
    value: Scalar
    size: ClassVar[int] = 1
    depth: ClassVar[int] = 1

    def __post_init__(self) -> None:
        value = read_value(self.value)
        if isinstance(value, (Reason, Items)) or kind_of(value) is not self.kind:
            raise InvalidRule("bad_constant", "value", self.kind)
        if isinstance(value, str) and len(value) > MAX_TEXT:
            raise InvalidRule("text_too_long", "value")
        object.__setattr__(self, "value", value)

    def to_data(self) -> Data:
        """Return the JSON form."""
        return {
            "op": "constant",
            "type": self.kind.value,
            "value": value_to_data(self.value),
        }


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day the application is judged by."""

    size: ClassVar[int] = 1
    depth: ClassVar[int] = 1

    def to_data(self) -> Data:
        """Return the JSON form."""
        return {"op": "as_of"}


@dataclass(frozen=True, slots=True)
class Call:
    """A listed function, or arithmetic, over operands."""

    function: FunctionName
    arguments: "tuple[Operand, ...]"
    size: int = field(init=False, repr=False, compare=False)
    depth: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        function = FUNCTIONS[self.function]
        if not function.fewest <= len(self.arguments) <= function.most:
            raise InvalidRule("wrong_argument_count", "arguments", self.function)
        _measure(self, self.arguments)

    def to_data(self) -> Data:
        """Return the JSON form; the operation is the function's name."""
        return {
            "op": self.function.value,
            "arguments": [a.to_data() for a in self.arguments],
        }


@dataclass(frozen=True, slots=True)
class Group:
    """Rules joined by all, any or none."""

    op: GroupOp
    rules: "tuple[Rule, ...]"
    size: int = field(init=False, repr=False, compare=False)
    depth: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.rules:
            raise InvalidRule("empty_group", "rules")
        _measure(self, self.rules)

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
        _measure(self, (self.left, self.right))

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
            raise InvalidRule("no_choices", "choices")
        _measure(self, (self.operand, *self.choices))

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
        _measure(self, (self.operand, self.item))

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
        _measure(self, (self.operand,))

    def to_data(self) -> Data:
        """Return the JSON form."""
        return {"op": "is_answered", "operand": self.operand.to_data()}


Operand = Answer | Record | Constant | AsOf | Call
Leaf = Compare | OneOf | Contains | IsAnswered
Rule = Group | Leaf
Node = Rule | Operand


def check_name(name: str, place: str) -> None:
    """Refuse what cannot be a field id or a record path."""
    if type(name) is not str or len(name) > MAX_NAME or not _NAME.fullmatch(name):
        raise InvalidRule("bad_name", place)


def children(node: Node) -> tuple[tuple[str, Node], ...]:
    """Return the nodes right under a node, each with its place."""
    match node:
        case Group():
            return tuple(
                (f"rules.{index}", rule) for index, rule in enumerate(node.rules)
            )
        case Call():
            return tuple(
                (f"arguments.{index}", each)
                for index, each in enumerate(node.arguments)
            )
        case Compare():
            return ("left", node.left), ("right", node.right)
        case OneOf():
            choices = (
                (f"choices.{index}", each) for index, each in enumerate(node.choices)
            )
            return ("operand", node.operand), *choices
        case Contains():
            return ("operand", node.operand), ("item", node.item)
        case IsAnswered():
            return (("operand", node.operand),)
        case _:
            return ()


def walk(node: Node, path: str = "") -> Iterator[tuple[str, Node]]:
    """Yield a node and everything under it, parents first, each with its dotted path."""
    yield path, node
    for place, child in children(node):
        yield from walk(child, join(path, place))


def join(path: str, place: str) -> str:
    """Return the dotted path of a place under a path."""
    return f"{path}.{place}" if path else place


def canonical(node: Node) -> str:
    """Return the one JSON text of a tree, fit for hashing."""
    return json.dumps(
        node.to_data(), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def _measure(node: Any, parts: tuple[Any, ...]) -> None:
    """Set the size and depth of a node from its parts, and refuse what is over the limits."""
    size = 1 + sum(part.size for part in parts)
    depth = 1 + max(part.depth for part in parts)
    if size > MAX_NODES:
        raise InvalidRule("too_many_nodes", detail=f"more than {MAX_NODES}")
    if depth > MAX_DEPTH:
        raise InvalidRule("too_deep", detail=f"more than {MAX_DEPTH}")
    object.__setattr__(node, "size", size)
    object.__setattr__(node, "depth", depth)
