"""Looks for answers that open each step and question, by trying: a bounded search over the rules' own evaluator.

Tried are the answers of ``samples``, with what rules compare them with and its neighbors, in every
combination up to a limit, beyond it at random. Blind: a place that only a rarer combination or a
value far from every constant opens is reported though it can be reached.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import islice, product
from math import prod
from typing import Any

from portal.definitions.fields import AnsweringContext, get_field_type
from portal.definitions.rules import (
    AsOf,
    Constant,
    Facts,
    Node,
    Rule,
    fields_used,
    is_true,
    nodes_of,
    paths_used,
)
from portal.definitions.spec import FieldSpec, StepKind, StepSpec, WizardSpec
from portal.sdk.testing.cast import made_context
from portal.sdk.testing.row_samples import find_opening_row
from portal.sdk.testing.samples import list_accepted, tried_in_row

__all__ = ["Path", "find_paths", "find_unreachable", "walk_answers"]

MOST, MOST_TRIES = 5_000, 20_000
"""Combinations of answers tried for one place, and tries in all with other records and days."""
Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Path:
    """A way through a wizard: the steps that apply and, by step, the answers that were asked for."""

    steps: tuple[StepSpec, ...]
    answers: Mapping[str, Answers]
    places: frozenset[str] = field(default_factory=frozenset)
    """Steps that applied, and questions that were asked, as ``step`` and ``step.question``."""

    @property
    def flat(self) -> dict[str, Any]:
        """Return the answers by field id, a declaration's by its step."""
        return {name: value for given in self.answers.values() for name, value in given.items()}


def walk_answers(spec: WizardSpec, given: Answers, context: AnsweringContext) -> Path:
    """Return the way that these answers take; None stands for no answer."""
    steps: list[StepSpec] = []
    answers: dict[str, Answers] = {}
    places: set[str] = set()
    values: dict[str, Any] = {}

    def holds(rule: Rule | None) -> bool:
        return rule is None or is_true(rule, Facts(values, context.record, context.on))

    for step in spec.steps:
        if not holds(step.condition):
            continue
        steps.append(step)
        places.add(step.id)
        answers[step.id] = own = {}
        if step.kind is StepKind.DECLARATION and step.declaration is not None:
            own[step.id] = step.declaration.version
        for question in step.fields:
            if not holds(question.condition):
                continue
            places.add(f"{step.id}.{question.id}")
            field_type, stored = get_field_type(question.type), given.get(question.id)
            if not field_type.asks:
                facts = Facts(values, context.record, context.on)
                stored = field_type.work_out(question, facts)
            if stored is not None:
                own[question.id] = stored
                values |= field_type.values_of(question, stored)
    return Path(tuple(steps), answers, frozenset(places))


@dataclass(frozen=True, slots=True)
class _Search:
    """A wizard with the answers to try for each of its questions."""

    spec: WizardSpec
    context: AnsweringContext
    accepted: Mapping[str, list[Any]]

    def usual(self, last: bool = False) -> dict[str, Any]:
        """Return the first answer to each question, or the last; of what may stand for what, one alternative."""
        place = -1 if last else 0
        answers = {name: tried[place] for name, tried in self.accepted.items() if tried}
        for requirement in (each for step in self.spec.steps for each in step.requirements):
            chosen = requirement.alternatives[place]
            for name in requirement.questions():
                answers[name] = self.accepted[name][0] if name in chosen else None
        return answers

    def tries(self, place: str, rule: Rule) -> Iterator[Path]:
        """Return ways that differ in what the place depends on; real record and day come first."""
        rules = [rule, *_rules_behind(self.spec, _questions_read(rule))]
        names = sorted(frozenset[str]().union(*map(_questions_read, rules)))
        choices = [[*self.accepted.get(name, []), None] for name in names]
        every = (
            walk_answers(self.spec, self.usual() | dict(zip(names, tried, strict=True)), context)
            for context in _contexts(rules, self.context)
            for tried in _combinations(choices, place)
        )
        return islice(every, MOST_TRIES)


def _search(spec: WizardSpec, context: AnsweringContext) -> _Search:
    compared = _compared(spec)
    accepted = {
        question.id: list_accepted(question, context, compared) for question in spec.fields()
    }
    return _Search(spec, context, accepted)


def _compared(spec: WizardSpec) -> list[Any]:
    """Return the constants that stand in the wizard's rules."""
    found = [node for rule in _conditions(spec).values() for node in nodes_of(rule)]
    return [node.value for node in found if isinstance(node, Constant)]


def _conditions(spec: WizardSpec) -> dict[str, Rule]:
    """Return the rule of each place that has one."""
    rules = {step.id: step.condition for step in spec.steps}
    rules |= {f"{step.id}.{each.id}": each.condition for step in spec.steps for each in step.fields}
    return {place: rule for place, rule in rules.items() if rule is not None}


def _questions_read(rule: Node) -> frozenset[str]:
    """Return the ids of the questions that a rule reads; of a column, that of its group."""
    return frozenset(name.partition(".")[0] for name in fields_used(rule))


def _rules_behind(spec: WizardSpec, names: frozenset[str]) -> list[Node]:
    """Return what decides whether these fields are asked and what they come to, and what is behind it in turn."""
    behind: list[Node] = []
    for step in spec.steps:
        for question in step.fields:
            if question.id in names:
                rules = (step.condition, question.condition, question.calculation)
                behind += [rule for rule in rules if rule]
    more = names.union(*map(_questions_read, behind))
    return behind if more == names else _rules_behind(spec, more)


def _contexts(rules: list[Node], context: AnsweringContext) -> Iterator[AnsweringContext]:
    """Yield the real facts, then others that rules over the record and the day may wait for."""
    yield context
    nodes = [node for rule in rules for node in nodes_of(rule)]
    texts = [node.value for node in nodes if isinstance(node, Constant)]
    paths = sorted({path for rule in rules for path in paths_used(rule)})
    days = [context.on]
    if any(isinstance(node, AsOf) for node in nodes):
        near = [value for value in texts if type(value) is date]
        days += [day + timedelta(days=move) for day in near for move in (-1, 0, 1)]
    values = ["", *(value for value in texts if isinstance(value, str))]
    for on in days:
        for combination in _combinations([values] * len(paths), "record"):
            record = {**context.record, **dict(zip(paths, combination, strict=True))}
            yield replace(context, on=on, record=record)


def _combinations(choices: list[list[Any]], seed: str) -> Iterator[tuple[Any, ...]]:
    """Yield every combination, or so many at random."""
    if prod(map(len, choices)) <= MOST:
        yield from product(*choices)
        return
    source = random.Random(seed)  # noqa: S311 (a search that finds the same every time, not a secret)
    for _try in range(MOST):
        yield tuple(source.choice(each) for each in choices)


def find_unreachable(spec: WizardSpec) -> Iterator[str]:
    """Yield each place with a rule that no try opened."""
    search = _search(spec, made_context(spec))
    for place, rule in _conditions(spec).items():
        if not any(place in path.places for path in search.tries(place, rule)):
            yield place
    yield from _unreachable_in_rows(search)


def _unreachable_in_rows(search: _Search) -> Iterator[str]:
    """Yield each question of a row that no row opened which was tried."""
    for step in search.spec.steps:
        for group in step.fields:
            for inner in group.rows:
                if inner.condition is not None and not _is_opened(group, inner, search.context):
                    yield f"{step.id}.{group.id}.{inner.id}"


def _is_opened(group: FieldSpec, inner: FieldSpec, context: AnsweringContext) -> bool:
    """Tell whether some row opens a question of it, on some record and day."""
    conditions: list[Node] = [each.condition for each in group.rows if each.condition]
    return any(
        find_opening_row(group, inner.id, tried_in_row(group, own), own) is not None
        for own in _contexts(conditions, context)
    )


def find_paths(spec: WizardSpec, context: AnsweringContext) -> list[Path]:
    """Return a few ways for this very applicant and day, which open together all that can be opened."""
    search = _search(spec, context)
    paths = [walk_answers(spec, search.usual(last), context) for last in (False, True)]
    for place, rule in _conditions(spec).items():
        if any(place in path.places for path in paths):
            continue
        tries = (path for path in search.tries(place, rule) if place in path.places)
        opened = next((path for path in tries if _is_own(path, spec, context)), None)
        if opened is not None:
            paths.append(opened)
    return paths


def _is_own(path: Path, spec: WizardSpec, context: AnsweringContext) -> bool:
    """Tell whether the way is open with the applicant's real record and day."""
    return walk_answers(spec, path.flat, context).places == path.places
