"""The JSON Schema of a definition takes every definition there is, and knows each thing that one can say."""

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from portal.definitions.fee_spec import FeeSpec
from portal.definitions.message_spec import MessageSpec
from portal.definitions.offers import offered_wizards
from portal.definitions.scenario_spec import (
    ExpectedSpec,
    HeldCredentialSpec,
    HeldDocumentSpec,
    ScenarioSpec,
)
from portal.definitions.schema import MOST_FAULTS, find_faults_of_shape, get_schema
from portal.definitions.serialization import dump_wizard
from portal.definitions.spec import (
    ChoiceSpec,
    DeclarationSpec,
    FieldSpec,
    RefusalSpec,
    RequestSpec,
    RequirementSpec,
    StepKind,
    StepSpec,
    WizardSpec,
)
from portal.sdk.testing.strategies import wizard_specs

OFFERED = {spec.key: spec for _plugin, _version, spec in offered_wizards()}
SHAPES = {
    "wizard": WizardSpec,
    "step": StepSpec,
    "field": FieldSpec,
    "choice": ChoiceSpec,
    "refusal": RefusalSpec,
    "requirement": RequirementSpec,
    "declaration": DeclarationSpec,
    "request": RequestSpec,
    "fee": FeeSpec,
    "message": MessageSpec,
    "scenario": ScenarioSpec,
    "held_credential": HeldCredentialSpec,
    "held_document": HeldDocumentSpec,
    "expected": ExpectedSpec,
}
OTHERWISE = {"required": "optional"}
"""What the canonical form calls otherwise than the dataclass does."""


def test_schema_is_one() -> None:
    Draft202012Validator.check_schema(get_schema())


@pytest.mark.parametrize("key", OFFERED)
def test_wizards_of_the_plugins_have_the_shape(key: str) -> None:
    assert find_faults_of_shape(dump_wizard(OFFERED[key])) == []


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(spec=wizard_specs())
def test_random_definitions_have_the_shape(spec: WizardSpec) -> None:
    assert find_faults_of_shape(dump_wizard(spec)) == []


@pytest.mark.parametrize("name", SHAPES)
def test_schema_names_what_a_definition_can_say_and_nothing_else(name: str) -> None:
    said = {OTHERWISE.get(each.name, each.name) for each in fields(SHAPES[name])}

    assert set(get_schema()["$defs"][name]["properties"]) - {"schema_version"} == said


def test_schema_knows_every_kind_of_step() -> None:
    assert get_schema()["$defs"]["step"]["properties"]["kind"]["enum"] == list(StepKind)


def test_faults_are_named_by_their_path_and_not_without_end() -> None:
    definition: dict[str, Any] = dump_wizard(next(iter(OFFERED.values())))
    definition["steps"][0]["title"] = {"en": 7}

    (fault,) = find_faults_of_shape(definition)

    assert (fault.name, fault.place) == ("wrong_shape", "steps.0.title.en")
    definition["steps"] = [{}] * 90
    assert len(find_faults_of_shape(definition)) == MOST_FAULTS
