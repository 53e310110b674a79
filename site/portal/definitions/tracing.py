"""How the rules of a definition came out over a set of answers: as data that is kept, and in plain words.

The words are made when somebody reads them; what is kept is free of language and of sensitive values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from portal.definitions.compiled import CompiledWizard
from portal.definitions.fields import AnsweringContext
from portal.definitions.forms import rule_values
from portal.definitions.rules import Facts, Rule, evaluate
from portal.definitions.rules.evaluate import Truth
from portal.definitions.rules.sentences import leaf_sentence
from portal.definitions.rules.trace import evaluation_from_data
from portal.definitions.spec import StepSpec, WizardSpec
from portal.definitions.texts import in_language

__all__ = ["TraceLine", "describe_trace", "trace_answers"]

Trace = Sequence[Mapping[str, Any]]


class About(StrEnum):
    """What a rule decides."""

    STEP = "step"
    QUESTION = "question"
    REQUIREMENT = "requirement"
    REFUSAL = "refusal"


OUTCOMES: Mapping[tuple[About, bool], Promise] = {
    (About.STEP, True): gettext_lazy("This part was asked"),
    (About.STEP, False): gettext_lazy("This part was not asked"),
    (About.QUESTION, True): gettext_lazy("This question was asked"),
    (About.QUESTION, False): gettext_lazy("This question was not asked"),
    (About.REQUIREMENT, True): gettext_lazy("This was needed"),
    (About.REQUIREMENT, False): gettext_lazy("This was not needed"),
    (About.REFUSAL, True): gettext_lazy("The answer was refused"),
    (About.REFUSAL, False): gettext_lazy("The answer was not refused"),
}


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One rule as a reader sees it: where it stands, what came of it, and each comparison with its values."""

    where: str
    outcome: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Ruled:
    """A rule where it stands; ``number`` tells refusals of one question apart."""

    about: About
    step: StepSpec
    rule: Rule
    part: str = ""
    number: int = 0

    @property
    def key(self) -> tuple[str, str, str, int]:
        return (self.about, self.step.id, self.part, self.number)


def trace_answers(
    compiled: CompiledWizard, answers: Mapping[str, Mapping[str, Any]], context: AnsweringContext
) -> list[dict[str, Any]]:
    """Return how each rule came out over the answers that stand, step by step as they were judged."""
    sensitive = frozenset(each.id for each in compiled.spec.questions() if each.sensitive)
    values: dict[str, Any] = {}
    kept: list[dict[str, Any]] = []
    for step in compiled.spec.steps:
        before = Facts(values, context.record, context.on, sensitive)
        given = answers.get(step.id)
        own = rule_values(compiled.ruled[step.id], given or {})
        values = {**values, **own}
        within = Facts(values, context.record, context.on, sensitive)
        for ruled in _rules_of(step):
            facts = before if ruled.about is About.STEP else within
            if ruled.about is About.STEP or (given is not None and _is_judged(ruled, given)):
                kept.append(_as_data(ruled, facts))
    return kept


def describe_trace(spec: WizardSpec, trace: Trace, language: str) -> list[TraceLine]:
    """Return what was kept as lines; what stands nowhere in the definition is left out."""
    labels = _labels(spec, language)
    ruled = {each.key: each for step in spec.steps for each in _rules_of(step)}
    lines = []
    for kept in trace:
        found = ruled.get((kept["about"], kept["step"], kept["part"], kept["number"]))
        if found is None:
            continue
        evaluation = evaluation_from_data(found.rule, kept)
        outcome = OUTCOMES[found.about, evaluation.truth is Truth.TRUE]
        reasons = tuple(leaf_sentence(leaf, labels) for leaf in evaluation.trace)
        lines.append(TraceLine(_where(found, language), str(outcome), reasons))
    return lines


def _rules_of(step: StepSpec) -> Iterator[_Ruled]:
    if step.condition:
        yield _Ruled(About.STEP, step, step.condition)
    for question in step.fields:
        if question.condition:
            yield _Ruled(About.QUESTION, step, question.condition, question.id)
        for number, refusal in enumerate(question.refusals):
            yield _Ruled(About.REFUSAL, step, refusal.when, question.id, number)
    for requirement in step.requirements:
        if requirement.condition:
            yield _Ruled(About.REQUIREMENT, step, requirement.condition, requirement.id)


def _is_judged(ruled: _Ruled, given: Mapping[str, Any]) -> bool:
    """Tell whether the rule had anything to judge: an answer that was not given is not refused."""
    return ruled.about is not About.REFUSAL or ruled.part in given


def _as_data(ruled: _Ruled, facts: Facts) -> dict[str, Any]:
    place = {
        "about": ruled.about.value,
        "step": ruled.step.id,
        "part": ruled.part,
        "number": ruled.number,
    }
    return {**place, **evaluate(ruled.rule, facts).to_data()}


def _where(ruled: _Ruled, language: str) -> str:
    step = ruled.step
    names = {question.id: question.label for question in step.fields}
    names |= {requirement.id: requirement.title for requirement in step.requirements}
    said = [step.title, names[ruled.part]] if ruled.part else [step.title]
    return " › ".join(in_language(each, language) for each in said)


def _labels(spec: WizardSpec, language: str) -> dict[str, str]:
    """Return the words for questions, questions of rows and choices, by the names that rules use."""
    labels: dict[str, str] = {}
    for question in spec.fields():
        own = {question.id: question, **{f"{question.id}.{row.id}": row for row in question.rows}}
        for name, each in own.items():
            labels[name] = in_language(each.label, language)
            for choice in each.choices:
                labels[f"{name}={choice.value}"] = in_language(choice.label, language)
    return labels
