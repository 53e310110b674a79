"""What of a definition nobody would ever be asked, and what rules compare with choices that a question does not have.

A question is answered only where it was asked: what reads it can hold only where its own conditions do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from portal.definitions.fields import get_field_type, is_known_type
from portal.definitions.placed_rules import REFUSALS, PlacedRule, RuleRole
from portal.definitions.rule_checks import Fault
from portal.definitions.rules import Answer, Compare, Constant, Contains, Group, OneOf, Rule
from portal.definitions.rules.holding import Known, can_hold
from portal.definitions.rules.values import Scalar, ValueType
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec

__all__ = ["find_unreachable"]

CODES: Mapping[RuleRole, str] = {
    RuleRole.STEP: "dead_step",
    RuleRole.QUESTION: "unreachable_field",
    RuleRole.ROW_QUESTION: "unreachable_field",
    RuleRole.REQUIREMENT: "unreachable_requirement",
    RuleRole.FEE: "unreachable_fee",
}
YES_OR_NO: frozenset[Scalar] = frozenset({True, False})


def find_unreachable(spec: WizardSpec) -> Iterator[Fault]:
    """Yield each step, question, requirement and fee whose condition no answers can meet; of a dead step, nothing more.

    Where a rule compares an answer with what is not among the choices of its question, that is told instead. For
    definitions that are sound otherwise.
    """
    for steps in _parts(spec):
        known = _Definition(steps)
        for step in steps:
            for fault, placed in _faults_of(step, known):
                yield *fault[:1], placed.place, *fault[1:]
                if placed.role is RuleRole.STEP:
                    break
    charged = _Definition(spec.steps).known
    for placed in spec.placed_fees():
        for fault in _faults(placed, charged):
            yield *fault[:1], placed.place, *fault[1:]


def _faults_of(step: StepSpec, known: _Definition) -> Iterator[tuple[tuple[str, str], PlacedRule]]:
    for placed in step.placed_rules():
        own = known.within(placed, step) if "." in placed.part else known.known
        for fault in _faults(placed, own, step.condition):
            yield fault, placed


def _faults(
    placed: PlacedRule, known: Known, behind: Rule | None = None
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a rule, mostly nothing; ``behind`` is what has to hold as well."""
    if unlisted := _unlisted(placed.rule, known):
        yield "unknown_choice", unlisted
    elif placed.role not in REFUSALS:
        rules = (placed.rule, behind) if behind else (placed.rule,)
        if not can_hold(rules, known):
            yield CODES[placed.role], ""


def _parts(spec: WizardSpec) -> Iterator[list[StepSpec]]:
    """Yield the steps that know each other's answers: the applicant's with the reviewers', and each of those asked."""
    yield [*spec.steps, spec.private_step()]
    for step in spec.steps:
        if step.request is not None:
            yield [replace(step.asked_step(), id=step.id)]


class _Definition:
    """The questions of some steps by what rules call them; what they offer is worked out for those that are read."""

    def __init__(self, steps: Iterable[StepSpec]) -> None:
        self._questions: dict[str, FieldSpec] = {}
        self._conditions: dict[str, Rule | None] = {}
        self._choices: dict[str, frozenset[Scalar] | None] = {}
        for step in steps:
            for question in step.fields:
                self._questions[question.id] = question
                self._conditions[question.id] = step.condition
        self.known = Known(self.choices, self.behind)

    def choices(self, name: str) -> frozenset[Scalar] | None:
        """Return the only values of a question, or of a column of a group; None where it has others."""
        if name not in self._choices:
            group_id, _dot, inner = name.partition(".")
            question = self._questions.get(group_id)
            if question is not None and inner:
                question = next((each for each in question.rows if each.id == inner), None)
            self._choices[name] = _listed(question) if question is not None else None
        return self._choices[name]

    def behind(self, name: str) -> list[Rule]:
        """Return the conditions of a question and of its step."""
        question_id = name.partition(".")[0]
        question = self._questions.get(question_id)
        if question is None:
            return []
        return [rule for rule in (question.condition, self._conditions[question_id]) if rule]

    def within(self, placed: PlacedRule, step: StepSpec) -> Known:
        """Return what the rules of a row know, beside that what its own questions offer and rest on."""
        group_id = placed.part.partition(".")[0]
        group = next(each for each in step.fields if each.id == group_id)
        rows = dict(group.named_in_row())

        def choices(name: str) -> frozenset[Scalar] | None:
            return _listed(rows[name]) if name in rows else self.choices(name)

        def behind(name: str) -> list[Rule]:
            if name not in rows:
                return self.behind(name)
            own = rows[name].condition
            return [*([own] if own is not None else []), *self.behind(group_id)]

        return Known(choices, behind)


def _listed(question: FieldSpec) -> frozenset[Scalar] | None:
    if not is_known_type(question.type):
        return None
    kind = get_field_type(question.type).value_type_of(question)
    if kind is ValueType.YES_NO:
        return YES_OR_NO
    if question.choices and kind in (ValueType.TEXT, ValueType.TEXTS):
        return frozenset([choice.value for choice in question.choices])
    return None


def _unlisted(rule: Rule, known: Known) -> str:
    """Return the first text that a rule compares with an answer which is never one of them; mostly none."""
    waiting: list[Rule] = [rule]
    while waiting:
        match waiting.pop():
            case Group(rules=rules):
                waiting += rules
                continue
            case Compare(left=Answer(field=name), right=Constant(value=str() as value)):
                compared = [value]
            case Compare(left=Constant(value=str() as value), right=Answer(field=name)):
                compared = [value]
            case OneOf(operand=Answer(field=name), choices=choices):
                compared = [each.value for each in choices if isinstance(each.value, str)]
            case Contains(operand=Answer(field=name), item=Constant(value=str() as value)):
                compared = [value]
            case _:
                continue
        listed = known.choices(name) or YES_OR_NO
        if listed is not YES_OR_NO:
            for value in compared:
                if value not in listed:
                    return value
    return ""
