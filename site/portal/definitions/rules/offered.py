"""Rule functions that plugins offer: how one is declared, and where rules ask for it.

Who finds them joins with ``offer_functions``: rules themselves know no plugin and no Django.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from portal.definitions.rules.values import Reason, Value, ValueType

__all__ = ["OfferedFunction", "RuleFunction", "find_offered_function", "offer_functions"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RuleFunction:
    """A function that rules may call, as a plugin declares it.

    ``takes`` names one type or more. ``apply`` is pure and total: it gets a value of each of them,
    none missing, and answers with a value of the type ``gives`` or with a Reason. Where it takes
    decimals it is never given an integer. ``words`` says by language what it stands for, as in
    ``"the wind chill of {0} at {1}"``.
    """

    name: str
    takes: tuple[ValueType, ...]
    gives: ValueType
    apply: Callable[..., Value | Reason]
    words: Mapping[str, str]


class OfferedFunction(Protocol):
    """A plugin's function as rules call it; whatever goes wrong in it is a Reason."""

    @property
    def declared(self) -> RuleFunction:
        """Return what the plugin declares."""

    def result(self, kinds: tuple[ValueType, ...]) -> ValueType | None:
        """Return the type for argument types, or None where they clash."""

    def apply(self, *values: Value) -> Value | Reason:
        """Call the function."""

    def words(self, language: str, arguments: list[str]) -> str:
        """Return a call of the function in words."""


Find = Callable[[str], OfferedFunction | None]
_finders: list[Find] = []


def offer_functions(find: Find) -> None:
    """Let rules ask ``find`` for a function by its name."""
    if find not in _finders:
        _finders.append(find)


def find_offered_function(name: str) -> OfferedFunction | None:
    """Return the function of that name, or None while nobody offers it."""
    found = (find(name) for find in _finders) if "." in name else ()
    return next(filter(None, found), None)
