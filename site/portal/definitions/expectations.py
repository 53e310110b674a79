"""What a scenario can expect: each expectation with how it is found, and which places it may name.

``EXPECTATIONS`` is the one place in which an expectation is added, beside the attribute of ``ExpectedSpec`` of the
same name and its property in the JSON Schema. Judging a whole scenario is for ``scenarios``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from portal.definitions.compiled import CompiledWizard
from portal.definitions.evaluation import AnswersEvaluation
from portal.definitions.fees import AskedFees, ask_fees
from portal.definitions.fields import AnsweringContext, get_field_type
from portal.definitions.forms import rule_values
from portal.definitions.rules import Facts, Rule, is_true
from portal.definitions.spec import FieldSpec, StepKind, StepSpec, WizardSpec

__all__ = ["EXPECTATIONS", "UNDECIDED", "Expectation", "Judged"]

Places = Iterator[str]
"""Steps as "step", questions and requirements as "step.question" and "step.requirement"; fees as their ids."""
UNDECIDED = "?"
"""What follows a fee of which the answers do not decide whether it is charged."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A scenario's answers after they went through the definition."""

    compiled: CompiledWizard
    context: AnsweringContext
    given: Mapping[str, Mapping[str, Any]]
    evaluation: AnswersEvaluation


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """One kind of expectation: its words, what came out, the places it may name, and how another one is refused."""

    label: Promise
    find: Callable[[Judged], Places]
    possible: Callable[[WizardSpec], Places]
    unknown: str
    is_ordered: bool = False
    is_of_steps: bool = True


def _steps(judged: Judged) -> Places:
    return (step.id for step in judged.evaluation.steps)


def _possible_steps(spec: WizardSpec) -> Places:
    return (step.id for step in spec.steps)


def _not_accepted(judged: Judged) -> Places:
    for step_id, errors in judged.evaluation.problems.items():
        names = [name for name in errors if name != NON_FIELD_ERRORS]
        if judged.compiled.steps[step_id].kind is StepKind.DECLARATION or not names:
            yield step_id
        else:
            yield from (f"{step_id}.{name}" for name in names)


def _possible_answers(spec: WizardSpec) -> Places:
    for step in spec.steps:
        yield step.id
        yield from (f"{step.id}.{question.id}" for question in step.fields)


def _needed(judged: Judged) -> Places:
    """Yield what is asked for as a document, by the rules as they stand with the answers that were accepted."""
    values: dict[str, Any] = {}
    for step in judged.evaluation.steps:
        own = dict(values)
        yield from _needed_on(step, judged, own)
        if step.id in judged.evaluation.answers:
            values = own


def _needed_on(step: StepSpec, judged: Judged, values: dict[str, Any]) -> Places:
    """Yield what a step needs, and add its accepted answers to the values that rules compare."""
    facts = Facts(values, judged.context.record, judged.context.on)
    accepted = _accepted(judged, step.id)

    def holds(rule: Rule | None) -> bool:
        return rule is None or is_true(rule, facts)

    for question in step.fields:
        if not holds(question.condition):
            continue
        if _wants_document(question):
            yield f"{step.id}.{question.id}"
        if question in judged.compiled.ruled[step.id]:
            values |= rule_values([question], accepted)
    for requirement in step.requirements:
        if holds(requirement.condition):
            yield f"{step.id}.{requirement.id}"


def _accepted(judged: Judged, step_id: str) -> Mapping[str, Any]:
    """Return a step's answers that stand; of a step that does not, those that nothing was said about."""
    if step_id in judged.evaluation.answers:
        return judged.evaluation.answers[step_id]
    refused = judged.evaluation.problems[step_id]
    given = judged.given.get(step_id, {})
    return {name: value for name, value in given.items() if name not in refused}


def _possible_needs(spec: WizardSpec) -> Places:
    for step in spec.steps:
        yield from (f"{step.id}.{each.id}" for each in step.fields if _wants_document(each))
        yield from (f"{step.id}.{each.id}" for each in step.requirements)


def _wants_document(question: FieldSpec) -> bool:
    return question.required and get_field_type(question.type).needs_documents


def _fees(judged: Judged) -> Places:
    """Yield what is charged, each as often as it is; nothing while an answer has to be mended."""
    if not judged.evaluation.is_complete:
        return
    asked = ask_fees(judged.compiled, judged.evaluation.answers, judged.context) or AskedFees()
    for line in asked.lines:
        yield from [line.fee] * line.quantity
    yield from (f"{fee}{UNDECIDED}" for fee in asked.undecided)


def _possible_fees(spec: WizardSpec) -> Places:
    return (fee.id for fee in spec.fees)


EXPECTATIONS: Mapping[str, Expectation] = {
    "steps": Expectation(
        label=gettext_lazy("Steps, in this order"),
        find=_steps,
        possible=_possible_steps,
        unknown="unknown_step_in_scenario",
        is_ordered=True,
    ),
    "not_accepted": Expectation(
        label=gettext_lazy("Not accepted"),
        find=_not_accepted,
        possible=_possible_answers,
        unknown="unknown_field_in_scenario",
    ),
    "needed": Expectation(
        label=gettext_lazy("Documents needed"),
        find=_needed,
        possible=_possible_needs,
        unknown="unknown_requirement_in_scenario",
    ),
    "fees": Expectation(
        label=gettext_lazy("Fees"),
        find=_fees,
        possible=_possible_fees,
        unknown="unknown_fee_in_scenario",
        is_of_steps=False,
    ),
}
"""Every expectation by the name of its attribute."""
