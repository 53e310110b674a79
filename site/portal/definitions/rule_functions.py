"""Finds the rule functions of plugins, each by its name: plugin id, dot, name; and guards every call.

A function that raises, or gives what it did not declare, gives a Reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import ModuleType
from typing import Any

from portal.definitions.rules.offered import RuleFunction
from portal.definitions.rules.values import MAX_TEXT, Reason, Value, ValueType, kind_of, read_value
from portal.plugins.guard import PluginFailedError, call_decorating, call_pure
from portal.plugins.registry import plugin_modules

__all__ = ["GuardedFunction", "find_plugin_function"]


@dataclass(frozen=True, slots=True, eq=False)
class GuardedFunction:
    """A plugin's function as rules call it, guarded."""

    plugin_id: str
    declared: RuleFunction

    def result(self, kinds: tuple[ValueType, ...]) -> ValueType | None:
        """Return the type for argument types, or None where they clash."""
        takes = self.declared.takes
        fits = len(kinds) == len(takes) and all(map(_takes, takes, kinds))
        return self.declared.gives if fits else None

    def apply(self, *values: Value) -> Value | Reason:
        """Call the function; whatever goes wrong in it is the reason UNAVAILABLE."""
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


def find_plugin_function(name: str) -> GuardedFunction | None:
    """Return the function of that name, or None while no plugin in use offers it."""
    plugin_id = name.partition(".")[0]
    for plugin, module in plugin_modules("rules"):
        if plugin.label == plugin_id:
            found = call_decorating(f"{plugin_id}:rules", _functions, plugin_id, module) or {}
            return found.get(name)
    return None


@lru_cache(maxsize=256)
def _functions(plugin_id: str, module: ModuleType) -> Mapping[str, GuardedFunction]:
    """Return the functions of a module by name."""
    declared: Any = module.FUNCTIONS
    for each in declared:
        types = (*each.takes, each.gives)
        if not each.takes or not all(isinstance(kind, ValueType) for kind in types):
            raise TypeError(f"{each.name} does not say the types of what it takes and gives")
    return {each.name: GuardedFunction(plugin_id, each) for each in declared}


def _takes(expected: ValueType, kind: ValueType) -> bool:
    """Tell whether an argument fits: of the type declared, or a whole number for a decimal."""
    return kind is expected or (expected is ValueType.DECIMAL and kind is ValueType.INTEGER)
