"""Answers re-checked in one pass: conditions, hidden answers, days and limits."""

from dataclasses import replace
from datetime import date
from typing import Any

from portal.definitions.compiled import CompiledWizard
from portal.definitions.evaluation import (
    HeldAnswers,
    applicable_steps,
    earlier_values,
    evaluate_answers,
)
from portal.definitions.fields import AnsweringContext
from portal.definitions.readback import read_back
from portal.definitions.rules.build import answer, call, eq, gt
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text

T = text("Text", "Texto")
ON = date(2026, 3, 1)
CONTEXT = AnsweringContext(on=ON, language="en")
SPEC = WizardSpec(
    key="demo.it",
    title=T,
    summary=T,
    steps=(
        StepSpec(
            id="one",
            title=T,
            fields=(
                FieldSpec(id="moved", type="yes_no", label=text("Have you moved?", "¿Se mudó?")),
                FieldSpec(
                    id="moved_on",
                    type="date",
                    label=text("When?", "¿Cuándo?"),
                    condition=eq(answer("moved"), True),
                    options={"latest": "today"},
                ),
            ),
        ),
        StepSpec(
            id="two",
            title=T,
            condition=eq(answer("moved"), True),
            fields=(FieldSpec(id="town", type="text", label=text("Town", "Localidad")),),
        ),
    ),
)
COMPILED = CompiledWizard(1, 1, SPEC)


def held(**steps: dict[str, Any]) -> dict[str, HeldAnswers]:
    """Return stored answers, each checked when it was saved."""
    return {step: HeldAnswers(answers, {}, True, 1) for step, answers in steps.items()}


def test_answers_that_hold_together_stand() -> None:
    stored = held(one={"moved": True, "moved_on": "2026-02-01"}, two={"town": "Avon"})

    found = evaluate_answers(COMPILED, stored, CONTEXT)

    assert found.is_complete
    assert found.answers == {
        "one": {"moved": True, "moved_on": "2026-02-01"},
        "two": {"town": "Avon"},
    }


def test_answer_to_a_question_that_was_not_asked_does_not_stand() -> None:
    stored = held(one={"moved": False, "moved_on": "2026-02-01"}, two={"town": "Avon"})

    found = evaluate_answers(COMPILED, stored, CONTEXT)

    assert found.answers == {"one": {"moved": False}}
    assert [step.id for step in found.steps] == ["one"]


def test_answer_that_has_become_wrong_is_named() -> None:
    stored = held(one={"moved": True, "moved_on": "2026-03-02"}, two={"town": "Avon"})

    found = evaluate_answers(COMPILED, stored, CONTEXT)

    assert found.first_problem == "one"
    assert found.problems["one"]["moved_on"] == ["Enter a date no later than March 1, 2026."]


def test_step_that_is_missing_is_a_problem() -> None:
    assert evaluate_answers(COMPILED, {}, CONTEXT).first_problem == "one"


def test_step_with_unchecked_typing_is_a_problem() -> None:
    stored = {"one": HeldAnswers({"moved": False}, {"moved": ["yes"]}, True, 1)}

    assert evaluate_answers(COMPILED, stored, CONTEXT).first_problem == "one"


def test_step_applies_only_while_its_condition_holds() -> None:
    yes, no = held(one={"moved": True}), held(one={"moved": False})

    assert [step.id for step in applicable_steps(COMPILED, yes, CONTEXT)] == ["one", "two"]
    assert [step.id for step in applicable_steps(COMPILED, no, CONTEXT)] == ["one"]
    assert [step.id for step in applicable_steps(COMPILED, {}, CONTEXT)] == ["one"]


def test_rules_of_a_step_read_what_they_ask_for_of_the_steps_before_that_apply() -> None:
    asks = {"id": "town", "type": "text", "label": T, "condition": eq(answer("moved"), True)}
    later = StepSpec(id="later", title=T, fields=(FieldSpec(**asks),))
    compiled = CompiledWizard(1, 1, replace(SPEC, steps=(*SPEC.steps[:1], later)))
    stored = held(one={"moved": True, "moved_on": "2026-02-01"}, later={"town": "Avon"})
    steps = compiled.spec.steps

    assert earlier_values(compiled, "later", steps, stored, CONTEXT) == {"moved": True}
    assert earlier_values(compiled, "later", steps[1:], stored, CONTEXT) == {}
    assert earlier_values(compiled, "one", steps, stored, CONTEXT) == {}
    assert earlier_values(compiled, "review", steps, stored, CONTEXT) == {}


def test_what_is_calculated_is_worked_out_from_all_that_it_rests_on() -> None:
    hours = FieldSpec(id="hours", type="integer", label=T)
    doubled = FieldSpec(
        id="doubled",
        type="calculated",
        label=T,
        required=False,
        options={"gives": "integer"},
        calculation=call("multiply", answer("hours"), 2),
    )
    why = FieldSpec(id="why", type="text", label=T)
    first = StepSpec(id="first", title=T, fields=(hours, doubled))
    more = StepSpec(id="more", title=T, condition=gt(answer("doubled"), 9), fields=(why,))
    compiled = CompiledWizard(1, 1, replace(SPEC, steps=(first, more)))
    planted = held(first={"hours": 5, "doubled": 0})

    steps = applicable_steps(compiled, planted, CONTEXT)

    assert [step.id for step in steps] == ["first", "more"]
    assert earlier_values(compiled, "more", steps, planted, CONTEXT)["doubled"] == 10


def test_read_back_shows_what_was_asked_in_the_readers_language() -> None:
    spanish = AnsweringContext(on=ON, language="es")
    answers = {"one": {"moved": False}}

    sections = read_back([SPEC.steps[0]], answers, spanish)

    assert [(line.label, line.answer) for line in sections[0].lines] == [("¿Se mudó?", "No")]
