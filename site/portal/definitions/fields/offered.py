"""Types of questions that plugins offer, each found by its key: plugin id, dot, name.

Calls into them are pure: one that fails refuses the act. What was answered stays readable even then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import ModuleType
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.definitions.fields.base import AnsweringContext, FieldType, Stored, as_words
from portal.definitions.rules import Reason
from portal.definitions.spec import FieldSpec
from portal.plugins.guard import PluginFailedError, call_decorating, call_pure
from portal.plugins.registry import plugin_modules

__all__ = ["find_offered_type", "list_offered_types"]


def find_offered_type(key: str) -> FieldType | None:
    """Return the type of that key, or None while no installed plugin offers it."""
    plugin_id, dot, _name = key.partition(".")
    for offering, types in _offers() if dot else ():
        if offering == plugin_id:
            return types.get(key)
    return None


def list_offered_types() -> frozenset[str]:
    """Return the keys of all types that plugins offer under their own ids."""
    return frozenset(key for _plugin_id, types in _offers() for key in types)


def _offers() -> Iterator[tuple[str, Mapping[str, FieldType]]]:
    for plugin, module in plugin_modules("fields"):
        place = f"{plugin.label}:fields"
        yield plugin.label, call_decorating(place, _guarded, plugin.label, module) or {}


@lru_cache(maxsize=256)
def _guarded(plugin_id: str, module: ModuleType) -> Mapping[str, FieldType]:
    """Return the types of a module by key; a key of somebody else's is passed over."""
    return {
        offered.key: _guard(plugin_id, offered)
        for offered in module.FIELD_TYPES
        if offered.key.startswith(f"{plugin_id}.")
    }


def _guard(plugin_id: str, offered: FieldType) -> FieldType:
    """Return the type with every call into it guarded."""
    facts = {
        name: getattr(offered, name)
        for name in ("key", "title", "value_type", "settings", "needs_credentials", "first_control")
    }
    guarded: FieldType = type("Guarded", (_GuardedType,), facts)(plugin_id, offered)
    return guarded


class _GuardedType(FieldType):
    """Passes every question on to the plugin's own type."""

    def __init__(self, plugin_id: str, offered: FieldType) -> None:
        self._plugin_id, self._offered = plugin_id, offered

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return the plugin's control; a fault in checking refuses too."""
        control = call_pure(self._plugin_id, self._offered.form_field, question, language)
        own = type(control)
        guard = {"plugin_id": self._plugin_id}
        control.__class__ = type(own.__name__, (_GuardedControl, own), guard)
        drawn = type(control.widget)
        control.widget.__class__ = type(drawn.__name__, (_GuardedWidget, drawn), guard)
        return control

    @property
    def is_fitted(self) -> bool:
        """Ask the plugin's type."""
        return self._offered.is_fitted

    def prepare(self, control: forms.Field, question: FieldSpec, context: AnsweringContext) -> None:
        """Let the plugin fit the control."""
        call_pure(self._plugin_id, self._offered.prepare, control, question, context)

    def to_stored(self, cleaned: Any) -> Stored:
        """Ask the plugin's type."""
        return call_pure(self._plugin_id, self._offered.to_stored, cleaned)

    def to_raw(self, stored: Stored, name: str) -> dict[str, Any]:
        """Ask the plugin's type."""
        return call_pure(self._plugin_id, self._offered.to_raw, stored, name)

    def to_control(self, stored: Stored) -> Any:
        """Ask the plugin's type."""
        return call_pure(self._plugin_id, self._offered.to_control, stored)

    def initial(self, raw: Mapping[str, list[str]], name: str) -> Any:
        """Ask the plugin's type."""
        return call_pure(self._plugin_id, self._offered.initial, raw, name)

    def to_value(self, stored: Stored) -> Any:
        """Ask the plugin's type; rules see the reason where it cannot say."""
        try:
            return call_pure(self._plugin_id, self._offered.to_value, stored)
        except PluginFailedError:
            return Reason.UNAVAILABLE

    def display(self, question: FieldSpec, stored: Stored, context: AnsweringContext) -> str:
        """Ask the plugin's type; show what is stored where it cannot say."""
        try:
            return call_pure(self._plugin_id, self._offered.display, question, stored, context)
        except PluginFailedError:
            return as_words(stored)


class _GuardedControl(forms.Field):
    """A plugin's control: what it finds wrong is the applicant's to mend, what it raises is not."""

    plugin_id: str

    def clean(self, value: Any) -> Any:
        """Check; raise PluginFailedError for anything but a ValidationError."""
        checked = call_pure(self.plugin_id, self._check, value)
        if isinstance(checked, ValidationError):
            raise checked
        return checked

    def _check(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except ValidationError as error:
            return error


class _GuardedWidget(forms.Widget):
    """How a plugin's control reads what was posted. How it is drawn is guarded where it is."""

    plugin_id: str

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Read; raise PluginFailedError where the plugin's own reading raised."""
        return call_pure(self.plugin_id, super().value_from_datadict, data, files, name)
