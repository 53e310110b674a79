"""What can be known of a rule without facts: the fields it uses, and its faults.

Order and cycles between the steps of a wizard are checked where the steps are, with `fields_used`.
"""

from collections.abc import Mapping

from portal.definitions.rules.calls import find_function
from portal.definitions.rules.errors import RuleError
from portal.definitions.rules.nodes import (
    Compare,
    CompareOp,
    Contains,
    Group,
    IsAnswered,
    Leaf,
    Node,
    OneOf,
    Rule,
    join,
    nodes_of,
    walk,
)
from portal.definitions.rules.operands import Answer, AsOf, Call, Constant, Operand, Record
from portal.definitions.rules.values import ITEM_OF, ORDERED, ValueType, are_alike


def fields_used(node: Node) -> frozenset[str]:
    """Return the ids of the fields whose answers a rule, or an operand, reads."""
    return frozenset(each.field for each in nodes_of(node) if isinstance(each, Answer))


def paths_used(node: Node) -> frozenset[str]:
    """Return the record paths that a rule, or an operand, reads."""
    return frozenset(each.path for each in nodes_of(node) if isinstance(each, Record))


def calls_used(node: Node) -> tuple[Call, ...]:
    """Return the calls of functions in a rule, or an operand."""
    return tuple(each for each in nodes_of(node) if isinstance(each, Call))


def analyse(
    rule: Rule,
    known_fields: Mapping[str, ValueType],
    known_paths: Mapping[str, ValueType],
) -> list[RuleError]:
    """Return the faults of a rule: unknown names, clashes of types, comparisons that cannot vary."""
    checker = _Checker(known_fields, known_paths)
    for path, node in walk(rule):
        if isinstance(node, (Compare, OneOf, Contains, IsAnswered)):
            checker.check_leaf(node, path)
        elif isinstance(node, Group):
            checker.check_group(node, path)
    return checker.errors


def analyse_operand(
    operand: Operand,
    known_fields: Mapping[str, ValueType],
    known_paths: Mapping[str, ValueType],
    expected: ValueType,
) -> list[RuleError]:
    """Return the faults of a formula that must give a value of the expected type."""
    checker = _Checker(known_fields, known_paths)
    kind = checker.kind(operand, "")
    if kind is not None and not are_alike(kind, expected):
        checker.report("type_clash", "", f"{kind} instead of {expected}")
    return checker.errors


class _Checker:
    """Works out the type of every operand; reports a fault once, where it arises."""

    def __init__(self, fields: Mapping[str, ValueType], paths: Mapping[str, ValueType]) -> None:
        self._fields, self._paths = fields, paths
        self.errors: list[RuleError] = []

    def report(self, code: str, path: str, detail: str = "") -> None:
        self.errors.append(RuleError(code, path, detail))

    def check_group(self, group: Group, path: str) -> None:
        """Report a rule that stands twice in one group."""
        seen: set[Rule] = set()
        for index, rule in enumerate(group.rules):
            if rule in seen:
                self.report("repeated_rule", join(path, f"rules.{index}"))
            seen.add(rule)

    def check_leaf(self, leaf: Leaf, path: str) -> None:
        match leaf:
            case Compare():
                self._check_compare(leaf, path)
            case OneOf():
                self._check_one_of(leaf, path)
            case Contains():
                self._check_contains(leaf, path)
            case IsAnswered():
                self.kind(leaf.operand, join(path, "operand"))
        if not isinstance(leaf, IsAnswered) and _is_constant(leaf):
            self.report("constant_comparison", path)

    def _check_compare(self, leaf: Compare, path: str) -> None:
        left = self.kind(leaf.left, join(path, "left"))
        right = self.kind(leaf.right, join(path, "right"))
        if leaf.left == leaf.right and not _is_constant(leaf):
            self.report("same_on_both_sides", path)
        if left is None or right is None:
            return
        if not are_alike(left, right) or left in ITEM_OF or left is ValueType.OTHER:
            self.report("type_clash", path, f"{left} and {right}")
        elif leaf.op not in (CompareOp.EQ, CompareOp.NE) and left not in ORDERED:
            self.report("no_order", path, left)

    def _check_one_of(self, leaf: OneOf, path: str) -> None:
        kind = self.kind(leaf.operand, join(path, "operand"))
        seen: set[Constant] = set()
        for index, choice in enumerate(leaf.choices):
            place = join(path, f"choices.{index}")
            if kind is not None and not are_alike(kind, choice.kind):
                self.report("type_clash", place, f"{kind} and {choice.kind}")
            if choice in seen:
                self.report("repeated_choice", place)
            seen.add(choice)

    def _check_contains(self, leaf: Contains, path: str) -> None:
        several = self.kind(leaf.operand, join(path, "operand"))
        item = self.kind(leaf.item, join(path, "item"))
        if several is not None and several not in ITEM_OF:
            self.report("not_a_list", join(path, "operand"), several)
        elif several is not None and item is not None and not are_alike(ITEM_OF[several], item):
            self.report("type_clash", path, f"{several} and {item}")

    def kind(self, operand: Operand, path: str) -> ValueType | None:
        """Return the type of an operand; None when a fault in it has been reported."""
        match operand:
            case Answer():
                return self._known(self._fields, operand.field, "unknown_field", path)
            case Record():
                return self._known(self._paths, operand.path, "unknown_path", path)
            case Constant():
                return operand.kind
            case AsOf():
                return ValueType.DATE
            case Call():
                return self._result(operand, path)

    def _result(self, call: Call, path: str) -> ValueType | None:
        kinds: list[ValueType] = []
        for index, argument in enumerate(call.arguments):
            kind = self.kind(argument, join(path, f"arguments.{index}"))
            if kind is not None:
                kinds.append(kind)
        if len(kinds) < len(call.arguments):
            return None
        function = find_function(call.function)
        if function is None:
            self.report("unknown_function", path, call.function)
            return None
        result = function.result(tuple(kinds))
        if result is None:
            self.report("type_clash", path, f"{call.function} of {', '.join(kinds)}")
        return result

    def _known(
        self, known: Mapping[str, ValueType], name: str, code: str, path: str
    ) -> ValueType | None:
        if name in known:
            return known[name]
        self.report(code, path, name)
        return None


def _is_constant(node: Node) -> bool:
    return not any(isinstance(each, (Answer, Record, AsOf)) for each in nodes_of(node))
