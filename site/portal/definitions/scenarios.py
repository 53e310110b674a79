"""Judges scenarios: runs a definition over what an applicant would answer, and names what comes out otherwise.

Pure: nothing here touches the database. What can be expected is in ``expectations``, how a verdict reads in
``scenario_words``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import override

from portal.definitions.checks import DefinitionError
from portal.definitions.compiled import CompiledWizard
from portal.definitions.evaluation import HeldAnswers, evaluate_answers
from portal.definitions.expectations import EXPECTATIONS, Expectation, Judged
from portal.definitions.fields import (
    AnsweringContext,
    HeldCredential,
    HeldDocument,
    ListedRow,
    get_field_type,
)
from portal.definitions.record_paths import (
    CHOSEN_CREDENTIAL,
    PERSON_PATHS,
    RECORD_TYPES,
    with_credential_facts,
)
from portal.definitions.rules import Reason, value_from_data
from portal.definitions.scenario_checks import GIVEN_SSN, find_faults, find_faults_of_all
from portal.definitions.scenario_spec import (
    ExpectedSpec,
    HeldCredentialSpec,
    HeldDocumentSpec,
    ScenarioSpec,
    place_of,
)
from portal.definitions.spec import FieldSpec, WizardSpec
from portal.definitions.texts import FALLBACK_LANGUAGE
from portal.records.ssn.numbers import mask

__all__ = [
    "Difference",
    "Verdict",
    "check_scenarios",
    "expect_what_comes",
    "judge_scenario",
    "scenario_context",
]

SSNS = {GIVEN_SSN: mask("")}
"""What a scenario may refer to where a Social Security number is asked."""
REFUSED = "refused"
"""Stands for the reason that an applicant would read: scenarios say that there is one, not which."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One expectation, by its name in ``EXPECTATIONS``, that came out otherwise."""

    name: str
    expected: tuple[str, ...]
    found: tuple[str, ...]

    def __str__(self) -> str:
        expected, found = (", ".join(each) or "nothing" for each in (self.expected, self.found))
        return f"{self.name}: expected {expected}; found {found}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one scenario; ``faults`` are why it could not be judged at all."""

    scenario: ScenarioSpec
    differences: tuple[Difference, ...] = ()
    faults: tuple[DefinitionError, ...] = ()

    @property
    def passes(self) -> bool:
        """Tell whether everything came out as expected."""
        return not self.differences and not self.faults

    @property
    def errors(self) -> list[DefinitionError]:
        """Return why a definition with this scenario must not be published."""
        place = place_of(self.scenario.id)
        failing = [
            DefinitionError("failing_scenario", place, str(each)) for each in self.differences
        ]
        return [*self.faults, *failing]


def check_scenarios(spec: WizardSpec) -> list[DefinitionError]:
    """Return what is wrong with the scenarios of a sound definition; an empty list may be published."""
    faults = find_faults_of_all(spec)
    if faults or not spec.scenarios:
        return faults
    compiled = CompiledWizard(0, 0, spec)
    return [
        error for scenario in spec.scenarios for error in judge_scenario(scenario, compiled).errors
    ]


def judge_scenario(scenario: ScenarioSpec, compiled: CompiledWizard) -> Verdict:
    """Return what the definition makes of a scenario beside what the scenario expects. Never raises."""
    if faults := find_faults(scenario, compiled.spec):
        return Verdict(scenario, faults=tuple(faults))
    try:
        with override(FALLBACK_LANGUAGE):
            judged = _run(scenario, compiled)
            compared = [
                _compare(scenario, name, each, judged) for name, each in EXPECTATIONS.items()
            ]
    except Exception as error:  # noqa: BLE001 - whatever an answer makes a type of question raise is the finding
        detail = f"{type(error).__name__}: {error}"
        unjudged = DefinitionError("unjudged_scenario", place_of(scenario.id), detail)
        return Verdict(scenario, faults=(unjudged,))
    return Verdict(scenario, differences=tuple(filter(None, compared)))


def _compare(
    scenario: ScenarioSpec, name: str, expectation: Expectation, judged: Judged
) -> Difference | None:
    """Return how an expectation came out otherwise, or None."""
    expected, found = getattr(scenario.expected, name), tuple(expectation.find(judged))
    arrange = tuple if expectation.is_ordered else sorted
    return None if arrange(expected) == arrange(found) else Difference(name, expected, found)


def scenario_context(scenario: ScenarioSpec, spec: WizardSpec) -> AnsweringContext:
    """Return the facts around the answers of a scenario: what is on record and held, and what was picked of lists."""
    return replace(_context(scenario), ssns=SSNS, **_offered(scenario, spec))


def expect_what_comes(scenario: ScenarioSpec, compiled: CompiledWizard) -> ScenarioSpec:
    """Return a scenario that expects exactly what its answers come to now."""
    with override(FALLBACK_LANGUAGE):
        judged = _run(scenario, compiled)
        found = {name: tuple(each.find(judged)) for name, each in EXPECTATIONS.items()}
    return replace(scenario, expected=ExpectedSpec(**found))


def _run(scenario: ScenarioSpec, compiled: CompiledWizard) -> Judged:
    """Check the answers as at submit; once more with the chosen credential's facts where one could be chosen."""
    held = {
        step.id: HeldAnswers(scenario.answers.get(step.id, {}), {}, is_checked=True, version=1)
        for step in compiled.spec.steps
    }
    context = scenario_context(scenario, compiled.spec)
    evaluation = evaluate_answers(compiled, held, context)
    number = _chosen(compiled.spec, evaluation.answers)
    if number is not None:
        record = with_credential_facts(context.record, context.credentials, number)
        context = replace(context, record=record)
        evaluation = evaluate_answers(compiled, held, context)
    return Judged(compiled, context, scenario.answers, evaluation)


def _offered(scenario: ScenarioSpec, spec: WizardSpec) -> dict[str, Any]:
    """Return the lists to choose from: what was picked is on them, as the portal's rows are no part of a definition."""
    lists: dict[str, list[ListedRow]] = {}
    for question, answer in _answered(scenario, spec):
        code = answer.get("code") if isinstance(answer, Mapping) else answer
        kinds: Any = question.options.get("categories") or question.options.get("kinds") or [""]
        for name in get_field_type(question.type).needs_lists if code else ():
            lists.setdefault(name, []).append(ListedRow(str(code), str(code), kinds[0]))
    return lists


def _answered(scenario: ScenarioSpec, spec: WizardSpec) -> Iterator[tuple[FieldSpec, Any]]:
    """Yield each question with its answer in the scenario, those of rows once for each row."""
    for step in spec.steps:
        given = scenario.answers.get(step.id, {})
        for question in step.fields:
            answer = given.get(question.id)
            yield question, answer
            for row in answer if question.rows and isinstance(answer, list) else ():
                for inner in question.rows:
                    yield inner, row.get(inner.id) if isinstance(row, Mapping) else None


def _chosen(spec: WizardSpec, standing: Mapping[str, Mapping[str, Any]]) -> str | None:
    """Return the number of the credential that the application is about, once its question is answered rightly."""
    for step in spec.steps:
        for question in step.fields:
            if question.binding == CHOSEN_CREDENTIAL:
                number: str | None = standing.get(step.id, {}).get(question.id)
                return number
    return None


def _context(scenario: ScenarioSpec) -> AnsweringContext:
    given = {path: _value(path, said) for path, said in scenario.record.items()}
    return AnsweringContext(
        on=date.fromisoformat(scenario.on),
        language=FALLBACK_LANGUAGE,
        record={**dict.fromkeys(PERSON_PATHS, ""), **given},
        credentials=list(_credentials(scenario.credentials)),
        documents=list(_documents(scenario.documents)),
    )


def _value(path: str, said: Any) -> Any:
    """Return a value of the record as rules compare it; what is blank stays as it is."""
    read = value_from_data(RECORD_TYPES[path], said)
    return said if isinstance(read, Reason) else read


def _credentials(held: Iterable[HeldCredentialSpec]) -> Iterable[HeldCredential]:
    return (
        HeldCredential(
            number=each.number,
            type_key=each.type,
            title=each.type,
            endorsements="",
            expires_on=date.fromisoformat(each.expires_on) if each.expires_on else None,
            refusal=REFUSED if each.refused else "",
            status=REFUSED if each.refused else "active",
            renewal_hours=each.renewal_hours,
            refresher_months=each.refresher_months,
        )
        for each in held
    )


def _documents(held: Iterable[HeldDocumentSpec]) -> Iterable[HeldDocument]:
    return (
        HeldDocument(
            public_id=each.id,
            kind=each.kind,
            name=each.id,
            is_settled=True,
            translation_of=each.translation_of,
            refusal=REFUSED if each.refused else "",
        )
        for each in held
    )
