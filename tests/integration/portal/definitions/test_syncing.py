"""Publishing what all plugins define: one that is unsound is named and parked, and stops no other."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.plugins.parking import Stage, list_parked
from tests.unit.portal.plugins.conftest import Install, install, write_plugin

__all__ = ["install", "write_plugin"]

pytestmark = pytest.mark.django_db

WIZARDS = """
from portal.sdk.wizards import FieldSpec, StepSpec, WizardSpec, text

ASKED = FieldSpec(id="n", type="{kind}", label=text("N", "N"))
WIZARDS = [
    WizardSpec(
        key="{name}.ask",
        title=text("Ask", "Pida"),
        summary=text("Ask for it.", "Pídalo."),
        steps=(StepSpec(id="one", title=text("One", "Uno"), fields=(ASKED,)),),
    )
]
"""


def test_unsound_wizard_is_named_and_stops_no_other(
    write_plugin: Callable[..., str], install: Install
) -> None:
    install(
        write_plugin("sync_unsound", wizards=WIZARDS.format(name="sync_unsound", kind="nothing")),
        write_plugin("sync_sound", wizards=WIZARDS.format(name="sync_sound", kind="integer")),
    )
    said = StringIO()

    with pytest.raises(CommandError, match="sync_unsound: "):
        call_command("sync_plugins", stdout=said)

    assert [each.stage for each in list_parked()] == [Stage.DEFINITION]
    assert said.getvalue().splitlines() == ["sync_sound.ask version 1"]
