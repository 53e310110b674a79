"""A scenario that cannot be judged is a named error with its place, never a traceback."""

from dataclasses import fields, replace
from datetime import date
from typing import Any, cast

import pytest

from portal.definitions.scenario_checks import SHAPES
from portal.definitions.scenario_spec import HeldDocumentSpec, ScenarioSpec
from portal.definitions.scenarios import check_scenarios
from portal.definitions.spec import FieldSpec, StepSpec
from tests.factories.scenarios import HELD, SPEC, USUAL, T, answering, expecting

NOT_JSON = (
    'scenario "usual": unreadable_scenario it cannot be stored: '
    "Object of type date is not JSON serializable"
)


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"id": "Not An Id"}, 'scenario "Not An Id": bad_scenario_id Not An Id'),
        ({"id": 5}, 'scenario "5": unreadable_scenario id: 5'),
        ({"name": {"en": "English"}}, 'scenario "usual": missing_text es'),
        ({"name": "English"}, "scenario \"usual\": unreadable_scenario name: 'English'"),
        ({"on": "2026-02-30"}, "scenario \"usual\": unreadable_scenario on: '2026-02-30'"),
        ({"on": "20260302"}, "scenario \"usual\": unreadable_scenario on: '20260302'"),
        (
            {"on": date(2026, 3, 2)},
            'scenario "usual": unreadable_scenario on: datetime.date(2026, 3, 2)',
        ),
        (
            {"answers": {"permit": 5}},
            "scenario \"usual\": unreadable_scenario answers: {'permit': 5}",
        ),
        ({"credentials": ("x",)}, "scenario \"usual\": unreadable_scenario credentials: ('x',)"),
        (
            {"credentials": (replace(HELD, expires_on="soon"),)},
            "scenario \"usual\": unreadable_scenario HeldCredentialSpec.expires_on: 'soon'",
        ),
        (
            {"documents": (HeldDocumentSpec(id="a", kind=cast("str", None)),)},
            'scenario "usual": unreadable_scenario HeldDocumentSpec.kind: None',
        ),
        ({"expected": None}, 'scenario "usual": unreadable_scenario expected: None'),
        (
            {"expected": expecting(steps="permit")},
            "scenario \"usual\": unreadable_scenario expected.steps: 'permit'",
        ),
        (
            {"answers": answering(training={"hours": date(2026, 3, 2)})},
            NOT_JSON,
        ),
        (
            {"record": {"person.shoe_size": "44"}},
            'scenario "usual": unknown_path_in_scenario person.shoe_size',
        ),
        (
            {"record": {"credential.renewal_hours": 15}},
            'scenario "usual": path_of_credential_in_scenario credential.renewal_hours',
        ),
        (
            {"record": {"person.email": 5}},
            'scenario "usual": wrong_type_in_scenario person.email: 5',
        ),
        (
            {"record": {"person.email": None}},
            'scenario "usual": wrong_type_in_scenario person.email: None',
        ),
        (
            {"answers": answering(lost={"x": 1})},
            'scenario "usual": unknown_step_in_scenario lost',
        ),
        (
            {"answers": answering(training={"hours": 15, "days": 2})},
            'scenario "usual": unknown_field_in_scenario training.days',
        ),
        (
            {"answers": answering(promise={"accepted": "7"})},
            'scenario "usual": unknown_field_in_scenario promise.accepted',
        ),
        (
            {"expected": expecting(steps=("permit", "lost"))},
            'scenario "usual": unknown_step_in_scenario steps: lost',
        ),
        (
            {"expected": expecting(not_accepted=("lost.hours",))},
            'scenario "usual": unknown_step_in_scenario not_accepted: lost.hours',
        ),
        (
            {"expected": expecting(not_accepted=("training.days",))},
            'scenario "usual": unknown_field_in_scenario not_accepted: training.days',
        ),
        (
            {"expected": expecting(needed=("papers.card",))},
            'scenario "usual": unknown_requirement_in_scenario needed: papers.card',
        ),
    ],
)
def test_scenario_that_cannot_be_judged_is_a_named_error(facts: dict[str, Any], error: str) -> None:
    spec = replace(SPEC, scenarios=(replace(USUAL, **facts),))

    assert [str(each) for each in check_scenarios(spec)] == [error]


def test_what_is_no_scenario_is_named() -> None:
    broken = replace(SPEC, scenarios=(cast("ScenarioSpec", "usual"),))

    assert [str(each) for each in check_scenarios(broken)] == [
        "scenarios: unreadable_scenario 'usual' is none"
    ]


def test_two_scenarios_of_one_id_are_named_once() -> None:
    twice = replace(SPEC, scenarios=(USUAL, USUAL, USUAL))

    assert [str(each) for each in check_scenarios(twice)] == [
        'scenario "usual": duplicate_scenario'
    ]


def test_answer_that_no_application_could_hold_is_named() -> None:
    inner = FieldSpec(id="hours", type="integer", label=T)
    rows = FieldSpec(id="rows", type="rows", label=T, rows=(inner,))
    step = StepSpec(id="one", title=T, fields=(rows,))
    scenario = replace(USUAL, answers={"one": {"rows": [5]}}, expected=expecting(steps=("one",)))
    scenario = replace(scenario, expected=replace(scenario.expected, needed=()))

    (error,) = check_scenarios(replace(SPEC, steps=(step,), scenarios=(scenario,)))

    assert (error.name, error.place) == ("unjudged_scenario", 'scenario "usual"')
    assert error.detail.startswith("TypeError: ")


def test_every_attribute_of_a_scenario_has_its_shape() -> None:
    for kind, shape in SHAPES.items():
        assert {each.name for each in fields(kind)} == set(shape)
