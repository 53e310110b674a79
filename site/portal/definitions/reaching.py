"""What of a definition nobody would ever be asked, and what rules compare with choices that a question does not have.

A question is answered only where it was asked: what reads it can hold only where its own conditions do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from portal.definitions.fields import get_field_type, is_known_type
from portal.definitions.placed_rules import REFUSALS, PlacedRule, RuleRole
from portal.definitions.rule_checks import Fault
from portal.definitions.rules import Answer, Compare, Constant, Contains, OneOf, Rule, nodes_of
from portal.definitions.rules.holding import Known, can_hold
from portal.definitions.rules.values import Scalar, ValueType
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec

__all__ = ["find_unknown_choices", "find_unreachable"]

CODES: Mapping[RuleRole, str] = {
    RuleRole.STEP: "dead_step",
    RuleRole.QUESTION: "unreachable_field",
    RuleRole.ROW_QUESTION: "unreachable_field",
    RuleRole.REQUIREMENT: "unreachable_requirement",
}
YES_OR_NO: frozenset[Scalar] = frozenset({True, False})


def find_unreachable(spec: WizardSpec) -> Iterator[Fault]:
    """Yield each step, question and requirement whose condition no answers can meet; of a dead step, nothing more.

    For definitions that are sound otherwise.
    """
    for steps, known in _parts(spec):
        dead: set[str] = set()
        for step in steps:
            for placed in step.placed_rules():
                if placed.role in REFUSALS or step.id in dead:
                    continue
                own = [step.condition] if step.condition else []
                if not can_hold([placed.rule, *own], _known_at(placed, step, known)):
                    dead |= {step.id} if placed.role is RuleRole.STEP else set()
                    yield CODES[placed.role], placed.place, ""


def find_unknown_choices(spec: WizardSpec) -> Iterator[Fault]:
    """Yield each rule that compares an answer with what is not among the choices of its question."""
    for steps, known in _parts(spec):
        for step in steps:
            for placed in step.placed_rules():
                listed = _known_at(placed, step, known).choices
                for value in _unlisted(placed.rule, listed):
                    yield "unknown_choice", placed.place, str(value)


def _parts(spec: WizardSpec) -> Iterator[tuple[list[StepSpec], Known]]:
    """Yield the steps that know each other's answers: the applicant's with the reviewers', and each of those asked."""
    whole = [*spec.steps, spec.private_step()]
    yield whole, _known_of(whole)
    for step in spec.steps:
        if step.request is not None:
            asked = replace(step.asked_step(), id=step.id)
            yield [asked], _known_of([asked])


def _known_of(steps: Iterable[StepSpec]) -> Known:
    listed: dict[str, frozenset[Scalar]] = {}
    behind: dict[str, list[Rule]] = {}
    for step in steps:
        for question in step.fields:
            rules = (step.condition, question.condition)
            behind[question.id] = [rule for rule in rules if rule is not None]
            listed |= _listed((each, question_id) for question_id, each in question.named())
    return Known(listed, lambda name: behind.get(name.partition(".")[0], ()))


def _known_at(placed: PlacedRule, step: StepSpec, known: Known) -> Known:
    """Return what rules know where this one stands: in a row, what its own questions offer and rest on."""
    if "." not in placed.part:
        return known
    group_id = placed.part.partition(".")[0]
    group = next(each for each in step.fields if each.id == group_id)
    rows = dict(group.named_in_row())
    listed = {**known.choices, **_listed((each, name) for name, each in rows.items())}

    def behind(name: str) -> Iterable[Rule]:
        if name not in rows:
            return known.behind(name)
        own = rows[name].condition
        return chain([own] if own is not None else (), known.behind(group_id))

    return Known(listed, behind)


def _listed(named: Iterable[tuple[FieldSpec, str]]) -> dict[str, frozenset[Scalar]]:
    """Return the only values of the questions that have no others, by what rules call each."""
    found: dict[str, frozenset[Scalar]] = {}
    for question, name in named:
        if not is_known_type(question.type):
            continue
        kind = get_field_type(question.type).value_type_of(question)
        if kind is ValueType.YES_NO:
            found[name] = YES_OR_NO
        elif question.choices and kind in {ValueType.TEXT, ValueType.TEXTS}:
            found[name] = frozenset(choice.value for choice in question.choices)
    return found


def _unlisted(rule: Rule, listed: Mapping[str, frozenset[Scalar]]) -> Iterator[Scalar]:
    """Yield the texts that a rule compares with an answer which is never one of them; other types clash."""
    for node in nodes_of(rule):
        match node:
            case Compare(left=Answer(field=name), right=Constant() as side):
                compared = [side]
            case Compare(left=Constant() as side, right=Answer(field=name)):
                compared = [side]
            case OneOf(operand=Answer(field=name), choices=choices):
                compared = list(choices)
            case Contains(operand=Answer(field=name), item=Constant() as side):
                compared = [side]
            case _:
                continue
        if name in listed and listed[name] is not YES_OR_NO:
            texts = (each.value for each in compared if isinstance(each.value, str))
            yield from (value for value in texts if value not in listed[name])
