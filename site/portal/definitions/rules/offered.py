"""Rule functions that plugins offer, each found by its name: plugin id, dot, name.

A plugin's function is guarded: one that raises, or gives what it did not declare, gives a Reason.
Rules are imported without Django, so the plugin mechanism is imported when a rule asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import ModuleType
from typing import Any

from portal.definitions.rules.values import (
    MAX_TEXT,
    Reason,
    Value,
    ValueType,
    kind_of,
    read_value,
)

__all__ = ["OfferedFunction", "RuleFunction", "find_offered_function"]


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


@dataclass(frozen=True, slots=True, eq=False)
class OfferedFunction:
    """A plugin's function as rules call it."""

    plugin_id: str
    declared: RuleFunction

    def result(self, kinds: tuple[ValueType, ...]) -> ValueType | None:
        """Return the type for argument types, or None where they clash."""
        takes = self.declared.takes
        fits = len(kinds) == len(takes) and all(map(_takes, takes, kinds))
        return self.declared.gives if fits else None

    def apply(self, *values: Value) -> Value | Reason:
        """Call the function; whatever goes wrong in it is the reason UNAVAILABLE."""
        from portal.plugins.guard import PluginFailedError, call_pure  # deferred: see the module

        declared = self.declared
        given = [
            Decimal(value) if expected is ValueType.DECIMAL and isinstance(value, int) else value
            for expected, value in zip(declared.takes, values, strict=True)
        ]
        try:
            found = read_value(call_pure(self.plugin_id, declared.apply, *given))
        except PluginFailedError:
            return Reason.UNAVAILABLE
        if isinstance(found, Reason):
            return found
        if isinstance(found, str) and len(found) > MAX_TEXT:
            return Reason.TOO_LARGE
        return found if kind_of(found) is declared.gives else Reason.UNAVAILABLE

    def words(self, language: str, arguments: list[str]) -> str:
        """Return a call of the function in words; its name where it has none that fit."""
        texts = self.declared.words
        try:
            wording = texts.get(language) or texts.get("en") or ""
            return wording.format(*arguments) or self.declared.name
        except (LookupError, ValueError, AttributeError):
            return self.declared.name


def find_offered_function(name: str) -> OfferedFunction | None:
    """Return the function of that name, or None while no installed plugin offers it."""
    plugin_id, dot, _rest = name.partition(".")
    if not dot:
        return None
    from portal.plugins.guard import call_decorating  # deferred: see the module
    from portal.plugins.registry import plugin_modules  # deferred: see the module

    for plugin, module in plugin_modules("rules", leave_out_broken=True):
        if plugin.label == plugin_id:
            found = call_decorating(f"{plugin_id}:rules", _functions, plugin_id, module) or {}
            return found.get(name)
    return None


@lru_cache(maxsize=256)
def _functions(plugin_id: str, module: ModuleType) -> Mapping[str, OfferedFunction]:
    """Return the functions of a module by name."""
    declared: Any = module.FUNCTIONS
    for each in declared:
        types = (*each.takes, each.gives)
        if not each.takes or not all(isinstance(kind, ValueType) for kind in types):
            raise TypeError(f"{each.name} does not say the types of what it takes and gives")
    return {each.name: OfferedFunction(plugin_id, each) for each in declared}


def _takes(expected: ValueType, kind: ValueType) -> bool:
    """Tell whether an argument fits: of the type declared, or a whole number for a decimal."""
    return kind is expected or (expected is ValueType.DECIMAL and kind is ValueType.INTEGER)
