"""Definitions to JSON and back: nothing lost, one text for equal content, bad data refused by name."""

import json
from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation

from portal.definitions.schema import find_faults_of_shape
from portal.definitions.serialization import (
    DefinitionFormatError,
    ScenarioFormatError,
    canonical_json,
    content_hash,
    dump_wizard,
    load_wizard,
    without_scenarios,
)
from portal_plugins.certification.wizards import WIZARDS
from tests.factories.scenarios import HELD, USUAL
from tests.factories.scenarios import SPEC as PERMIT_WIZARD

SPEC = WIZARDS[0]


def test_definition_survives_json() -> None:
    assert load_wizard(json.loads(canonical_json(dump_wizard(SPEC)))) == SPEC


def test_how_it_is_reviewed_survives_json_and_is_left_out_where_nothing_is_said() -> None:
    reviewed = replace(SPEC, reviewers="records.verify_evidence", needs_settled_evidence=True)

    assert load_wizard(json.loads(canonical_json(dump_wizard(reviewed)))) == reviewed
    assert not {"reviewers", "needs_settled_evidence"} & dump_wizard(SPEC).keys()


def test_scenarios_survive_json_and_no_zero_is_lost() -> None:
    free = replace(HELD, renewal_hours=0)
    spec = replace(PERMIT_WIZARD, scenarios=(USUAL, replace(USUAL, id="b", credentials=(free,))))

    data = json.loads(canonical_json(dump_wizard(spec)))

    assert load_wizard(data) == spec
    assert find_faults_of_shape(data) == []
    assert data["scenarios"][1]["credentials"][0]["renewal_hours"] == 0
    assert load_wizard(without_scenarios(data)) == replace(spec, scenarios=())
    assert "scenarios" not in dump_wizard(replace(spec, scenarios=()))


@pytest.mark.parametrize(
    ("scenarios", "place"),
    [
        ({}, "scenarios"),
        (["usual"], 'scenario "1"'),
        ([{"id": "a", "name": {}}], 'scenario "a"'),
        ([{"id": "a", "name": {}, "on": "2026-03-02", "fees": 5}], 'scenario "a"'),
        ([{"id": "a", "name": {}, "on": "2026-03-02", "expected": {"fines": []}}], 'scenario "a"'),
        ([{"id": "a", "name": {}, "on": "2026-03-02", "credentials": [5]}], 'scenario "a"'),
    ],
)
def test_scenario_that_is_none_is_named_with_its_place(scenarios: Any, place: str) -> None:
    with pytest.raises(ScenarioFormatError) as caught:
        load_wizard({**dump_wizard(SPEC), "scenarios": scenarios})

    assert (caught.value.name, caught.value.place) == ("unreadable_scenario", place)


def test_service_of_no_minutes_can_be_read_again() -> None:
    at_once = replace(SPEC, minutes=0)

    assert load_wizard(json.loads(canonical_json(dump_wizard(at_once)))) == at_once


def test_hash_does_not_depend_on_who_is_looking() -> None:
    with translation.override("en"):
        english = content_hash(dump_wizard(SPEC))
    with translation.override("es"):
        spanish = content_hash(dump_wizard(SPEC))

    assert english == spanish


def test_canonical_json_does_not_depend_on_the_order_of_keys() -> None:
    assert (
        canonical_json({"b": 1, "a": "ñ"})
        == canonical_json({"a": "ñ", "b": 1})
        == '{"a":"ñ","b":1}'
    )


@pytest.mark.parametrize(
    "change",
    [
        {"schema_version": 99},
        {"schema_version": None},
        {"schema_version": "1"},
        {"steps": None},
        {"steps": [{}]},
        {"steps": [{"id": "a", "title": {}, "kind": "dance"}]},
        {"steps": [{"id": "a", "title": {}, "kind": "fields", "condition": {"never": 1}}]},
        {"minutes": ...},
    ],
)
def test_what_is_no_definition_is_refused_by_name(change: dict[str, Any]) -> None:
    data = dump_wizard(SPEC) | change
    broken = {key: value for key, value in data.items() if value is not ...}

    with pytest.raises(DefinitionFormatError):
        load_wizard(broken)
