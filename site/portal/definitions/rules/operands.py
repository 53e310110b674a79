"""The operands of rules: answers, records, constants, the day, and calls of listed functions.

They and the rules over them (`nodes`) cannot be built beyond the limits. Form only, no meaning.
"""

import re
from dataclasses import dataclass, field
from typing import Any, ClassVar

from portal.definitions.rules.calls import FUNCTIONS
from portal.definitions.rules.errors import InvalidRuleError
from portal.definitions.rules.value_data import JSONValue, value_to_data
from portal.definitions.rules.values import (
    MAX_TEXT,
    Items,
    Reason,
    Scalar,
    ValueType,
    kind_of,
    read_value,
)

MAX_DEPTH = 20
MAX_NODES = 500
MAX_NAME = 200
MAX_ARGUMENTS = 20

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")

Data = dict[str, JSONValue]


def check_name(name: str, place: str) -> None:
    """Refuse what cannot be a field id or a record path."""
    if type(name) is not str or len(name) > MAX_NAME or not _NAME.fullmatch(name):
        raise InvalidRuleError("bad_name", place)


def is_function_of_plugin(name: str) -> bool:
    """Tell whether a name is of the form that functions of plugins have: plugin id, dot, name."""
    return len(name) <= MAX_NAME and name.count(".") == 1 and bool(_NAME.fullmatch(name))


def measure(node: Any, parts: tuple[Any, ...]) -> None:
    """Set the size and depth of a node from its parts, and refuse what is over the limits."""
    size = 1 + sum(part.size for part in parts)
    depth = 1 + max(part.depth for part in parts)
    if size > MAX_NODES:
        raise InvalidRuleError("too_many_nodes", detail=f"more than {MAX_NODES}")
    if depth > MAX_DEPTH:
        raise InvalidRuleError("too_deep", detail=f"more than {MAX_DEPTH}")
    object.__setattr__(node, "size", size)
    object.__setattr__(node, "depth", depth)


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
            raise InvalidRuleError("bad_constant", "value", self.kind)
        if isinstance(value, str) and len(value) > MAX_TEXT:
            raise InvalidRuleError("text_too_long", "value")
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
    """A listed function, or arithmetic, over operands.

    A plugin's function is known by the dot in its name. It may be absent, or take other arguments
    than it did: a stored rule is readable all the same, and what it calls for is then unknown.
    """

    function: str
    arguments: "tuple[Operand, ...]"
    size: int = field(init=False, repr=False, compare=False)
    depth: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        fewest, most = 1, MAX_ARGUMENTS
        if self.function in FUNCTIONS:
            function = FUNCTIONS[self.function]
            fewest, most = function.fewest, function.most
        elif not is_function_of_plugin(self.function):
            raise InvalidRuleError("unknown_operation", "op", self.function)
        if not fewest <= len(self.arguments) <= most:
            raise InvalidRuleError("wrong_argument_count", "arguments", self.function)
        measure(self, self.arguments)

    def to_data(self) -> Data:
        """Return the JSON form; the operation is the function's name."""
        return {
            "op": str(self.function),
            "arguments": [a.to_data() for a in self.arguments],
        }


Operand = Answer | Record | Constant | AsOf | Call
