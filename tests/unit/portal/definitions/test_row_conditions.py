"""Questions of a row that are asked on what the same row says: checked, stored, read back, traced by that."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from portal.definitions.checks import check_wizard
from portal.definitions.compiled import CompiledWizard
from portal.definitions.difference_words import describe_changes
from portal.definitions.differences import find_differences
from portal.definitions.evaluation import HeldAnswers, evaluate_answers
from portal.definitions.fields import AnsweringContext, get_field_type
from portal.definitions.forms import StepForm, raw_data
from portal.definitions.readback import read_back
from portal.definitions.rules import Rule
from portal.definitions.rules.build import (
    answer,
    as_of,
    call,
    eq,
    ge,
    gt,
    in_row,
    is_answered,
    lt,
    none_of,
    one_of,
    record,
)
from portal.definitions.scenario_spec import ExpectedSpec, ScenarioSpec
from portal.definitions.scenarios import check_scenarios
from portal.definitions.serialization import dump_wizard, load_wizard
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text
from portal.definitions.tracing import describe_trace, trace_answers
from portal.sdk.testing.reaching import find_unreachable
from portal.sdk.testing.samples import list_accepted
from tests.factories.conditions import ask, options

CONTEXT = AnsweringContext(on=date(2026, 3, 1), language="en")
KIND = ask("kind", "choice", choices=options("course", "other"))
OTHER = ask("other", "text", eq(in_row("kind"), "other"))
HOURS = ask("hours", "integer", required=False)
PROOF = ask("proof", "text", ge(in_row("hours"), 20))
WHY = ask("why", "text", none_of(lt(in_row("hours"), 20)), required=False)
GROUP = ask("training", "rows", rows=(KIND, OTHER, HOURS, PROOF, WHY), options={"max_rows": 3})
MANY = ask("many", "text", gt(call("sum", answer("training.hours")), 30), required=False)
NOTED = ask("noted", "text", is_answered(answer("training.proof")), required=False)
SAID = text("Training", "Formación")


def wizard(*questions: FieldSpec, **facts: Any) -> WizardSpec:
    """Return a wizard of one step."""
    step = StepSpec(id="one", title=SAID, fields=questions)
    return WizardSpec(key="demo.it", title=SAID, summary=SAID, steps=(step,), **facts)


def with_condition(condition: Rule, *columns: FieldSpec) -> WizardSpec:
    """Return a wizard whose group has a last column on a condition."""
    last = ask("last", "text", condition)
    return wizard(ask("outer", "text"), replace(GROUP, rows=(*(columns or (KIND, HOURS)), last)))


SPEC = wizard(GROUP, MANY, NOTED)
COMPILED = CompiledWizard(1, 1, SPEC)


def post(*rows: dict[str, Any], **more: str) -> StepForm:
    """Return the step's form with rows posted."""
    data = QueryDict(mutable=True)
    for place, row in enumerate(rows):
        for name, value in row.items():
            data[f"one-training-{place}-{name}"] = str(value)
    for name, value in more.items():
        data[f"one-{name}"] = value
    return COMPILED.form_class("one", "en")(data, prefix="one", context=CONTEXT)


def test_what_a_row_does_not_ask_is_neither_checked_nor_stored() -> None:
    form = post(
        {"kind": "course", "other": "x" * 500, "hours": 5, "proof": "no", "why": "no"},
        {"kind": "other", "other": "Reading", "hours": 20, "proof": "A letter", "why": "It helps"},
    )

    assert form.is_valid(), form.errors
    assert form.stored()["training"] == [
        {"kind": "course", "hours": 5},
        {"kind": "other", "other": "Reading", "hours": 20, "proof": "A letter", "why": "It helps"},
    ]


def test_what_a_row_asks_is_missed_there_and_nowhere_else() -> None:
    form = post({"kind": "course", "hours": 5}, {"kind": "other", "hours": 40})
    group = form["training"]

    assert form.errors == {"training": ["Correct what is marked in the rows."]}
    shown = group.field.shown_forms(group.value(), group.html_name, checked=True)
    assert [list(row.errors) for row in shown] == [[], ["other", "proof"], []]


def test_rule_over_what_a_row_leaves_open_is_unknown_and_asks_nothing() -> None:
    form = post({"kind": "course", "proof": "no", "why": "no"})

    assert form.is_valid(), form.errors
    assert form.stored()["training"] == [{"kind": "course"}]


def test_rule_over_a_question_that_is_not_asked_is_unknown() -> None:
    chained = ask("tail", "text", eq(in_row("other"), "x"))
    spec = wizard(replace(GROUP, rows=(KIND, OTHER, chained)))
    data = QueryDict("one-training-0-kind=course&one-training-0-other=x&one-training-0-tail=y")
    form = CompiledWizard(1, 1, spec).form_class("one", "en")(data, prefix="one", context=CONTEXT)

    assert form.is_valid(), form.errors
    assert form.stored() == {"training": [{"kind": "course"}]}


def test_row_of_which_nothing_is_asked_that_was_typed_is_none() -> None:
    spec = wizard(replace(GROUP, required=False, rows=(HOURS, PROOF)))
    form_class = CompiledWizard(1, 1, spec).form_class("one", "en")
    form = form_class(QueryDict("one-training-0-proof=x"), prefix="one", context=CONTEXT)

    assert form.is_valid(), form.errors
    assert form.stored() == {}
    needed = CompiledWizard(1, 1, wizard(replace(GROUP, rows=(HOURS, PROOF))))
    form = needed.form_class("one", "en")(form.data, prefix="one", context=CONTEXT)
    assert form.errors == {"training": ["Enter at least one row."]}


def test_rules_outside_see_what_is_not_asked_as_open() -> None:
    row = {"kind": "course", "hours": 31, "proof": "A letter"}
    told = {"many": "yes", "noted": "yes"}

    forms = [post(row, **told), post(row | {"hours": 3}, **told)]
    assert [form.is_valid() for form in forms] == [True, True]
    assert [list(form.stored()) for form in forms] == [["training", "many", "noted"], ["training"]]


def test_condition_may_read_the_record_and_the_day() -> None:
    date_or_record = (eq(record("person.address_state"), "CT"), lt(as_of(), date(2026, 2, 1)))
    asked = []
    for condition in date_or_record:
        spec = with_condition(condition)
        assert check_wizard(spec) == []
        form_class = CompiledWizard(1, 1, spec).form_class("one", "en")
        context = replace(CONTEXT, record={"person.address_state": "CT"})
        data = QueryDict("one-outer=x&one-training-0-kind=course&one-training-0-last=x")
        form = form_class(data, prefix="one", context=context)
        assert form.is_valid(), form.errors
        asked.append("last" in form.stored()["training"][0])
    assert asked == [True, False]


@pytest.mark.parametrize(
    ("condition", "name", "detail"),
    [
        (eq(in_row("later"), "x"), "use_before_definition", "row.later"),
        (eq(in_row("last"), "x"), "reads_itself", "row.last"),
        (gt(call("sum", answer("training.hours")), 3), "reads_other_rows", "training.hours"),
        (gt(answer("training"), 1), "reads_other_rows", "training"),
        (eq(answer("outer"), "x"), "reads_outside_row", "outer"),
        (eq(answer("kind"), "x"), "reads_outside_row", "kind"),
        (eq(call("none.such", in_row("kind")), "x"), "missing_plugin", "none for none.such"),
        (gt(in_row("kind"), 3), "type_clash", "text and integer"),
        (one_of(in_row("hours"), 3, 3), "repeated_choice", "choices.1"),
    ],
)
def test_unsound_condition_is_named_with_its_place(condition: Rule, name: str, detail: str) -> None:
    found = check_wizard(with_condition(condition))

    assert [(each.name, each.place) for each in found] == [(name, "one.training.last")]
    assert detail in found[0].detail


def test_row_is_read_within_its_group_alone() -> None:
    outside = wizard(GROUP, ask("late", "text", eq(in_row("kind"), "other")))
    group = wizard(replace(GROUP, id="row"))

    assert [str(each) for each in check_wizard(outside)] == [
        "one.late: use_before_definition row.kind"
    ]
    assert "bad_field_id" in {each.name for each in check_wizard(group)}
    assert check_wizard(wizard(replace(HOURS, id="row"))) == []


ROWS = [
    {"kind": "other", "other": "Reading", "hours": 5},
    {"kind": "course", "hours": 40, "proof": "A letter"},
]


def test_stored_rows_stand_and_a_row_that_lacks_what_it_asks_does_not() -> None:
    for rows, stands in ((ROWS, True), ([ROWS[1] | {"kind": "other"}], False)):
        held = {"one": HeldAnswers({"training": rows}, {}, True, 1)}
        assert evaluate_answers(COMPILED, held, CONTEXT).is_complete is stands
    data = QueryDict(mutable=True)
    data.update(raw_data(SPEC.steps[0], {"training": ROWS}, "one"))
    form = COMPILED.form_class("one", "en")(data, prefix="one", context=CONTEXT)
    assert form.stored() == {"training": ROWS} if form.is_valid() else form.errors == {}


def test_rows_are_read_back_with_what_each_was_asked() -> None:
    (section,) = read_back(SPEC.steps, {"one": {"training": ROWS}}, CONTEXT)

    assert section.lines[0].answer == (
        "1. Kind: other; Other: Reading; Hours: 5\n2. Kind: course; Hours: 40; Proof: A letter"
    )


def test_each_row_has_its_trace_in_words() -> None:
    trace = trace_answers(COMPILED, {"one": {"training": ROWS}}, CONTEXT)
    lines = [line for line in describe_trace(SPEC, trace, "en") if "Other" in line.where]

    assert [(line.where, line.outcome, line.reasons) for line in lines] == [
        (
            "Training › Training 1 › Other",
            "This question was asked",
            ("Kind is other: yes (Kind: other)",),
        ),
        (
            "Training › Training 2 › Other",
            "This question was not asked",
            ("Kind is other: no (Kind: course)",),
        ),
    ]


@pytest.mark.parametrize("is_group", [True, False])
def test_sensitive_questions_of_a_row_stand_in_no_trace(is_group: bool) -> None:
    code = ask("code", "integer", sensitive=not is_group)
    late = ask("late", "text", gt(in_row("code"), 5))
    spec = wizard(replace(GROUP, rows=(code, late), sensitive=is_group))

    rows = [{"code": 8123, "late": "x"}]
    trace = trace_answers(CompiledWizard(1, 1, spec), {"one": {"training": rows}}, CONTEXT)

    assert [each["truth"] for each in trace] == ["true"]
    assert "8123" not in str(trace)


def test_changed_condition_is_told_in_words_and_asks_again_where_rows_fall() -> None:
    other = replace(PROOF, condition=ge(in_row("hours"), 10))
    new = wizard(replace(GROUP, rows=(KIND, OTHER, HOURS, other, WHY)), MANY, NOTED)
    (line,) = describe_changes(find_differences(SPEC, new), old=SPEC, new=new, language="en")

    assert str(line) == (
        "Training › Training › Proof: Asked only if: Hours is at least 20 → Hours is at least 10"
    )


def test_definition_is_the_same_after_storage() -> None:
    assert load_wizard(dump_wizard(SPEC)) == SPEC
    assert check_wizard(SPEC) == []


def test_scenario_judges_what_rows_ask() -> None:
    scenario = ScenarioSpec(
        id="unproved",
        name=SAID,
        on="2026-03-01",
        answers={"one": {"training": [{"kind": "course", "hours": 20}]}},
        expected=ExpectedSpec(steps=("one",), not_accepted=("one.training",)),
    )
    assert check_scenarios(wizard(GROUP, MANY, scenarios=(scenario,))) == []
    without = wizard(replace(GROUP, rows=(KIND, OTHER, HOURS)), scenarios=(scenario,))
    assert [each.name for each in check_scenarios(without)] == ["failing_scenario"]


def test_samples_open_every_question_of_a_row() -> None:
    answers = list_accepted(GROUP, CONTEXT)

    assert {name for rows in answers for row in rows for name in row} == {
        inner.id for inner in GROUP.rows
    }
    assert list(find_unreachable(SPEC)) == []
    never = with_condition(gt(in_row("hours"), 5), replace(HOURS, options={"max": 4}))
    assert list(find_unreachable(never)) == ["one.training.last"]


def test_group_is_fitted_to_its_applicant() -> None:
    assert get_field_type("rows").is_fitted
