"""Repeating groups: rows typed, checked, stored, read back and compared by rules."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from portal.definitions.checks import check_wizard
from portal.definitions.compiled import CompiledWizard
from portal.definitions.evaluation import HeldAnswers, evaluate_answers
from portal.definitions.fields import AnsweringContext
from portal.definitions.forms import StepForm, raw_data
from portal.definitions.readback import read_back
from portal.definitions.rules import FunctionName
from portal.definitions.rules.build import answer, call, lt, record
from portal.definitions.serialization import dump_wizard, load_wizard
from portal.definitions.spec import FieldSpec, RefusalSpec, StepSpec, WizardSpec
from portal.definitions.texts import text

T = text("Text", "Texto")
CONTEXT = AnsweringContext(
    on=date(2026, 3, 1), language="en", record={"credential.renewal_hours": 15}
)
COURSE = FieldSpec(id="course", type="text", label=text("Title", "Título"))
HOURS = FieldSpec(id="hours", type="integer", label=text("Hours", "Horas"), options={"min": 1})
DAY = FieldSpec(
    id="day", type="date", label=text("Day", "Día"), options={"latest": "today"}, required=False
)
TOO_FEW = RefusalSpec(
    when=lt(call(FunctionName.SUM, answer("training.hours")), record("credential.renewal_hours")),
    message=text(
        "Fewer than {credential.renewal_hours} hours.", "Menos de {credential.renewal_hours} horas."
    ),
)
TRAINING = FieldSpec(
    id="training",
    type="rows",
    label=text("Course", "Curso"),
    rows=(COURSE, HOURS, DAY),
    options={"max_rows": 3, "distinct": ["course"]},
    refusals=(TOO_FEW,),
)


def wizard(*questions: FieldSpec) -> WizardSpec:
    """Return a wizard of one step."""
    return WizardSpec(
        key="demo.it", title=T, summary=T, steps=(StepSpec(id="one", title=T, fields=questions),)
    )


SPEC = wizard(TRAINING)
COMPILED = CompiledWizard(1, 1, SPEC)
STORED = [{"course": "Heat", "hours": 10, "day": "2026-02-01"}, {"course": "Growth", "hours": 5}]


def post(*rows: dict[str, Any], at: tuple[int, ...] = ()) -> StepForm:
    """Return the step's form with rows posted at places, one after the other unless told."""
    data = QueryDict(mutable=True)
    for place, row in zip(at or range(len(rows)), rows, strict=True):
        for name, value in row.items():
            data[f"one-training-{place}-{name}"] = value
    return COMPILED.form_class("one", "en")(data, prefix="one", context=CONTEXT)


def typed(course: str = "Heat", hours: object = 15, **more: str) -> dict[str, Any]:
    """Return a row as typed."""
    return {"course": course, "hours": str(hours), **more}


def test_rows_are_stored_in_order_without_the_blank_ones() -> None:
    form = post(typed(hours=10), typed("Growth", 5), at=(0, 2))

    assert form.is_valid(), form.errors
    assert form.stored() == {
        "training": [{"course": "Heat", "hours": 10}, {"course": "Growth", "hours": 5}]
    }


def test_stored_rows_are_posted_again_as_they_were() -> None:
    data = QueryDict(mutable=True)
    data.update(raw_data(SPEC.steps[0], {"training": STORED}, "one"))
    form = COMPILED.form_class("one", "en")(data, prefix="one", context=CONTEXT)

    assert form.is_valid(), form.errors
    assert form.stored() == {"training": STORED}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "Enter at least one row."),
        ([typed(hours="many")], "Correct what is marked in the rows."),
        ([typed(course="")], "Correct what is marked in the rows."),
        ([typed(hours=0)], "Correct what is marked in the rows."),
        (
            [typed(day_month="3", day_day="2", day_year="2026")],
            "Correct what is marked in the rows.",
        ),
        (
            [typed("Heat", 8), typed("HEAT", 8)],
            "Row 2 repeats row 1. The same counts once.",
        ),
        ([typed(hours=14)], "Fewer than 15 hours."),
    ],
    ids=[
        "none",
        "no number",
        "open",
        "too small",
        "in the future",
        "repeated",
        "refused by a rule",
    ],
)
def test_wrong_rows_say_so(rows: list[dict[str, Any]], said: str) -> None:
    form = post(*rows)

    assert not form.is_valid()
    assert form.errors["training"] == [said]


def test_each_row_shows_its_own_error() -> None:
    group = post(typed(), typed("Growth", "many"))["training"]
    first, second, blank = group.field.shown_forms(group.value(), group.html_name, checked=True)

    assert not first.errors
    assert list(second.errors) == ["hours"]
    assert not blank.is_bound


def test_rows_beyond_the_most_are_not_controls_of_the_step() -> None:
    controls = COMPILED.form_class("one", "en").controls

    assert "training-2-hours" in controls
    assert "training-2-day_month" in controls
    assert "training-3-hours" not in controls


def test_what_was_typed_is_kept_unchecked() -> None:
    assert post(typed(hours="many")).raw() == {
        "training-0-course": ["Heat"],
        "training-0-hours": ["many"],
    }


@pytest.mark.parametrize(
    ("rows", "stands"),
    [(STORED, True), (STORED[:1], False), ([{"course": "Heat", "hours": "many"}], False)],
)
def test_stored_rows_are_checked_again(rows: list[dict[str, Any]], stands: bool) -> None:
    held = {"one": HeldAnswers({"training": rows}, {}, True, 1)}

    found = evaluate_answers(COMPILED, held, CONTEXT)

    assert found.is_complete is stands
    if stands:
        assert found.answers == {"one": {"training": rows}}


def test_rows_are_read_back_one_by_one() -> None:
    (section,) = read_back(SPEC.steps, {"one": {"training": STORED}}, CONTEXT)

    assert section.lines[0].control == "training-0-course"
    assert section.lines[0].answer == (
        "1. Title: Heat; Hours: 10; Day: Feb. 1, 2026\n2. Title: Growth; Hours: 5"
    )


def test_definition_with_rows_is_the_same_after_storage() -> None:
    assert load_wizard(dump_wizard(SPEC)) == SPEC
    assert check_wizard(SPEC) == []


NESTED = FieldSpec(id="group", type="rows", label=T, rows=(TRAINING,))
OFFERED = FieldSpec(
    id="group", type="rows", label=T, rows=(FieldSpec(id="held", type="credential", label=T),)
)


@pytest.mark.parametrize(
    ("question", "error"),
    [
        (FieldSpec(id="group", type="rows", label=T), "rows_without_questions"),
        (FieldSpec(id="group", type="text", label=T, rows=(COURSE,)), "not_a_group"),
        (FieldSpec(id="group", type="rows", label=T, rows=(COURSE, COURSE)), "duplicate_field"),
        (NESTED, "too_much_in_a_row"),
        (OFFERED, "too_much_in_a_row"),
        (
            FieldSpec(
                id="group",
                type="rows",
                label=T,
                rows=(COURSE,),
                refusals=(RefusalSpec(when=lt(answer("group.other"), 1), message=T),),
            ),
            "use_before_definition",
        ),
        (
            FieldSpec(
                id="group",
                type="integer",
                label=T,
                refusals=(RefusalSpec(when=lt(answer("group"), 1), message={"en": "No"}),),
            ),
            "missing_text",
        ),
    ],
)
def test_unsound_groups_are_named(question: FieldSpec, error: str) -> None:
    assert error in {found.name for found in check_wizard(wizard(question))}
