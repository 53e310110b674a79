"""Publishing what all plugins define: one that is unsound is named and parked, and stops no other."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.casework.building.tasks import list_tasks
from portal.definitions.building.drafts import data_of
from portal.definitions.building.publishing import find_draft_faults
from portal.definitions.building.reading import read_draft
from portal.definitions.bundles import BundleError, read_bundle
from portal.definitions.publishing import UnsoundDefinitionError, publish_wizard
from portal.definitions.serialization import content_hash, dump_wizard
from portal.definitions.spec import Applicants, DraftPolicy
from portal.plugins.parking import Stage, list_parked
from portal.records.wizards.models import Wizard
from portal.users.models import User
from tests.factories.drafts import COURSE, make_draft
from tests.unit.portal.plugins.conftest import Install, install, write_plugin

__all__ = ["install", "write_plugin"]

pytestmark = pytest.mark.django_db

WIZARDS = """
from portal.sdk.wizards import Applicants, DraftPolicy, FieldSpec, StepSpec, WizardSpec, text

ASKED = FieldSpec(id="n", type="{kind}", label=text("N", "N"))
WIZARDS = [
    WizardSpec(
        key="{name}.ask",
        title=text("Ask", "Pida"),
        summary=text("Ask for it.", "Pídalo."),
        steps=(StepSpec(id="one", title=text("One", "Uno"), fields=(ASKED,)),),
        applicants=Applicants.{applicants},
        drafts=DraftPolicy.MANY,
    )
]
"""
EFFECTS = 'EFFECTS = {{"{key}": object()}}'
FEES = """
from portal.sdk.fees import FeeRequest, ServiceFees

FEES = {{"{key}": ServiceFees(usual=(FeeRequest("review"),))}}
"""
OPEN = replace(COURSE, applicants=Applicants.ANYBODY, drafts=DraftPolicy.MANY)


def wizards(name: str, *, kind: str = "integer", applicants: str = "SIGNED_IN") -> str:
    """Return a plugin's module of one wizard."""
    return WIZARDS.format(name=name, kind=kind, applicants=applicants)


def test_unsound_wizard_is_named_and_stops_no_other(
    write_plugin: Callable[..., str], install: Install
) -> None:
    install(
        write_plugin("sync_unsound", wizards=wizards("sync_unsound", kind="nothing")),
        write_plugin("sync_sound", wizards=wizards("sync_sound")),
    )
    said = StringIO()

    with pytest.raises(CommandError, match="sync_unsound: "):
        call_command("sync_plugins", stdout=said)

    assert [each.stage for each in list_parked()] == [Stage.DEFINITION]
    assert said.getvalue().splitlines() == ["sync_sound.ask version 1"]


def test_wizard_for_anybody_is_not_published_where_its_plugin_works_out_a_fee(
    write_plugin: Callable[..., str], install: Install
) -> None:
    names = {"sync_open": "ANYBODY", "sync_signed_in": "SIGNED_IN"}
    for name, applicants in names.items():
        asked = wizards(name, applicants=applicants)
        write_plugin(name, wizards=asked, fees=FEES.format(key=f"{name}.ask"))
    install(*names)
    said = StringIO()

    with pytest.raises(CommandError, match=r"^sync_open: .*plugin_fee_without_account sync_open$"):
        call_command("sync_plugins", stdout=said)

    assert said.getvalue().splitlines() == ["sync_signed_in.ask version 1"]


def test_wizard_for_anybody_is_not_published_where_its_plugin_has_effects(
    write_plugin: Callable[..., str], install: Install
) -> None:
    names = {"sync_effects_open": "ANYBODY", "sync_effects": "SIGNED_IN"}
    for name, applicants in names.items():
        asked = wizards(name, applicants=applicants)
        write_plugin(name, wizards=asked, effects=EFFECTS.format(key=f"{name}.ask"))
    install(*names)
    said = StringIO()

    with pytest.raises(CommandError, match=r"^sync_effects_open: .*plugin_effect_without_account"):
        call_command("sync_plugins", stdout=said)

    assert said.getvalue().splitlines() == ["sync_effects.ask version 1"]


def test_editor_is_told_before_publishing_that_a_plugin_has_effects(
    write_plugin: Callable[..., str], install: Install, editor: User
) -> None:
    install(write_plugin("sync_acting", effects=EFFECTS.format(key=OPEN.key)))
    read = read_draft(data_of(make_draft(editor, OPEN)))

    assert [task.what for task in list_tasks(read)] == [
        "A plugin changes a person's record after it: without an account there is none."
    ]
    definition = dump_wizard(OPEN)
    bundle = {"format": 1, "definition": definition, "content_hash": content_hash(definition)}
    with pytest.raises(BundleError, match="plugin_effect_without_account sync_acting"):
        read_bundle(json.dumps(bundle))


def test_editor_is_told_before_publishing_that_a_plugin_works_out_a_fee(
    write_plugin: Callable[..., str], install: Install, editor: User
) -> None:
    install(write_plugin("sync_charging", fees=FEES.format(key=OPEN.key)))
    read = read_draft(data_of(make_draft(editor, OPEN)))

    assert [task.what for task in list_tasks(read)] == [
        "A plugin works out a fee for it: without an account nobody pays a fee."
    ]
    with pytest.raises(UnsoundDefinitionError, match="plugin_fee_without_account sync_charging"):
        publish_wizard(
            spec=OPEN,
            origin=Wizard.Origin.EDITOR,
            required_plugins={},
            actor_id=None,
            at=timezone.now(),
        )


def test_fees_module_that_fails_stops_no_publication_of_others(
    write_plugin: Callable[..., str], install: Install, editor: User
) -> None:
    install(write_plugin("sync_broken_fees", fees="FEES = None"))

    assert find_draft_faults(read_draft(data_of(make_draft(editor, OPEN)))) == []
