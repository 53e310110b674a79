"""Whether rules can hold together, whatever is answered: for definitions that ask what nobody will ever see.

It errs on one side: what it cannot tell, or not within its bounds, is taken for possible.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.definitions.rules.nodes import (
    Compare,
    CompareOp,
    Contains,
    Group,
    GroupOp,
    IsAnswered,
    Leaf,
    OneOf,
    Rule,
    nodes_of,
)
from portal.definitions.rules.operands import Answer, Constant, Operand, Record
from portal.definitions.rules.values import Scalar

MOST_CASES = 200
"""How many ways of meeting what may be met in several are tried."""

_OTHERWISE = {
    CompareOp.EQ: CompareOp.NE,
    CompareOp.NE: CompareOp.EQ,
    CompareOp.LT: CompareOp.GE,
    CompareOp.GE: CompareOp.LT,
    CompareOp.GT: CompareOp.LE,
    CompareOp.LE: CompareOp.GT,
}
_TURNED = {
    CompareOp.LT: CompareOp.GT,
    CompareOp.GT: CompareOp.LT,
    CompareOp.LE: CompareOp.GE,
    CompareOp.GE: CompareOp.LE,
}

Fact = Answer | Record
Goal = tuple[Rule, bool]
"""A rule, and whether it is to hold or not to."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a definition says of its questions by what rules call them.

    ``choices`` gives the only values of one, or None; ``behind`` the rules without which it is not asked at all.
    """

    choices: Callable[[str], frozenset[Scalar] | None]
    behind: Callable[[str], Iterable[Rule]]


@dataclass(slots=True)
class _Values:
    """The values that a fact may still have: those listed, less those excluded, between two ends."""

    listed: frozenset[Scalar] | None = None
    excluded: frozenset[Scalar] = frozenset()
    low: tuple[Any, bool] | None = None
    high: tuple[Any, bool] | None = None

    def narrow(self, op: CompareOp, value: Scalar) -> None:
        """Keep the values that compare so with this one."""
        match op:
            case CompareOp.EQ:
                self.keep(frozenset({value}))
            case CompareOp.NE:
                self.excluded |= {value}
            case CompareOp.GT | CompareOp.GE:
                end = (value, op is CompareOp.GE)
                self.low = end if self.low is None else max(self.low, end, key=_from_below)
            case CompareOp.LT | CompareOp.LE:
                end = (value, op is CompareOp.LE)
                self.high = end if self.high is None else min(self.high, end)

    def keep(self, values: frozenset[Scalar]) -> None:
        """Keep these alone."""
        self.listed = values if self.listed is None else self.listed & values

    def is_empty(self) -> bool:
        """Tell whether nothing is left."""
        if self.listed is not None:
            return not any(self._has(value) for value in self.listed)
        if self.low is None or self.high is None:
            return False
        low, high = self.low[0], self.high[0]
        if low == high:
            return not (self.low[1] and self.high[1]) or low in self.excluded
        return bool(low > high)

    def _has(self, value: Any) -> bool:
        if value in self.excluded:
            return False
        above = self.low is None or value > self.low[0] or (self.low[1] and value == self.low[0])
        below = (
            self.high is None or value < self.high[0] or (self.high[1] and value == self.high[0])
        )
        return bool(above and below)


def _from_below(end: tuple[Any, bool]) -> tuple[Any, bool]:
    return end[0], not end[1]


@dataclass(slots=True)
class _Case:
    """What has to be so for some goals to be met, and the goals that may be met in more than one way."""

    known: Known
    values: dict[Fact, _Values] = field(default_factory=dict)
    present: set[Fact] = field(default_factory=set)
    absent: set[Fact] = field(default_factory=set)
    items: dict[tuple[Operand, Operand], bool] = field(default_factory=dict)
    open: list[list[Goal]] = field(default_factory=list)

    def meet(self, goals: Sequence[Goal]) -> bool:
        """Take goals in; return whether nothing contradicts them so far."""
        waiting = list(goals)
        while waiting:
            rule, wanted = waiting.pop()
            if isinstance(rule, Group):
                waiting += self._open(rule, wanted)
            elif isinstance(rule, IsAnswered) and not wanted:
                self.absent.add(rule.operand)
            else:
                for fact in _facts_of(rule):
                    waiting += self._need(fact)
                if not self._narrow(rule, wanted):
                    return False
        return not self.present & self.absent

    def _open(self, group: Group, wanted: bool) -> list[Goal]:
        """Return what a group comes to, where that is one thing; keep it for later where it is one of several."""
        is_each = wanted is (group.op is not GroupOp.ANY)
        below = wanted is (group.op is not GroupOp.NONE)
        goals = [(rule, below) for rule in group.rules]
        if is_each or len(goals) == 1:
            return goals
        self.open.append(goals)
        return []

    def _need(self, fact: Fact) -> list[Goal]:
        """Take in that something is answered, which it is only where it was asked."""
        if fact in self.present:
            return []
        self.present.add(fact)
        behind = self.known.behind(fact.field) if isinstance(fact, Answer) else ()
        return [(rule, True) for rule in behind]

    def _narrow(self, leaf: Leaf, wanted: bool) -> bool:
        match leaf:
            case Compare(left=Answer() | Record() as fact, right=Constant() as side):
                op = leaf.op
            case Compare(left=Constant() as side, right=Answer() | Record() as fact):
                op = _TURNED.get(leaf.op, leaf.op)
            case OneOf(operand=Answer() | Record() as fact):
                choices = frozenset(each.value for each in leaf.choices)
                values = self._values_of(fact)
                if wanted:
                    values.keep(choices)
                else:
                    values.excluded |= choices
                return not values.is_empty()
            case Contains():
                return self.items.setdefault((leaf.operand, leaf.item), wanted) is wanted
            case _:
                return True
        values = self._values_of(fact)
        values.narrow(op if wanted else _OTHERWISE[op], side.value)
        return not values.is_empty()

    def _values_of(self, fact: Fact) -> _Values:
        if fact not in self.values:
            listed = self.known.choices(fact.field) if isinstance(fact, Answer) else None
            self.values[fact] = _Values(listed)
        return self.values[fact]

    def copy(self) -> "_Case":
        """Return the same case once more, to try one of several ways."""
        values = {
            fact: _Values(each.listed, each.excluded, each.low, each.high)
            for fact, each in self.values.items()
        }
        return _Case(
            self.known, values, {*self.present}, {*self.absent}, {**self.items}, [*self.open]
        )


def can_hold(rules: Iterable[Rule], known: Known) -> bool:
    """Tell whether all these rules can hold at once, by some answers; true where that cannot be told."""
    case = _Case(known)
    return case.meet([(rule, True) for rule in rules]) and _can_go_on(case, [MOST_CASES])


def _can_go_on(case: _Case, left: list[int]) -> bool:
    """Try what may be met in several ways, way by way."""
    if not case.open:
        return True
    ways = case.open.pop()
    for way in ways:
        left[0] -= 1
        tried = case.copy()
        if left[0] < 0 or (tried.meet([way]) and _can_go_on(tried, left)):
            return True
    return False


def _facts_of(leaf: Leaf) -> list[Fact]:
    return [node for node in nodes_of(leaf) if isinstance(node, (Answer, Record))]
