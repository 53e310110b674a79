"""A trace reads back to the same evaluation, names every rule that was judged, and hides what is sensitive."""

import json
from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.definitions.compiled import CompiledWizard
from portal.definitions.fields import AnsweringContext
from portal.definitions.rules import Facts, evaluate
from portal.definitions.rules.build import answer, call, eq, gt
from portal.definitions.rules.trace import evaluation_from_data
from portal.definitions.spec import FieldSpec, RefusalSpec, StepSpec, WizardSpec
from portal.definitions.texts import text
from portal.definitions.tracing import (
    describe_asked,
    describe_trace,
    trace_answers,
    trace_asked,
)
from portal.sdk.testing.cast import made_context
from portal.sdk.testing.strategies import answers_to, wizard_specs
from portal_plugins.demo.vouching import VOUCHING

CONTEXT = AnsweringContext(on=date(2026, 5, 1), language="en")
SECRET = FieldSpec(
    id="secret", type="text", label=text("Secret", "Secreto"), sensitive=True, required=False
)
SEATS = FieldSpec(
    id="seats",
    type="integer",
    label=text("Seats", "Plazas"),
    refusals=(RefusalSpec(when=gt(answer("seats"), 9), message=text("Too many.", "Demasiadas.")),),
)
NOTE = FieldSpec(
    id="note",
    type="text",
    label=text("Note", "Nota"),
    condition=eq(answer("secret"), "x"),
)
SPEC = WizardSpec(
    key="test.park",
    title=text("Park", "Aparcar"),
    summary=text("Park it.", "Apárquelo."),
    steps=(
        StepSpec(id="car", title=text("Car", "Coche"), fields=(SECRET, SEATS, NOTE)),
        StepSpec(
            id="bus",
            title=text("Bus", "Autobús"),
            condition=gt(answer("seats"), 7),
            fields=(replace(NOTE, id="line", condition=None),),
        ),
    ),
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_trace_reads_back_to_the_same_evaluation(data: st.DataObject) -> None:
    spec = data.draw(wizard_specs())
    context = made_context(spec)
    flat = data.draw(answers_to(spec, context)).flat
    for rule in spec.rules():
        evaluation = evaluate(rule, Facts(flat, context.record, context.on))
        kept = json.loads(json.dumps(evaluation.to_data()))
        assert evaluation_from_data(rule, kept) == evaluation


def test_every_rule_that_was_judged_is_named_and_sensitive_values_are_not() -> None:
    compiled = CompiledWizard(1, 1, SPEC)

    trace = trace_answers(compiled, {"car": {"secret": "hush", "seats": 4}}, CONTEXT)

    assert [(each["about"], each["step"], each["part"], each["truth"]) for each in trace] == [
        ("refusal", "car", "seats", "false"),
        ("question", "car", "note", "false"),
        ("step", "bus", "", "false"),
    ]
    assert "hush" not in json.dumps(trace)
    lines = describe_trace(SPEC, trace, "en")
    assert [(line.where, line.outcome) for line in lines] == [
        ("Car › Seats", "The answer was not refused"),
        ("Car › Note", "This question was not asked"),
        ("Bus", "This part was not asked"),
    ]
    assert lines[2].reasons == ("Seats is more than 7: no (Seats: 4)",)
    assert "not shown" in lines[1].reasons[0]


def test_trace_of_another_definition_leaves_out_what_has_no_place() -> None:
    trace = trace_answers(CompiledWizard(1, 1, SPEC), {"car": {"seats": 4}}, CONTEXT)

    assert describe_trace(replace(SPEC, steps=SPEC.steps[:0]), trace, "en") == []


@pytest.mark.parametrize("is_group", [True, False])
def test_column_that_is_sensitive_by_itself_or_with_its_group_is_not_shown(is_group: bool) -> None:
    code = FieldSpec(
        id="code", type="integer", label=text("Code", "Código"), sensitive=not is_group
    )
    group = FieldSpec(
        id="cars", type="rows", label=text("Cars", "Coches"), rows=(code,), sensitive=is_group
    )
    ask = replace(NOTE, condition=gt(call("sum", answer("cars.code")), 5))
    spec = replace(SPEC, steps=(replace(SPEC.steps[0], fields=(group, ask)),))

    trace = trace_answers(
        CompiledWizard(1, 1, spec), {"car": {"cars": [{"code": 8123}], "note": "x"}}, CONTEXT
    )

    assert [each["truth"] for each in trace] == ["true"]
    assert "8123" not in json.dumps(trace)


EMPLOYER = VOUCHING.steps[0]
GIVEN = {"works_here": True, "since": "2024-05"}


def test_what_somebody_else_is_asked_is_traced_with_their_own_answers_in_both_languages() -> None:
    trace = trace_asked(CompiledWizard(1, 1, VOUCHING), EMPLOYER.id, GIVEN, on=CONTEXT.on)

    assert [(each["about"], each["part"], each["truth"]) for each in trace] == [
        ("question", "since", "true"),
        ("refusal", "since", "false"),
    ]
    asked, refused = describe_asked(EMPLOYER, json.loads(json.dumps(trace)), "en")
    assert (asked.where, asked.outcome) == (
        "Confirmation by your employer › Since which month?",
        "This question was asked",
    )
    assert asked.reasons == (
        "Does the applicant work for you? is yes: yes (Does the applicant work for you?: yes)",
    )
    assert refused.outcome == "The answer was not refused"
    with override("es"):
        spanish = describe_asked(EMPLOYER, trace, "es")
    assert spanish[0].where == "Confirmación de su empleador › ¿Desde qué mes?"
    assert spanish[0].outcome == "Esta pregunta se hizo"
    assert "¿Trabaja esa persona con usted?" in spanish[0].reasons[0]


def test_question_that_somebody_else_was_not_asked_is_traced_and_sensitive_answers_are_not_shown() -> (
    None
):
    assert EMPLOYER.request is not None
    works, *others = EMPLOYER.request.asked
    code = replace(SECRET, id="code", required=False)
    note = replace(NOTE, condition=eq(answer("code"), "x"))
    request = replace(EMPLOYER.request, asked=(works, *others, code, note))
    spec = replace(VOUCHING, steps=(replace(EMPLOYER, request=request),), scenarios=())

    given = {"works_here": False, "code": "hush"}
    trace = trace_asked(CompiledWizard(1, 1, spec), EMPLOYER.id, given, on=CONTEXT.on)

    assert [(each["about"], each["part"], each["truth"]) for each in trace] == [
        ("question", "since", "false"),
        ("question", "note", "false"),
    ]
    assert "hush" not in json.dumps(trace)
