"""What a change means for a draft: every cell of the table, through definitions and answers that bring it about."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from portal.definitions.compiled import CompiledWizard
from portal.definitions.differences import find_differences
from portal.definitions.evaluation import HeldAnswers
from portal.definitions.fields import AnsweringContext
from portal.definitions.impact import (
    DECISIONS,
    AnswerState,
    DraftPlan,
    Nature,
    Treatment,
    nature_of,
    plan_move,
)
from portal.definitions.rules.build import answer, as_of, eq, lt
from portal.definitions.scenario_spec import ExpectedSpec, ScenarioSpec
from portal.definitions.spec import (
    ChoiceSpec,
    DeclarationSpec,
    DraftPolicy,
    FieldSpec,
    RefusalSpec,
    StepKind,
    StepSpec,
    WizardSpec,
)
from portal.definitions.texts import text

NOBODY = lt(as_of(), date(1900, 1, 1))
RED, BLUE = (
    ChoiceSpec(value="red", label=text("Red", "Rojo")),
    ChoiceSpec(value="blue", label=text("Blue", "Azul")),
)
PAINT = FieldSpec(id="paint", type="choice", label=text("Paint", "Pintura"), choices=(RED, BLUE))
SEATS = FieldSpec(id="seats", type="integer", label=text("Seats", "Plazas"))
NOTE = FieldSpec(id="note", type="text", label=text("Note", "Nota"), required=False)
CAR = StepSpec(id="car", title=text("Car", "Coche"), fields=(PAINT, SEATS))
MORE = StepSpec(id="more", title=text("More", "Más"), fields=(NOTE,))
STATEMENT = DeclarationSpec(version="1", statement=text("I do.", "Sí."), accept=text("Yes", "Sí"))
PROMISE = StepSpec(
    id="promise",
    title=text("Promise", "Promesa"),
    kind=StepKind.DECLARATION,
    declaration=STATEMENT,
)
SPEC = WizardSpec(
    key="test.park",
    title=text("Park", "Aparcar"),
    summary=text("Park it.", "Apárquelo."),
    steps=(CAR, MORE, PROMISE),
    renews=("professional",),
    closes_on=date(2026, 5, 31),
)
LATER = replace(SPEC, closes_on=date(2026, 6, 30))
NOTED = replace(NOTE, id="noted")
CONTEXT = AnsweringContext(on=date(2026, 5, 1), language="en")
NOTHING: Mapping[str, HeldAnswers] = {}
CHECKED = {
    "car": HeldAnswers({"paint": "red", "seats": 4}, {}, is_checked=True, version=3),
    "more": HeldAnswers({"note": "mine"}, {}, is_checked=True, version=1),
    "promise": HeldAnswers({"promise": "1"}, {}, is_checked=True, version=1),
}
TYPING = {
    "car": HeldAnswers({}, {"paint": ["red"], "seats": ["many"]}, version=0),
    "promise": HeldAnswers({}, {"accepted": ["on"]}, version=0),
}


def changed(step: StepSpec, **facts: Any) -> WizardSpec:
    """Return the definition with one step that says something else."""
    steps = tuple(replace(step, **facts) if each is step else each for each in SPEC.steps)
    return replace(SPEC, steps=steps)


def seats(**facts: Any) -> WizardSpec:
    """Return the definition with another question about seats."""
    return changed(CAR, fields=(PAINT, replace(SEATS, **facts)))


def plan(
    new: WizardSpec, held: Mapping[str, HeldAnswers], choices: Mapping[str, Treatment] | None = None
) -> DraftPlan:
    """Return what becomes of a draft."""
    return plan_move(
        old=CompiledWizard(1, 1, SPEC),
        new=CompiledWizard(2, 2, new),
        changes=find_differences(SPEC, new),
        held=held,
        context=CONTEXT,
        choices=choices or {},
    )


@dataclass(frozen=True)
class Cell:
    """A change and a draft that meet in one cell of the table."""

    new: WizardSpec
    held: Mapping[str, HeldAnswers]


FEWER = {"options": {"max": 2}}
ONLY_BLUE = changed(CAR, fields=(replace(PAINT, choices=(BLUE,)), SEATS))
RENAMED = seats(label=text("How many?", "¿Cuántas?"))
ADDED = changed(CAR, fields=(PAINT, SEATS, replace(NOTE, id="owner", required=True)))
ADDED_FREELY = changed(CAR, fields=(PAINT, SEATS, replace(NOTE, id="owner")))
OTHER_WORDS = changed(PROMISE, declaration=replace(STATEMENT, version="2"))
SAME_VERSION = changed(
    PROMISE, declaration=replace(STATEMENT, statement=text("I do so.", "Así es."))
)
SCENARIO = ScenarioSpec(
    id="car", name=text("One", "Uno"), on="2026-05-01", expected=ExpectedSpec(steps=("car",))
)
TRIED = replace(SPEC, scenarios=(SCENARIO,))
FALLEN = {**CHECKED, "car": replace(CHECKED["car"], answers={"paint": "red", "seats": "x"})}
CELLS: dict[tuple[Nature, AnswerState], Cell] = {
    (Nature.WORDING, AnswerState.EMPTY): Cell(RENAMED, NOTHING),
    (Nature.WORDING, AnswerState.TYPED): Cell(RENAMED, TYPING),
    (Nature.WORDING, AnswerState.STANDS): Cell(RENAMED, CHECKED),
    (Nature.WORDING, AnswerState.FALLS): Cell(RENAMED, FALLEN),
    (Nature.ADDITION, AnswerState.EMPTY): Cell(ADDED, NOTHING),
    (Nature.ADDITION, AnswerState.TYPED): Cell(ADDED, TYPING),
    (Nature.ADDITION, AnswerState.STANDS): Cell(ADDED_FREELY, CHECKED),
    (Nature.ADDITION, AnswerState.FALLS): Cell(ADDED, CHECKED),
    (Nature.REMOVAL, AnswerState.EMPTY): Cell(ONLY_BLUE, NOTHING),
    (Nature.REMOVAL, AnswerState.TYPED): Cell(ONLY_BLUE, TYPING),
    (Nature.REMOVAL, AnswerState.STANDS): Cell(changed(CAR, fields=(PAINT,)), CHECKED),
    (Nature.REMOVAL, AnswerState.FALLS): Cell(ONLY_BLUE, CHECKED),
    (Nature.LOGIC, AnswerState.EMPTY): Cell(seats(**FEWER), NOTHING),
    (Nature.LOGIC, AnswerState.TYPED): Cell(seats(**FEWER), TYPING),
    (Nature.LOGIC, AnswerState.STANDS): Cell(seats(options={"max": 9}), CHECKED),
    (Nature.LOGIC, AnswerState.FALLS): Cell(seats(**FEWER), CHECKED),
    (Nature.MEANING, AnswerState.EMPTY): Cell(seats(type="text"), NOTHING),
    (Nature.MEANING, AnswerState.TYPED): Cell(seats(type="text"), TYPING),
    (Nature.MEANING, AnswerState.STANDS): Cell(seats(sensitive=True), CHECKED),
    (Nature.MEANING, AnswerState.FALLS): Cell(seats(type="yes_no"), CHECKED),
    (Nature.STATEMENT, AnswerState.EMPTY): Cell(OTHER_WORDS, NOTHING),
    (Nature.STATEMENT, AnswerState.TYPED): Cell(OTHER_WORDS, TYPING),
    (Nature.STATEMENT, AnswerState.STANDS): Cell(SAME_VERSION, CHECKED),
    (Nature.STATEMENT, AnswerState.FALLS): Cell(OTHER_WORDS, CHECKED),
    (Nature.TERMS, AnswerState.EMPTY): Cell(replace(SPEC, renews=()), NOTHING),
    (Nature.TERMS, AnswerState.STANDS): Cell(replace(SPEC, renews=()), CHECKED),
    (Nature.EXTENSION, AnswerState.EMPTY): Cell(LATER, NOTHING),
    (Nature.EXTENSION, AnswerState.STANDS): Cell(LATER, CHECKED),
    (Nature.REVIEW, AnswerState.EMPTY): Cell(replace(SPEC, private=(NOTED,)), NOTHING),
    (Nature.REVIEW, AnswerState.STANDS): Cell(replace(SPEC, private=(NOTED,)), CHECKED),
    (Nature.PROOF, AnswerState.EMPTY): Cell(TRIED, NOTHING),
    (Nature.PROOF, AnswerState.STANDS): Cell(TRIED, CHECKED),
}
OF_THE_WHOLE = {
    (nature, state)
    for nature in (Nature.TERMS, Nature.EXTENSION, Nature.REVIEW, Nature.PROOF)
    for state in (AnswerState.TYPED, AnswerState.FALLS)
}
"""A service's terms, days, reviewers' questions and scenarios meet a draft as a whole: it has begun or it has not."""


def test_table_has_every_cell_and_each_is_brought_about() -> None:
    cells = {(nature, state) for nature in Nature for state in AnswerState}

    assert {(nature, state) for nature in DECISIONS for state in DECISIONS[nature]} == cells
    assert set(CELLS) | OF_THE_WHOLE == cells


@pytest.mark.parametrize("cell", CELLS, ids=[f"{nature}-{state}" for nature, state in CELLS])
def test_each_cell_decides_what_becomes_of_a_draft(cell: tuple[Nature, AnswerState]) -> None:
    nature, state = cell
    found = plan(CELLS[cell].new, CELLS[cell].held)
    (touch,) = (each for each in found.touches if nature_of(each.change) is nature)

    assert (touch.state, touch.treatment) == (state, DECISIONS[nature][state])
    assert found.moves is (touch.treatment is not Treatment.KEEP)
    step = touch.change.step
    assert (step in found.asked_again) is (touch.treatment is Treatment.ASK_AGAIN)


@pytest.mark.parametrize(
    ("facts", "nature"),
    [
        ({"closes_on": date(2026, 5, 30)}, Nature.TERMS),
        ({"closes_on": None}, Nature.EXTENSION),
        ({"opens_on": date(2026, 1, 1)}, Nature.TERMS),
        ({"drafts": DraftPolicy.MANY}, Nature.TERMS),
        ({"access": (RefusalSpec(when=NOBODY, message=NOTE.label),)}, Nature.TERMS),
    ],
)
def test_less_time_and_other_terms_keep_a_draft_where_it_is(
    facts: dict[str, Any], nature: Nature
) -> None:
    (change,) = find_differences(SPEC, replace(SPEC, **facts))

    assert nature_of(change) is nature


@pytest.mark.parametrize(
    ("before", "after", "nature"),
    [
        (date(2026, 2, 1), date(2026, 1, 1), Nature.EXTENSION),
        (date(2026, 2, 1), None, Nature.EXTENSION),
        (date(2026, 2, 1), date(2026, 3, 1), Nature.TERMS),
    ],
)
def test_first_day_gives_time_where_it_comes_earlier(
    before: date, after: date | None, nature: Nature
) -> None:
    old, new = (replace(SPEC, opens_on=day) for day in (before, after))
    (change,) = find_differences(old, new)

    assert nature_of(change) is nature


def test_nothing_changes_where_only_words_do() -> None:
    assert plan(RENAMED, CHECKED).steps == CHECKED


def test_what_is_asked_again_waits_as_typing_to_be_confirmed() -> None:
    found = plan(ADDED, CHECKED)

    assert found.steps["car"] == HeldAnswers(
        {}, {"paint": ["red"], "seats": ["4"]}, is_checked=False, version=3
    )
    assert found.steps["more"] == CHECKED["more"]


def test_statement_in_other_words_is_accepted_anew() -> None:
    assert plan(OTHER_WORDS, CHECKED).steps["promise"] == HeldAnswers({}, {}, version=1)


def test_answer_goes_with_its_question_to_another_step() -> None:
    new = replace(
        SPEC,
        steps=(replace(CAR, fields=(PAINT,)), replace(MORE, fields=(NOTE, SEATS)), PROMISE),
    )

    steps = plan(new, CHECKED).steps

    assert steps["car"].answers == {"paint": "red"}
    assert steps["more"] == HeldAnswers({"note": "mine", "seats": 4}, {}, True, 1)
    assert plan(new, {"car": CHECKED["car"]}).steps["more"] == HeldAnswers(
        {"seats": 4}, {}, is_checked=False, version=0
    )


def test_typing_goes_with_its_question_too() -> None:
    new = replace(
        SPEC,
        steps=(replace(CAR, fields=(PAINT,)), replace(MORE, fields=(NOTE, SEATS)), PROMISE),
    )

    steps = plan(new, TYPING).steps

    assert steps["car"].unfinished == {"paint": ["red"]}
    assert steps["more"].unfinished == {"seats": ["many"]}


def test_step_that_is_gone_holds_nothing() -> None:
    found = plan(replace(SPEC, steps=(CAR, PROMISE)), CHECKED)

    assert set(found.steps) == {"car", "promise"}
    assert found.asked_again == ()


def test_answer_hidden_by_a_new_condition_is_no_fault() -> None:
    found = plan(changed(MORE, condition=eq(answer("paint"), "blue")), CHECKED)

    assert found.steps["more"] == CHECKED["more"]
    assert [each.state for each in found.touches] == [AnswerState.STANDS]


@pytest.mark.parametrize("treatment", Treatment)
def test_somebody_decides_otherwise_for_one_change(treatment: Treatment) -> None:
    (change,) = find_differences(SPEC, RENAMED)

    found = plan(RENAMED, CHECKED, {change.key: treatment})

    assert found.touches[0].treatment is treatment
    assert found.moves is (treatment is not Treatment.KEEP)
    assert found.asked_again == (("car",) if treatment is Treatment.ASK_AGAIN else ())


@pytest.mark.parametrize("held", [NOTHING, TYPING, CHECKED, FALLEN])
def test_scenarios_alone_never_touch_a_draft(held: Mapping[str, HeldAnswers]) -> None:
    found = plan(TRIED, held)

    assert [each.treatment for each in found.touches] == [Treatment.CARRY]
    assert (found.moves, found.asked_again, found.steps) == (True, (), held)
