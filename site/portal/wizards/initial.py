"""What a step's page opens with: typing kept unchecked, else stored answers, else the record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.definitions.evaluation import HeldAnswers
from portal.definitions.forms import initial_from, typed_again
from portal.definitions.record_paths import CHOSEN_CREDENTIAL
from portal.definitions.spec import FieldSpec, StepSpec
from portal.lifecycle.runs import Run

__all__ = ["initial_values", "typed_like_stored"]


def initial_values(run: Run, step: StepSpec) -> dict[str, Any]:
    """Return the initial value of each field of a step."""
    held = run.held.get(step.id, HeldAnswers())
    if held.unfinished:
        return initial_from(step, held.unfinished)
    if held.is_checked:
        return initial_from(step, typed_again(step, held.answers))
    return {question.id: _prefill(run, question) for question in step.fields if question.binding}


def typed_like_stored(run: Run, step: StepSpec, typed: Mapping[str, list[str]]) -> bool:
    """Tell whether what was typed is what the page would open with anyway."""
    held = run.held.get(step.id, HeldAnswers())
    if held.is_checked:
        shown = typed_again(step, held.answers)
    else:
        shown = typed_again(step, {q.id: _prefill(run, q) for q in step.fields if q.binding})
    return {name: value for name, value in shown.items() if any(value)} == dict(typed)


def _prefill(run: Run, question: FieldSpec) -> Any:
    if question.binding == CHOSEN_CREDENTIAL:
        return run.credential_number
    return run.record.get(question.binding)
