"""Texts that ask nothing, and values that the portal works out whatever is posted for them."""

from typing import Any

import pytest
from django.http import QueryDict

from portal.definitions.checks import check_wizard
from portal.definitions.compiled import CompiledWizard
from portal.definitions.evaluation import HeldAnswers, applicable_steps, evaluate_answers
from portal.definitions.readback import read_back
from portal.definitions.rules.build import answer, call, constant, ge, record
from portal.definitions.serialization import dump_wizard, load_wizard
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text
from tests.unit.portal.definitions.fields.answering import CONTEXT

T = text("Text", "Texto")
MONEY = {"gives": "money"}
TOTAL = call("add", answer("tuition"), answer("books"))


def ask(field_id: str, kind: str, **facts: Any) -> FieldSpec:
    """Return a question that is named as its id says."""
    return FieldSpec(id=field_id, type=kind, label=text(field_id, field_id), **facts)


COSTS = StepSpec(
    id="costs",
    title=T,
    fields=(
        ask("advice", "statement", hint=T),
        ask("tuition", "money"),
        ask("books", "money", required=False),
        ask("total", "calculated", calculation=TOTAL, options=MONEY),
    ),
)
HELP = StepSpec(
    id="help",
    title=T,
    condition=ge(answer("twice"), constant(1_000)),
    fields=(ask("why", "text"),),
)
TWICE = StepSpec(
    id="twice",
    title=T,
    fields=(
        ask(
            "twice",
            "calculated",
            calculation=call("multiply", answer("weeks"), 2),
            options={"gives": "integer"},
        ),
        ask("note", "text", required=False),
    ),
)
WEEKS = StepSpec(id="weeks", title=T, fields=(ask("weeks", "integer"),))


def compiled(*steps: StepSpec) -> CompiledWizard:
    """Return a wizard of these steps, which may be published."""
    spec = WizardSpec(key="demo.it", title=T, summary=T, steps=steps)
    assert check_wizard(spec) == []
    assert load_wizard(dump_wizard(spec)) == spec
    return CompiledWizard(1, 1, spec)


def post(wizard: CompiledWizard, step: str, **typed: str) -> Any:
    """Return the step's form with these texts in its boxes."""
    data = QueryDict(mutable=True)
    data.update({f"{step}-{name}": value for name, value in typed.items()})
    return wizard.form_class(step, "en")(data, prefix=step, context=CONTEXT)


def test_value_is_worked_out_whatever_is_posted_for_it() -> None:
    form = post(compiled(COSTS), "costs", tuition="$1,200", books="50.50", total="1", advice="2")

    assert form.is_valid()
    assert form.stored() == {"tuition": 120_000, "books": 5_050, "total": 125_050}
    assert form.result_of("total") == "$1,250.50"


def test_value_is_unknown_while_something_is_missing() -> None:
    form = post(compiled(COSTS), "costs", tuition="1200", total="1")

    assert form.is_valid()
    assert form.stored() == {"tuition": 120_000}
    assert form.result_of("total") == ""


def test_page_shows_the_value_before_it_is_posted() -> None:
    form_class = compiled(COSTS).form_class("costs", "en")
    stored = {"tuition": 120_000, "books": 1}

    form = form_class(prefix="costs", context=CONTEXT, kept=stored)

    assert form.result_of("total") == "$1,200.01"


def test_value_is_worked_out_anew_at_submit() -> None:
    wizard = compiled(COSTS)
    held = {"costs": HeldAnswers({"tuition": 100, "books": 1, "total": 7}, {}, True, 1)}

    evaluation = evaluate_answers(wizard, held, CONTEXT)

    assert evaluation.answers["costs"] == {"tuition": 100, "books": 1, "total": 101}


@pytest.mark.parametrize(("weeks", "has_help"), [(499, False), (500, True)])
def test_steps_follow_what_the_value_comes_to_now(weeks: int, has_help: bool) -> None:
    wizard = compiled(WEEKS, TWICE, HELP)
    held = {
        "weeks": HeldAnswers({"weeks": weeks}, {}, True, 1),
        "twice": HeldAnswers({"twice": 999}, {}, True, 1),
    }

    steps = [step.id for step in applicable_steps(wizard, held, CONTEXT)]

    assert ("help" in steps) is has_help


def test_read_back_has_the_value_and_no_line_for_a_text() -> None:
    (section,) = read_back([COSTS], {"costs": {"tuition": 100, "total": 101}}, CONTEXT)

    shown = {line.field_id: line.answer for line in section.lines}

    assert shown == {"tuition": "$1.00", "books": "Not answered", "total": "$1.01"}


def test_value_that_cannot_be_known_yet_is_read_back_as_that() -> None:
    (section,) = read_back([COSTS], {"costs": {"tuition": 100}}, CONTEXT)

    assert section.lines[-1].answer == "Not known yet"


def find_errors(*fields: FieldSpec) -> set[str]:
    """Return the names of what is wrong with a step of these questions."""
    step = StepSpec(id="one", title=T, fields=fields)
    spec = WizardSpec(key="demo.it", title=T, summary=T, steps=(step,))
    return {error.name for error in check_wizard(spec)}


def test_definition_is_refused_where_nothing_can_be_worked_out() -> None:
    hours = ask("hours", "integer")
    made = {
        "calculation_missing": [ask("it", "calculated", options=MONEY)],
        "not_calculated": [ask("it", "text", calculation=constant(1))],
        "use_before_definition": [ask("it", "calculated", calculation=answer("hours"), options=MONEY)],
        "no_result_type": [hours, ask("it", "calculated", calculation=answer("hours"))],
        "type_clash": [hours, ask("it", "calculated", calculation=answer("hours"), options=MONEY)],
        "unknown_path": [ask("it", "calculated", calculation=record("no.such"), options=MONEY)],
    }  # fmt: skip
    for name, fields in made.items():
        assert name in find_errors(*fields), name


def test_what_is_sensitive_is_worked_out_only_in_secret() -> None:
    pay = ask("pay", "money", sensitive=True)
    facts: Any = {"calculation": call("multiply", answer("pay"), 12), "options": MONEY}

    assert find_errors(pay, ask("year", "calculated", **facts)) == {"not_sensitive"}
    assert find_errors(pay, ask("year", "calculated", sensitive=True, **facts)) == set()


def test_text_takes_no_binding_and_no_rule_reads_it() -> None:
    bound = ask("it", "statement", binding="person.phone")
    asked = ask("town", "text", condition=ge(answer("it"), 1))

    assert find_errors(bound) == {"asks_nothing"}
    assert "use_before_definition" in find_errors(ask("it", "statement"), asked)
