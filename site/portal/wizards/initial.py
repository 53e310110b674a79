"""What a step's page opens with: typing kept unchecked, else stored answers, else the record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.definitions.evaluation import HeldAnswers
from portal.definitions.forms import initial_from, typed_again
from portal.definitions.record_paths import CHOSEN_CREDENTIAL, value_on_record
from portal.definitions.spec import StepSpec
from portal.lifecycle.runs import Run

__all__ = ["initial_values", "typed_like_stored"]


def initial_values(run: Run, step: StepSpec, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the initial value of each field of a step; ``record`` is what the context has of the person."""
    held = run.held.get(step.id, HeldAnswers())
    if held.unfinished:
        return initial_from(step, held.unfinished)
    if held.is_checked:
        return initial_from(step, typed_again(step, held.answers))
    return _prefilled(run, step, record)


def typed_like_stored(
    run: Run, step: StepSpec, typed: Mapping[str, list[str]], record: Mapping[str, Any]
) -> bool:
    """Tell whether what was typed is what the page would open with anyway."""
    held = run.held.get(step.id, HeldAnswers())
    opened = held.answers if held.is_checked else _prefilled(run, step, record)
    shown = typed_again(step, opened)
    return {name: value for name, value in shown.items() if any(value)} == dict(typed)


def _prefilled(run: Run, step: StepSpec, record: Mapping[str, Any]) -> dict[str, Any]:
    own = {CHOSEN_CREDENTIAL: run.credential_number}
    return {
        question.id: own.get(question.binding) or value_on_record(question.binding, record)
        for question in step.fields
        if question.binding
    }
