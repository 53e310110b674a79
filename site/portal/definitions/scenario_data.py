"""Scenarios to and from the canonical JSON of their definition.

What in them makes no sense for the definition is found in ``scenario_checks``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from portal.definitions.scenario_spec import (
    ExpectedSpec,
    HeldCredentialSpec,
    HeldDocumentSpec,
    ScenarioSpec,
)

__all__ = ["dump_scenario", "load_scenario"]

Data = dict[str, Any]
Part = ScenarioSpec | ExpectedSpec | HeldCredentialSpec | HeldDocumentSpec


def dump_scenario(scenario: ScenarioSpec) -> Data:
    """Return the JSON form of a scenario."""
    return _dump(scenario)


def _dump(part: Part) -> Data:
    """Return what a part says; a number that is zero says something."""
    said = {each.name: _as_json(getattr(part, each.name)) for each in fields(part)}
    return {
        name: value
        for name, value in said.items()
        if value is not None and value is not False and value not in ("", [], {})
    }


def _as_json(value: Any) -> Any:
    if isinstance(value, Part):
        return _dump(value)
    if isinstance(value, tuple):
        return [_as_json(each) for each in value]
    return dict(value) if isinstance(value, Mapping) else value


def load_scenario(data: Mapping[str, Any]) -> ScenarioSpec:
    """Return the scenario in ``data``; raise KeyError, TypeError, AttributeError or ValueError where it is none."""
    held = {
        "credentials": tuple(HeldCredentialSpec(**each) for each in data.get("credentials", ())),
        "documents": tuple(HeldDocumentSpec(**each) for each in data.get("documents", ())),
        "expected": ExpectedSpec(
            **{
                name: tuple(value) if isinstance(value, list) else value
                for name, value in data.get("expected", {}).items()
            }
        ),
    }
    needed = {name: data[name] for name in ("id", "name", "on")}
    return ScenarioSpec(**{**data, **needed, **held})
