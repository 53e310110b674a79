"""Re-checks a whole set of answers in one pass: which steps apply, what is wrong, what is attested.

Used by the task list, the read-back, submit and the reviewer's page alike; no database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from portal.definitions.compiled import CompiledWizard
from portal.definitions.fields import AnsweringContext
from portal.definitions.forms import StepForm, raw_data, rule_values
from portal.definitions.rechecking import find_standing
from portal.definitions.rules import Facts, is_true
from portal.definitions.spec import StepSpec

__all__ = [
    "AnswersEvaluation",
    "HeldAnswers",
    "applicable_steps",
    "earlier_values",
    "evaluate_answers",
]


@dataclass(frozen=True, slots=True)
class HeldAnswers:
    """What is stored of a step: checked answers, in which language it was read, unchecked text, the row's version."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    unfinished: Mapping[str, Any] = field(default_factory=dict)
    is_checked: bool = False
    version: int = 0
    language: str = ""

    @property
    def is_complete(self) -> bool:
        """Tell whether the step was saved and nothing was typed since."""
        return self.is_checked and not self.unfinished


@dataclass(frozen=True, slots=True)
class AnswersEvaluation:
    """The outcome: steps that apply, errors by step and field, and the answers that stand."""

    steps: tuple[StepSpec, ...]
    problems: Mapping[str, Mapping[str, list[str]]]
    answers: Mapping[str, Mapping[str, Any]]

    @property
    def is_complete(self) -> bool:
        """Tell whether the application can be submitted."""
        return not self.problems

    @property
    def first_problem(self) -> str | None:
        """Return the first applicable step that is missing or wrong."""
        return next((step.id for step in self.steps if step.id in self.problems), None)


def applicable_steps(
    compiled: CompiledWizard, held: Mapping[str, HeldAnswers], context: AnsweringContext
) -> list[StepSpec]:
    """Return the steps whose conditions hold on the stored answers, in order.

    Answers of a step that does not apply are as good as not given.
    """
    steps: list[StepSpec] = []
    values: dict[str, Any] = {}
    for step in compiled.spec.steps:
        facts = Facts(answers=values, records=context.record, as_of=context.on)
        if step.condition is None or is_true(step.condition, facts):
            steps.append(step)
            if step.id in held and (steering := compiled.steering[step.id]):
                values |= rule_values(steering, held[step.id].answers, facts)
    return steps


def earlier_values(
    compiled: CompiledWizard,
    step_id: str,
    applicable: Iterable[StepSpec],
    held: Mapping[str, HeldAnswers],
    context: AnsweringContext,
) -> dict[str, Any]:
    """Return what the rules and formulas of a step read of the steps before it, of those that apply."""
    asked, values = compiled.earlier(step_id), dict[str, Any]()
    facts = Facts(values, context.record, context.on)
    for before in applicable if asked else ():
        if before.id == step_id:
            break
        if before.id in asked and before.id in held:
            values |= rule_values(asked[before.id], held[before.id].answers, facts)
    return values


def evaluate_answers(
    compiled: CompiledWizard, held: Mapping[str, HeldAnswers], context: AnsweringContext
) -> AnswersEvaluation:
    """Check every applicable step again, as if it were posted now."""
    problems: dict[str, Mapping[str, list[str]]] = {}
    standing: dict[str, Mapping[str, Any]] = {}
    values: dict[str, Any] = {}
    steps: list[StepSpec] = []
    for step in compiled.spec.steps:
        facts = Facts(answers=values, records=context.record, as_of=context.on)
        if step.condition is not None and not is_true(step.condition, facts):
            continue
        steps.append(step)
        stored = held.get(step.id, HeldAnswers())
        form_class = compiled.form_class(step.id, context.language)
        answers = find_standing(form_class, stored.answers, context, values)
        if stored.is_complete and answers is not None:
            standing[step.id] = answers
            values |= rule_values(compiled.ruled[step.id], answers)
        else:
            form = _bound_again(form_class, stored, context, values)
            problems[step.id] = {
                name: [str(error) for error in errors] for name, errors in form.errors.items()
            }
    return AnswersEvaluation(tuple(steps), problems, standing)


def _bound_again(
    form_class: type[StepForm],
    stored: HeldAnswers,
    context: AnsweringContext,
    earlier: Mapping[str, Any],
) -> StepForm:
    step = form_class.step
    data = QueryDict(mutable=True)
    for name, value in raw_data(step, stored.answers, step.id).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return form_class(data, prefix=step.id, context=context, earlier=earlier)
