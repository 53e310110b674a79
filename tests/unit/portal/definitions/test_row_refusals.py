"""Answers of a row that a rule of the same row refuses: said at that row and question, found again at every check."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.utils.translation import override

from portal.casework.building.state import say_rules
from portal.definitions.building.reading import read_draft
from portal.definitions.building.writing import write_draft
from portal.definitions.checks import check_wizard
from portal.definitions.compiled import CompiledWizard
from portal.definitions.difference_words import describe_changes
from portal.definitions.differences import find_differences
from portal.definitions.evaluation import HeldAnswers, evaluate_answers
from portal.definitions.fields import AnsweringContext
from portal.definitions.rules import Rule
from portal.definitions.rules.build import (
    all_of,
    answer,
    call,
    eq,
    gt,
    in_row,
    lt,
    record,
)
from portal.definitions.serialization import dump_wizard, load_wizard
from portal.definitions.spec import FieldSpec, RefusalSpec, StepSpec, WizardSpec
from portal.definitions.texts import text
from portal.definitions.tracing import describe_trace, trace_answers
from portal.sdk.testing.samples import list_accepted
from tests.factories.conditions import ask

CONTEXT = AnsweringContext(
    on=date(2026, 3, 1), language="en", record={"credential.renewal_hours": 15}
)
SAID = text("Training", "Formación")


def refused(when: Rule) -> tuple[RefusalSpec, ...]:
    """Return one refusal, which names a value of the records."""
    said = "It ended before it began; {credential.renewal_hours} hours are needed."
    return (RefusalSpec(when=when, message=text(said, "Terminó antes de empezar.")),)


def wizard(when: Rule, **more: Any) -> WizardSpec:
    """Return a wizard of one group, of which the second day is refused."""
    began = ask("began", "date")
    ended = ask("ended", "date", required=False, refusals=refused(when), **more)
    group = FieldSpec(id="training", type="rows", label=SAID, rows=(began, ended))
    step = StepSpec(id="one", title=SAID, fields=(ask("outer", "text", required=False), group))
    return WizardSpec(key="demo.it", title=SAID, summary=SAID, steps=(step,))


SPEC = wizard(lt(in_row("ended"), in_row("began")))
COMPILED = CompiledWizard(1, 1, SPEC)
RIGHT = {"began": "2026-01-02", "ended": "2026-01-03"}
WRONG = {"began": "2026-01-02", "ended": "2026-01-01"}


def post(*rows: dict[str, str]) -> Any:
    """Return the step's form with rows posted."""
    data = QueryDict(mutable=True)
    for place, row in enumerate(rows):
        for name, day in row.items():
            parts = dict(zip(("year", "month", "day"), day.split("-"), strict=True))
            for part, digits in parts.items():
                data[f"one-training-{place}-{name}_{part}"] = digits
    return COMPILED.form_class("one", "en")(data, prefix="one", context=CONTEXT)


def test_refusal_is_said_at_its_row_and_question_alone() -> None:
    form = post(RIGHT, WRONG, {"began": "2026-01-05"})
    group = form["training"]

    assert form.errors == {"training": ["Correct what is marked in the rows."]}
    shown = group.field.shown_forms(group.value(), group.html_name, checked=True)
    assert [dict(row.errors) for row in shown] == [
        {},
        {"ended": ["It ended before it began; 15 hours are needed."]},
        {},
        {},
    ]
    assert post(RIGHT, {"began": "2026-01-05"}).is_valid()


@pytest.mark.parametrize(("row", "stands"), [(RIGHT, True), (WRONG, False)])
def test_stored_row_that_is_refused_does_not_stand(row: dict[str, str], stands: bool) -> None:
    held = {"one": HeldAnswers({"training": [row]}, {}, True, 1)}

    assert evaluate_answers(COMPILED, held, CONTEXT).is_complete is stands


def test_trace_has_each_row_that_was_judged() -> None:
    rows = [RIGHT, {"began": "2026-01-05"}]
    trace = trace_answers(COMPILED, {"one": {"training": rows}}, CONTEXT)

    (line,) = describe_trace(SPEC, trace, "en")
    assert (line.where, line.outcome) == (
        "Training › Training 1 › Ended",
        "The answer was not refused",
    )


@pytest.mark.parametrize(
    ("when", "name"),
    [
        (gt(call("count", answer("training.ended")), 1), "reads_other_rows"),
        (eq(answer("outer"), "x"), "reads_outside_row"),
        (eq(in_row("lost"), "x"), "use_before_definition"),
        (gt(in_row("ended"), 3), "type_clash"),
        (all_of(lt(in_row("ended"), in_row("began")), gt(record("credential.renewal_hours"), 1)), ""),
    ],
)  # fmt: skip
def test_unsound_refusal_is_named_with_its_place(when: Rule, name: str) -> None:
    found = [(each.name, each.place) for each in check_wizard(wizard(when))]

    assert found == ([(name, "one.training.ended")] if name else [])


def test_refusal_without_its_words_is_refused() -> None:
    silent = tuple(
        replace(each, message={"en": "No."})
        for each in refused(eq(in_row("began"), in_row("ended")))
    )
    group = replace(
        SPEC.steps[0].fields[1], rows=(ask("began", "date"), ask("ended", "date", refusals=silent))
    )
    step = replace(SPEC.steps[0], fields=(group,))

    found = check_wizard(replace(SPEC, steps=(step,)))

    assert [str(each) for each in found] == ["one.training.ended: missing_text es"]


def test_definition_and_draft_are_the_same_after_storage() -> None:
    assert load_wizard(dump_wizard(SPEC)) == SPEC
    assert read_draft(write_draft(SPEC)).spec == SPEC


def test_refusal_is_told_in_words_to_editors() -> None:
    other = wizard(gt(in_row("began"), in_row("ended")))
    (line,) = describe_changes(find_differences(SPEC, other), old=SPEC, new=other, language="en")
    with override("en"):
        said = say_rules(SPEC, "en")

    assert line.before.startswith("Ended is before Began: It ended")
    assert said == {"one.training.ended": "Refused when: Ended is before Began"}


def test_samples_of_the_kit_are_not_refused() -> None:
    group = SPEC.steps[0].fields[1]

    assert any("ended" in row for rows in list_accepted(group, CONTEXT) for row in rows)
