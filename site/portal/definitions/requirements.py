"""Which plugins a definition needs: those whose types of questions and rule functions it uses.

Whether one is there is asked anew each time, because plugins come and go while versions stay.
"""

from __future__ import annotations

from collections.abc import Iterable

from portal.definitions.fields import is_known_type
from portal.definitions.rules import calls_used, find_function
from portal.definitions.spec import WizardSpec
from portal.plugins import registry

__all__ = ["Needs", "installed_versions", "plugin_of"]


def plugin_of(name: str) -> str:
    """Return the id of the plugin that a type or a function belongs to; empty for the portal's own."""
    plugin_id, dot, _name = name.partition(".")
    return plugin_id if dot else ""


def installed_versions() -> dict[str, str]:
    """Return the version of every installed plugin by its id."""
    return {plugin.label: plugin.version for plugin in registry.installed_plugins()}


class Needs:
    """What a definition needs of plugins, beside those named to it."""

    def __init__(self, spec: WizardSpec, plugins: Iterable[str] = ()) -> None:
        types = {question.type for question in spec.questions()}
        nodes = (*spec.rules(), *spec.formulas())
        functions = {call.function for node in nodes for call in calls_used(node)}
        self._types = frozenset(filter(plugin_of, types))
        self._functions = frozenset(filter(plugin_of, functions))
        self.plugins = frozenset(plugins) | {
            plugin_of(name) for name in self._types | self._functions
        }

    def missing(self) -> list[str]:
        """Return the ids of plugins that are absent, or no longer offer what is used; mostly none."""
        if not self.plugins:
            return []
        absent = self.plugins - installed_versions().keys()
        lost = {key for key in self._types if not is_known_type(key)}
        lost |= {name for name in self._functions if find_function(name) is None}
        return sorted(absent | {plugin_of(name) for name in lost})
