"""Definitions of earlier schemas stay readable for ever, step by step, and nothing that is stored is touched."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from portal.definitions import serialization, upgrades
from portal.definitions.serialization import (
    DefinitionFormatError,
    content_hash,
    dump_wizard,
    load_wizard,
)
from portal.definitions.spec import SCHEMA_VERSION
from portal.definitions.upgrades import UPGRADES, upgrade_definition
from portal_plugins.certification.wizards import WIZARDS

STORED = sorted((Path(__file__).parent / "stored").glob("*.json"))
"""Definitions as this project has stored them, by key and the beginning of the digest; none is ever changed."""
SPEC = WIZARDS[0]


def read(file: Path) -> dict[str, Any]:
    """Return a stored definition."""
    data: dict[str, Any] = json.loads(file.read_text())
    return data


@pytest.mark.parametrize("file", STORED, ids=lambda file: file.name)
def test_stored_definition_stays_readable_and_unchanged(file: Path) -> None:
    data = read(file)

    spec = load_wizard(data)

    key, digest = file.name.removesuffix(".json").rsplit(".", 1)
    assert spec.key == key
    assert content_hash(data)[:12] == digest
    assert [step.id for step in spec.steps] == [step["id"] for step in data["steps"]]


def test_every_schema_has_its_step_and_a_stored_definition() -> None:
    assert set(UPGRADES) == set(range(1, SCHEMA_VERSION))
    assert {read(file)["schema_version"] for file in STORED} == set(range(1, SCHEMA_VERSION + 1))


def each_question(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the questions of a definition."""
    return [question for step in data["steps"] for question in step.get("fields", ())]


def say_what_is_optional(data: dict[str, Any]) -> dict[str, Any]:
    """Make of a schema that said what is required the next, which says what may be left empty."""
    for question in each_question(data):
        if not question.pop("required"):
            question["optional"] = True
    return data


def call_them_hints(data: dict[str, Any]) -> dict[str, Any]:
    """Make of a schema that had helps the next, which calls them hints."""
    for question in each_question(data):
        if "help" in question:
            question["hint"] = question.pop("help")
    return data


def as_two_schemas_ago() -> dict[str, Any]:
    """Return the renewal as a portal would have stored it two schemas ago."""
    data = deepcopy(dump_wizard(SPEC)) | {"schema_version": 1}
    for question in each_question(data):
        question["required"] = not question.pop("optional", False)
        if "hint" in question:
            question["help"] = question.pop("hint")
    return data


@pytest.fixture
def third_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the present schema be the third, two steps after the first."""
    monkeypatch.setattr(upgrades, "SCHEMA_VERSION", 3)
    monkeypatch.setattr(serialization, "SCHEMA_VERSION", 3)
    monkeypatch.setattr(upgrades, "UPGRADES", {1: say_what_is_optional, 2: call_them_hints})


@pytest.mark.usefixtures("third_schema")
def test_older_definition_goes_through_every_step_and_stays_as_it_was() -> None:
    stored = as_two_schemas_ago()
    digest = content_hash(stored)

    upgraded = upgrade_definition(stored)

    assert upgraded == dump_wizard(SPEC)
    assert load_wizard(stored) == SPEC
    assert content_hash(stored) == digest


@pytest.mark.usefixtures("third_schema")
def test_definition_between_both_takes_only_the_steps_that_are_left() -> None:
    between = say_what_is_optional(as_two_schemas_ago()) | {"schema_version": 2}

    assert load_wizard(between) == SPEC


@pytest.mark.usefixtures("third_schema")
def test_older_definition_would_be_misread_without_its_steps() -> None:
    misread = load_wizard(as_two_schemas_ago() | {"schema_version": 3})

    assert misread != SPEC


def test_present_definition_is_given_back_itself() -> None:
    data = dump_wizard(SPEC)

    assert upgrade_definition(data) is data


@pytest.mark.parametrize("schema", [4, 0, -1, True, "1", 1.0, None])
@pytest.mark.usefixtures("third_schema")
def test_schema_that_is_newer_or_none_is_refused_by_name(schema: object) -> None:
    with pytest.raises(DefinitionFormatError, match="is not known; this portal reads 3"):
        load_wizard(dump_wizard(SPEC) | {"schema_version": schema})


@pytest.mark.parametrize("change", [{"steps": None}, {"steps": [{"fields": [{}]}]}, {"steps": 7}])
@pytest.mark.usefixtures("third_schema")
def test_older_definition_that_is_not_what_its_schema_says_is_refused(
    change: dict[str, Any],
) -> None:
    with pytest.raises(DefinitionFormatError, match="cannot be read as one of schema 1"):
        load_wizard(as_two_schemas_ago() | change)


@pytest.mark.usefixtures("third_schema")
def test_step_that_is_missing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrades, "UPGRADES", {1: say_what_is_optional})

    with pytest.raises(DefinitionFormatError, match="schema 2"):
        load_wizard(as_two_schemas_ago())
