"""A definition survives becoming a draft and coming back: every plugin's wizard, and random ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from portal.definitions.building.reading import read_draft
from portal.definitions.building.writing import write_draft
from portal.definitions.offers import offered_wizards
from portal.definitions.spec import WizardSpec
from portal.sdk.testing.strategies import wizard_specs

OFFERED = {spec.key: spec for _plugin, _version, spec in offered_wizards()}


@pytest.mark.parametrize("key", sorted(OFFERED))
def test_a_plugins_wizard_comes_back(key: str) -> None:
    read = read_draft(write_draft(OFFERED[key]))

    assert read.spec == OFFERED[key]
    assert read.faults == ()


@pytest.mark.proof
@settings(max_examples=200)
@given(wizard_specs())
def test_a_random_wizard_comes_back(spec: WizardSpec) -> None:
    read = read_draft(write_draft(spec))

    assert read.spec == spec
    assert read.faults == ()
