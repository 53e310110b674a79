"""The scenarios of the built-in services notice a rule that is gone: each rule has one that fails without it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from portal.definitions.placed_rules import PlacedRule, RuleRole
from portal.definitions.scenarios import check_scenarios
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal_plugins.certification.wizards import RENEW_PROFESSIONAL
from portal_plugins.coaching_permits.wizards import RENEW
from portal_plugins.early_childhood_registry.wizards import JOIN

SERVICES = (RENEW_PROFESSIONAL, RENEW, JOIN)
LEAST = 3
ALIKE = {"first_aid.first_aid_method"}
"""Made by the same function as the rule about CPR, which has a scenario."""


def placed_rules() -> Iterator[tuple[WizardSpec, PlacedRule]]:
    """Yield every rule of every service."""
    for spec in SERVICES:
        for step in spec.steps:
            yield from ((spec, placed) for placed in step.placed_rules())


def without(spec: WizardSpec, placed: PlacedRule) -> WizardSpec:
    """Return the service without one of its rules."""

    def question(each: FieldSpec) -> FieldSpec:
        if each.id != placed.part:
            return each
        if placed.role is RuleRole.REFUSAL:
            return replace(each, refusals=())
        return replace(each, condition=None)

    def step(each: StepSpec) -> StepSpec:
        if each.id != placed.step:
            return each
        if placed.role is RuleRole.STEP:
            return replace(each, condition=None)
        return replace(each, fields=tuple(map(question, each.fields)))

    return replace(spec, steps=tuple(map(step, spec.steps)))


RULES = [(spec, placed) for spec, placed in placed_rules() if placed.place not in ALIKE]


@pytest.mark.parametrize(("spec", "placed"), RULES, ids=[each.place for _spec, each in RULES])
def test_each_rule_has_a_scenario_that_fails_without_it(
    spec: WizardSpec, placed: PlacedRule
) -> None:
    errors = check_scenarios(without(spec, placed))

    assert {each.name for each in errors} == {"failing_scenario"}
    assert any(placed.step in each.detail for each in errors)


@pytest.mark.parametrize("spec", SERVICES, ids=[spec.key for spec in SERVICES])
def test_each_service_has_a_case_that_is_taken_and_one_that_is_refused(spec: WizardSpec) -> None:
    refused = [bool(each.expected.not_accepted) for each in spec.scenarios]

    assert len(refused) >= LEAST
    assert set(refused) == {True, False}
    assert check_scenarios(spec) == []
