"""What is wrong with a scenario before it is judged: of the wrong form, or about what its definition does not have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from portal.definitions.checks import DefinitionError
from portal.definitions.expectations import EXPECTATIONS
from portal.definitions.fields import get_field_type
from portal.definitions.record_paths import RECORD_TYPES
from portal.definitions.rules import Reason, value_from_data
from portal.definitions.scenario_data import dump_scenario
from portal.definitions.scenario_spec import (
    ExpectedSpec,
    HeldCredentialSpec,
    HeldDocumentSpec,
    ScenarioSpec,
    place_of,
)
from portal.definitions.serialization import canonical_json
from portal.definitions.spec import StepKind, StepSpec, WizardSpec
from portal.definitions.texts import LANGUAGES

__all__ = ["SHAPES", "find_faults", "find_faults_of_all", "without_lost"]

GIVEN_SSN = "given"
"""What stands in a scenario for a Social Security number: a definition never holds one."""
UNREADABLE, UNKNOWN_STEP = "unreadable_scenario", "unknown_step_in_scenario"
OF_CREDENTIAL = "credential."
_ID = re.compile(r"[a-z][a-z0-9_]{0,48}\Z")
Test = Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_count(value: Any) -> bool:
    return value is None or (type(value) is int and value >= 0)


def _is_mapping(value: Any) -> bool:
    return isinstance(value, Mapping) and all(isinstance(each, str) for each in value)


def _holds_mappings(value: Any) -> bool:
    return _is_mapping(value) and all(map(_is_mapping, value.values()))


def _tuple_of(test: Test) -> Test:
    return lambda value: isinstance(value, tuple) and all(map(test, value))


def _or_empty(test: Test) -> Test:
    return lambda value: value == "" or test(value)


def _of(kind: type) -> Test:
    return lambda value: isinstance(value, kind)


SHAPES: Mapping[type, Mapping[str, Test]] = {
    ScenarioSpec: {
        "id": _is_text,
        "name": _is_mapping,
        "on": _is_day,
        "expected": _of(ExpectedSpec),
        "record": _is_mapping,
        "credentials": _tuple_of(_of(HeldCredentialSpec)),
        "documents": _tuple_of(_of(HeldDocumentSpec)),
        "answers": _holds_mappings,
    },
    HeldCredentialSpec: {
        "number": _is_text,
        "type": _is_text,
        "expires_on": _or_empty(_is_day),
        "renewal_hours": _is_count,
        "refresher_months": _is_count,
        "refused": _of(bool),
    },
    HeldDocumentSpec: {
        "id": _is_text,
        "kind": _is_text,
        "translation_of": _or_empty(_is_text),
        "refused": _of(bool),
    },
    ExpectedSpec: dict.fromkeys(EXPECTATIONS, _tuple_of(_is_text)),
}
"""What each part of a scenario must be: plugins write them without a schema between."""


def find_faults_of_all(spec: WizardSpec) -> list[DefinitionError]:
    """Return what keeps the scenarios of a definition from being judged or told apart."""
    faults = [fault for scenario in spec.scenarios for fault in find_faults(scenario, spec)]
    if faults:
        return faults
    times = Counter(scenario.id for scenario in spec.scenarios)
    return [
        DefinitionError("duplicate_scenario", place_of(each)) for each in times if times[each] > 1
    ]


def find_faults(scenario: ScenarioSpec, spec: WizardSpec) -> list[DefinitionError]:
    """Return what keeps a scenario from being judged, each by name; what it means is looked at once it can be read."""
    if not isinstance(scenario, ScenarioSpec):
        return [DefinitionError(UNREADABLE, "scenarios", f"{scenario!r} is none")]
    place = place_of(str(scenario.id))
    unreadable = [DefinitionError(UNREADABLE, place, each) for each in _misshapen(scenario)]
    return unreadable or [
        DefinitionError(name, place, each) for name, each in _find(scenario, spec)
    ]


def _misshapen(scenario: ScenarioSpec) -> Iterator[str]:
    """Yield what is of the wrong form, by its attribute."""
    wrong = list(_misshapen_of(scenario, ""))
    yield from wrong
    if not wrong:
        for held in (*scenario.credentials, *scenario.documents):
            yield from _misshapen_of(held, f"{type(held).__name__}.")
        yield from _misshapen_of(scenario.expected, "expected.")
        try:
            canonical_json(dump_scenario(scenario))
        except (TypeError, ValueError, RecursionError) as error:
            yield f"it cannot be stored: {error}"


def _misshapen_of(part: object, above: str) -> Iterator[str]:
    for name, is_right in SHAPES[type(part)].items():
        value = getattr(part, name)
        if not is_right(value):
            yield f"{above}{name}: {value!r}"


def _find(scenario: ScenarioSpec, spec: WizardSpec) -> Iterator[tuple[str, str]]:
    if not _ID.match(scenario.id):
        yield "bad_scenario_id", scenario.id
    for language in LANGUAGES:
        if not str(scenario.name.get(language, "")).strip():
            yield "missing_text", language
    yield from _find_in_record(scenario.record)
    yield from _find_in_answers(scenario.answers, spec)
    yield from _find_in_expected(scenario.expected, spec)


def _find_in_answers(
    given: Mapping[str, Mapping[str, Any]], spec: WizardSpec
) -> Iterator[tuple[str, str]]:
    steps = {step.id: step for step in spec.steps}
    for step_id, answers in given.items():
        if step_id not in steps:
            yield UNKNOWN_STEP, step_id
            continue
        for lost in sorted(answers.keys() - _answered(steps[step_id])):
            yield "unknown_field_in_scenario", f"{step_id}.{lost}"
        for question in steps[step_id].fields:
            is_asked = question.id in answers and get_field_type(question.type).needs_ssns
            if is_asked and answers[question.id] != GIVEN_SSN:
                yield "ssn_in_scenario", f"{step_id}.{question.id}"


def _find_in_expected(expected: ExpectedSpec, spec: WizardSpec) -> Iterator[tuple[str, str]]:
    steps = {step.id for step in spec.steps}
    for name, expectation in EXPECTATIONS.items():
        possible = frozenset(expectation.possible(spec))
        for place in getattr(expected, name):
            if expectation.is_of_steps and place.partition(".")[0] not in steps:
                yield UNKNOWN_STEP, f"{name}: {place}"
            elif place not in possible:
                yield expectation.unknown, f"{name}: {place}"


def _find_in_record(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for path, value in record.items():
        if path not in RECORD_TYPES:
            yield "unknown_path_in_scenario", path
        elif path.startswith(OF_CREDENTIAL):
            yield "path_of_credential_in_scenario", path
        elif value is None or value_from_data(RECORD_TYPES[path], value) in _WRONG:
            yield "wrong_type_in_scenario", f"{path}: {value!r}"


_WRONG = frozenset(Reason) - {Reason.UNANSWERED}


def _answered(step: StepSpec) -> set[str]:
    """Return the names under which a step's answers are stored."""
    if step.kind is StepKind.DECLARATION:
        return {step.id}
    return {question.id for question in step.fields}


def without_lost(scenario: ScenarioSpec, spec: WizardSpec) -> ScenarioSpec:
    """Return a scenario without the answers and the facts on record that a definition has no place for any more."""
    answered = {step.id: _answered(step) for step in spec.steps}
    answers = {
        step: {name: given for name, given in answers.items() if name in answered[step]}
        for step, answers in scenario.answers.items()
        if step in answered
    }
    record = {path: value for path, value in scenario.record.items() if path in RECORD_TYPES}
    return replace(scenario, answers=answers, record=record)
