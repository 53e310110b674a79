"""A preview of a draft: an applicant who is made up, walking the wizard as it stands. Nothing of it is stored.

What an applicant answers, holds and has on record is a scenario without expectations: recording one adds those.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from portal.definitions.compiled import CompiledWizard
from portal.definitions.evaluation import HeldAnswers
from portal.definitions.fields import AnsweringContext, get_field_type
from portal.definitions.forms import StepForm, step_form_class
from portal.definitions.scenario_spec import (
    ExpectedSpec,
    HeldCredentialSpec,
    HeldDocumentSpec,
    ScenarioSpec,
)
from portal.definitions.spec import FieldSpec, StepKind, StepSpec, WizardSpec

__all__ = ["PREVIEW", "as_far_as_can", "begin_preview", "held_of", "make_up", "name_of"]

ON_RECORD = {
    "person.first_name": "Maren",
    "person.last_name": "Okafor-Lind",
    "person.email": "maren@example.org",
    "person.phone": "860-555-0123",
    "person.address_line": "12 Elm Street",
    "person.address_town": "Hartford",
    "person.address_state": "CT",
    "person.address_zip": "06115",
}
DAYS_LEFT = 60
CHOOSING = frozenset({"choice", "multi_choice"})
PREVIEW = "preview"
"""The id of a run that is recorded under no name yet."""


def begin_preview(spec: WizardSpec, *, on: date, has_record: bool) -> ScenarioSpec:
    """Return the applicant of a preview, with a certificate and a document of every kind that is asked for."""
    return make_up(
        ScenarioSpec(
            id=PREVIEW,
            name={"en": PREVIEW},
            on=on.isoformat(),
            expected=ExpectedSpec(),
            record=ON_RECORD if has_record else {},
        ),
        spec,
    )


def make_up(scenario: ScenarioSpec, spec: WizardSpec) -> ScenarioSpec:
    """Return the applicant with what the draft asks for now."""
    expires = date.fromisoformat(scenario.on) + timedelta(days=DAYS_LEFT)
    types = dict.fromkeys(_listed(spec, "credential", "types"))
    kinds = dict.fromkeys(_listed(spec, "document", "kinds"))
    return replace(
        scenario,
        credentials=tuple(
            HeldCredentialSpec(
                number=f"EXAMPLE-{number}",
                type=each,
                expires_on=expires.isoformat(),
                renewal_hours=15,
                refresher_months=12,
            )
            for number, each in enumerate(types, start=1)
        ),
        documents=tuple(HeldDocumentSpec(id=f"example_{kind}", kind=kind) for kind in kinds),
    )


def _listed(spec: WizardSpec, field_type: str, option: str) -> Iterator[str]:
    for question in spec.fields():
        listed = question.options.get(option)
        if question.type == field_type and isinstance(listed, (list, tuple)):
            yield from map(str, listed)


def name_of(scenario: ScenarioSpec) -> str:
    """Return the name of the applicant, made up where none is on record."""
    record = {**ON_RECORD, **scenario.record}
    return f"{record['person.first_name']} {record['person.last_name']}"


def held_of(scenario: ScenarioSpec) -> dict[str, HeldAnswers]:
    """Return the answers of a preview as a draft would hold them."""
    return {
        step: HeldAnswers(answers, {}, is_checked=True, version=1)
        for step, answers in scenario.answers.items()
    }


def as_far_as_can(spec: WizardSpec, context: AnsweringContext) -> tuple[WizardSpec, int]:
    """Return a draft without what cannot be shown yet, and how many questions that are."""
    steps, left_out = [], 0
    for step in spec.steps:
        if step.kind is StepKind.DECLARATION:
            steps.append(step)
            continue
        shown = tuple(each for each in step.fields if _can_be_asked(step, each, context))
        left_out += len(step.fields) - len(shown)
        named = {each.id for each in shown}
        requirements = tuple(each for each in step.requirements if each.questions() <= named)
        steps.append(replace(step, fields=shown, requirements=requirements))
    return replace(spec, steps=tuple(steps)), left_out


def _can_be_asked(step: StepSpec, question: FieldSpec, context: AnsweringContext) -> bool:
    """Tell whether a question can be drawn and answered at all: half a question may raise anything."""
    if question.type in CHOOSING and not question.choices:
        return False
    alone = replace(step, fields=(question,), requirements=(), condition=None)
    try:
        get_field_type(question.type).first_control_of(question)
        form_class: type[StepForm] = step_form_class(alone, context.language, ())
        form_class({}, prefix=step.id, context=context).is_valid()
        str(form_class(prefix=step.id, context=context))
        CompiledWizard(0, 0, WizardSpec(key="bureau.one", title={}, summary={}, steps=(alone,)))
    except Exception:  # noqa: BLE001 - whatever half a question makes its type raise is the finding
        return False
    return True
