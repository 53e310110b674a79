"""Random rules and operands with facts, in the form of the shared vectors; the same ones for the same seed.

Most comparisons are of values that fit each other, from few values, so that all three truths come out.
"""

from collections.abc import Sequence
from random import Random
from typing import Any

Data = dict[str, Any]

NAMES = ("a", "b", "c", "rows.hours", "constructor")
MOST_DEPTH = 5
GOOD: dict[str, tuple[object, ...]] = {
    "integer": (-3, 0, 1, 2, 3, 11, 10**15, -(10**15)),
    "decimal": ("0", "1", "-1.5", "0.1", "0.2", "0.3", "0.5", f"0.{'0' * 19}1", "999999999999999.9"),
    "money": (0, 1, 3, -3, 250, 2500, 10**15),
    "text": ("x", "y", "X", "é", "e\u0301", "\U0001d49c", "x y"),
    "yes_no": (True, False),
    "date": ("2026-01-31", "2026-02-28", "2024-02-29", "2026-07-01", "0001-01-01", "9999-12-31"),
}  # fmt: skip
ODD: dict[str, tuple[object, ...]] = {
    "integer": (None, "3", True, 10**15 + 1, []),
    "decimal": (None, 3, "1e2", "1000000000000000.1", ".5", "1.", f"0.{'0' * 20}1"),
    "money": (None, "250", -(10**15) - 1),
    "text": (None, "", " \t\u00a0", "\u2003", 3),
    "yes_no": (None, "yes", 1),
    "date": (None, "2026-02-29", "2026-2-1", "0000-12-31", "2026-07-01T00:00"),
}
LISTS = {
    "integer": "integers",
    "decimal": "decimals",
    "money": "monies",
    "text": "texts",
    "yes_no": "yes_nos",
    "date": "dates",
}
OTHER: tuple[object, ...] = (None, {}, {"town": "Hartford"}, [], [[1]], [None, ""], "x", 1)
ORDERED = ("integer", "decimal", "money", "date")
COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge")


class RandomRules:
    """Makes rules, operands and facts from a seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._pick = self._random.choice
        self._read: dict[tuple[str, str], str] = {}
        """The type of each answer and record that the tree under way reads."""

    def case_of_rule(self) -> Data:
        """Return a rule with facts."""
        self._read.clear()
        return {"rule": self.rule(self._random.randint(1, MOST_DEPTH)), **self.facts()}

    def case_of_operand(self) -> Data:
        """Return an operand with facts."""
        self._read.clear()
        return {"operand": self.operand(self._pick(list(GOOD)), MOST_DEPTH), **self.facts()}

    def facts(self) -> Data:
        """Return most of the answers and records that were read, and the day."""
        return {
            "answers": self._entries("field"),
            "records": self._entries("path"),
            "as_of": self._pick(GOOD["date"]),
        }

    def rule(self, depth: int) -> Data:
        """Return a rule of at most so many levels of groups."""
        if depth > 1 and self._random.random() < 0.8:
            rules = [self.rule(depth - 1) for _ in range(self._random.randint(1, 3))]
            return {"op": self._pick(("all", "any", "none")), "rules": rules}
        leaf = self._pick((self._compare, self._compare, self._among, self._contains, self._asked))
        return leaf()

    def operand(self, kind: str, depth: int) -> Data:
        """Return an operand that mostly is of a type."""
        kind = kind if self._random.random() < 0.95 else self._pick(list(GOOD))
        if depth > 1 and kind in ORDERED and self._random.random() < 0.4:
            return self._call(kind, depth - 1)
        if kind == "date" and self._random.random() < 0.2:
            return {"op": "as_of"}
        return self._constant(kind) if self._random.random() < 0.3 else self._named(kind)

    def _compare(self) -> Data:
        op, kind = self._pick(COMPARISONS), self._pick((*GOOD, *ORDERED))
        other = self._pick(("integer", "decimal")) if kind in ("integer", "decimal") else kind
        return {"op": op, "left": self.operand(kind, 3), "right": self.operand(other, 3)}

    def _among(self) -> Data:
        kind = self._pick(list(GOOD))
        choices = [self._constant(kind) for _ in range(self._random.randint(1, 3))]
        return {"op": "in", "operand": self.operand(kind, 3), "choices": choices}

    def _contains(self) -> Data:
        kind = self._pick(list(GOOD))
        several = self._named(LISTS[kind])
        return {"op": "contains", "operand": several, "item": self.operand(kind, 2)}

    def _asked(self) -> Data:
        return {"op": "is_answered", "operand": self._named("other")}

    def _call(self, kind: str, depth: int) -> Data:
        kinds: Sequence[str]
        if kind == "date":
            function, kinds = self._pick(("add_months", "add_years")), ("date", "integer")
        elif kind == "integer" and self._random.random() < 0.5:
            name = self._pick(("days_between", "months_between", "years_between", "count"))
            function, kinds = name, ("texts",) if name == "count" else ("date", "date")
        else:
            function = self._pick(("add", "subtract", "multiply", "sum"))
            second = self._pick(("integer", "decimal")) if function == "multiply" else kind
            kinds = (LISTS[kind],) if function == "sum" else self._shuffled(kind, second)
        arguments = [
            self._named(each) if each not in GOOD else self.operand(each, depth) for each in kinds
        ]
        return {"op": function, "arguments": arguments}

    def _shuffled(self, *kinds: str) -> Sequence[str]:
        return self._random.sample(kinds, len(kinds))

    def _constant(self, kind: str) -> Data:
        return {"op": "constant", "type": kind, "value": self._pick(GOOD[kind])}

    def _named(self, kind: str) -> Data:
        """Return an answer or a record whose name tells its type, as a rule's author would have it."""
        name = f"{self._pick(NAMES)}_{kind}"
        op, key = ("answer", "field") if self._random.random() < 0.7 else ("record", "path")
        self._read[key, name] = kind
        return {"op": op, key: name}

    def _entries(self, wanted: str) -> Data:
        return {
            name: {"type": kind, "value": self._value(kind)}
            for (key, name), kind in self._read.items()
            if key == wanted and self._random.random() < 0.9
        }

    def _value(self, kind: str) -> object:
        if kind == "other":
            return self._pick(OTHER)
        if kind in GOOD:
            odd = self._random.random() < 0.08
            return self._pick(ODD[kind] if odd else GOOD[kind])
        item = next(one for one, several in LISTS.items() if several == kind)
        if self._random.random() < 0.05:
            return self._pick((None, "x", [self._pick(ODD[item])]))
        several = [self._pick(GOOD[item]) for _ in range(self._random.randint(0, 3))]
        return several + [None] * (self._random.random() < 0.1)
