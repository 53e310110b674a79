"""How the rules of a definition came out over a set of answers: as data that is kept, and in plain words.

The words are made when somebody reads them; what is kept is free of language and of sensitive values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from portal.definitions.compiled import CompiledWizard
from portal.definitions.fee_items import name_fees
from portal.definitions.fee_spec import place_of_fee
from portal.definitions.fields import AnsweringContext, get_field_type
from portal.definitions.fields.row_forms import row_values
from portal.definitions.forms import rule_values
from portal.definitions.labels import asked_labels, row_labels, rule_labels
from portal.definitions.placed_rules import IN_ROWS, PlacedRule, RuleRole
from portal.definitions.rules import Facts, evaluate
from portal.definitions.rules.evaluate import Truth
from portal.definitions.rules.sentences import leaf_sentence
from portal.definitions.rules.trace import evaluation_from_data
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import in_language

__all__ = [
    "TraceLine",
    "describe_asked",
    "describe_private",
    "describe_trace",
    "is_about_access",
    "trace_access",
    "trace_answers",
    "trace_asked",
    "trace_private",
]

Trace = Sequence[Mapping[str, Any]]
Standing = dict[tuple[str, str, str, int], tuple[PlacedRule, StepSpec | None]]
"""Each rule of a definition with its step, by what an entry of a trace says of its place."""


NO_FEES: Mapping[str, str] = {}
OUTCOMES: Mapping[tuple[RuleRole, bool], Promise] = {
    (RuleRole.ACCESS, True): gettext_lazy("The application was not admitted"),
    (RuleRole.ACCESS, False): gettext_lazy("Nothing stood in the way"),
    (RuleRole.STEP, True): gettext_lazy("This part was asked"),
    (RuleRole.STEP, False): gettext_lazy("This part was not asked"),
    (RuleRole.QUESTION, True): gettext_lazy("This question was asked"),
    (RuleRole.QUESTION, False): gettext_lazy("This question was not asked"),
    (RuleRole.ROW_QUESTION, True): gettext_lazy("This question was asked"),
    (RuleRole.ROW_QUESTION, False): gettext_lazy("This question was not asked"),
    (RuleRole.REQUIREMENT, True): gettext_lazy("This was needed"),
    (RuleRole.REQUIREMENT, False): gettext_lazy("This was not needed"),
    (RuleRole.REFUSAL, True): gettext_lazy("The answer was refused"),
    (RuleRole.REFUSAL, False): gettext_lazy("The answer was not refused"),
    (RuleRole.ROW_REFUSAL, True): gettext_lazy("The answer was refused"),
    (RuleRole.ROW_REFUSAL, False): gettext_lazy("The answer was not refused"),
    (RuleRole.FEE, True): gettext_lazy("This was charged"),
    (RuleRole.FEE, False): gettext_lazy("This was not charged"),
}


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One rule as a reader sees it: where it stands, what came of it, and each comparison with its values."""

    where: str
    outcome: str
    reasons: tuple[str, ...]


def trace_answers(
    compiled: CompiledWizard, answers: Mapping[str, Mapping[str, Any]], context: AnsweringContext
) -> list[dict[str, Any]]:
    """Return how each rule came out over the answers that stand, step by step as they were judged."""
    sensitive = _sensitive_names(compiled.spec.fields())
    values: dict[str, Any] = {}
    kept: list[dict[str, Any]] = []
    for step in compiled.spec.steps:
        before = Facts(values, context.record, context.on, sensitive)
        given = answers.get(step.id)
        own = rule_values(compiled.ruled[step.id], given or {})
        values = {**values, **own}
        within = Facts(values, context.record, context.on, sensitive)
        kept += _trace_step(step, given, before, within)
    facts = Facts(values, context.record, context.on, sensitive)
    return [*kept, *(_as_data(placed, facts) for placed in compiled.spec.placed_fees())]


def trace_asked(
    compiled: CompiledWizard, step_id: str, given: Mapping[str, Any], *, on: date
) -> list[dict[str, Any]]:
    """Return how each rule came out over what somebody else answered in a step, who reads no records."""
    step = compiled.steps[step_id].asked_step()
    values = rule_values(compiled.asked_ruled(step_id), given)
    facts = Facts(values, {}, on, _sensitive_names(step.fields))
    return list(_trace_step(step, given, facts, facts))


def trace_private(
    compiled: CompiledWizard,
    answers: Mapping[str, Mapping[str, Any]],
    given: Mapping[str, Any],
    context: AnsweringContext,
) -> list[dict[str, Any]]:
    """Return how each rule of the reviewers' questions came out over their answers and the applicant's."""
    spec, step = compiled.spec, compiled.private
    values: dict[str, Any] = {}
    for each in spec.steps:
        values |= rule_values(compiled.ruled[each.id], answers.get(each.id) or {})
    values |= rule_values(compiled.ruled[step.id], given)
    sensitive = _sensitive_names((*spec.fields(), *spec.private))
    facts = Facts(values, context.record, context.on, sensitive)
    return list(_trace_step(step, given, facts, facts))


def trace_access(spec: WizardSpec, facts: Facts) -> list[dict[str, Any]]:
    """Return how each rule of access came out over the records and the day."""
    return [_as_data(placed, facts) for placed in spec.placed_access()]


def is_about_access(kept: Mapping[str, Any]) -> bool:
    """Tell whether an entry of a trace is about who may apply."""
    return bool(kept["about"] == RuleRole.ACCESS)


def describe_trace(spec: WizardSpec, trace: Trace, language: str) -> list[TraceLine]:
    """Return what was kept as lines; what stands nowhere in the definition is left out."""
    standing = _standing(spec.steps)
    for placed in (*spec.placed_access(), *spec.placed_fees()):
        standing[placed.role, placed.step, "", placed.number] = (placed, None)
    ruled = name_fees((fee for fee in spec.fees if fee.condition), language)
    fees = {place_of_fee(fee): called for fee, called in ruled.items()}
    return _describe(standing, trace, rule_labels(spec, language), language, fees)


def describe_asked(step: StepSpec, trace: Trace, language: str) -> list[TraceLine]:
    """Return the same of what was kept with the answers of somebody who was asked in a step."""
    return _describe(_standing([step.asked_step()]), trace, asked_labels(step, language), language)


def describe_private(spec: WizardSpec, trace: Trace, language: str) -> list[TraceLine]:
    """Return the same of what was kept with the reviewers' answers; their questions stand on no step."""
    standing = _standing([spec.private_step()])
    return _describe(standing, trace, rule_labels(spec, language), language)


def _standing(steps: Iterable[StepSpec]) -> Standing:
    return {
        (placed.role, placed.step, placed.part, placed.number): (placed, step)
        for step in steps
        for placed in step.placed_rules()
    }


def _describe(
    standing: Standing,
    trace: Trace,
    labels: Mapping[str, str],
    language: str,
    fees: Mapping[str, str] = NO_FEES,
) -> list[TraceLine]:
    lines = []
    for kept in trace:
        found = standing.get((kept["about"], kept["step"], kept["part"], kept["number"]))
        if found is None:
            continue
        placed, step = found
        evaluation = evaluation_from_data(placed.rule, kept)
        outcome = OUTCOMES[placed.role, evaluation.truth is Truth.TRUE]
        called = dict(labels)
        if step is not None and placed.role in IN_ROWS:
            called |= row_labels(_group_of(placed, step), language)
        reasons = tuple(leaf_sentence(leaf, called) for leaf in evaluation.trace)
        where = _where(placed, step, language, kept.get("row"))
        if placed.role is RuleRole.FEE:
            where = gettext("Fee: %(fee)s") % {"fee": fees[placed.step]}
        lines.append(TraceLine(where, str(outcome), reasons))
    return lines


def _trace_step(
    step: StepSpec, given: Mapping[str, Any] | None, before: Facts, within: Facts
) -> Iterator[dict[str, Any]]:
    """Yield how the rules of a step came out: its own over the facts before it, the others over those within it."""
    for placed in step.placed_rules():
        if placed.role in IN_ROWS:
            yield from _trace_rows(placed, _group_of(placed, step), given or {}, within)
        elif placed.role is RuleRole.STEP:
            yield _as_data(placed, before)
        elif given is not None and _is_judged(placed, given):
            yield _as_data(placed, within)


def _trace_rows(
    placed: PlacedRule, group: FieldSpec, given: Mapping[str, Any], facts: Facts
) -> Iterator[dict[str, Any]]:
    """Yield how the rule of a question came out in each row where it judged anything, which are counted from 1."""
    hidden = {name for name, each in group.named_in_row() if group.sensitive or each.sensitive}
    question_id = placed.part.partition(".")[2]
    for number, row in enumerate(given.get(group.id, ()), start=1):
        if placed.role is RuleRole.ROW_REFUSAL and question_id not in row:
            continue
        values = row_values(group.rows, row, get_field_type)
        own = replace(facts, answers=values, sensitive=facts.sensitive | hidden)
        yield {**_as_data(placed, own), "row": number}


def _group_of(placed: PlacedRule, step: StepSpec) -> FieldSpec:
    """Return the repeating group in whose rows a rule stands."""
    group_id = placed.part.partition(".")[0]
    return next(question for question in step.fields if question.id == group_id)


def _is_judged(placed: PlacedRule, given: Mapping[str, Any]) -> bool:
    """Tell whether the rule had anything to judge: an answer that was not given is not refused."""
    return placed.role is not RuleRole.REFUSAL or placed.part in given


def _as_data(placed: PlacedRule, facts: Facts) -> dict[str, Any]:
    place = {
        "about": placed.role.value,
        "step": placed.step,
        "part": placed.part,
        "number": placed.number,
    }
    return {**place, **evaluate(placed.rule, facts).to_data()}


def _where(placed: PlacedRule, step: StepSpec | None, language: str, row: int | None) -> str:
    if step is None:
        return gettext("Who may apply")
    names = {name: each.label for question in step.fields for name, each in question.named()}
    names |= {requirement.id: requirement.title for requirement in step.requirements}
    said = [in_language(step.title, language)] if step.title else []
    if row is not None:
        said.append(f"{in_language(_group_of(placed, step).label, language)} {row}")
    if placed.part:
        said.append(in_language(names[placed.part], language))
    return " › ".join(said)


def _sensitive_names(questions: Iterable[FieldSpec]) -> frozenset[str]:
    """Return what rules call the answers that no trace may show; the columns of a sensitive group are."""
    return frozenset(
        name
        for question in questions
        for name, each in question.named()
        if question.sensitive or each.sensitive
    )
