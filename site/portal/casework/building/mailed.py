"""The part of a preview that shows what is mailed about an application, each message as it would go out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from portal.definitions.building.previews import name_of
from portal.definitions.message_words import MESSAGES
from portal.definitions.scenario_spec import ScenarioSpec
from portal.definitions.spec import WizardSpec
from portal.notifications.previewing import preview_messages

__all__ = ["MAILED", "show_mailed"]

MAILED = "what-is-mailed"
"""What is picked to see it; no step can have this id."""


def show_mailed(spec: WizardSpec, scenario: ScenarioSpec, language: str) -> dict[str, Any]:
    """Return the variables of the page: each message with what editors call it."""
    mailed = preview_messages(
        spec, language=language, applicant=name_of(scenario), on=date.fromisoformat(scenario.on)
    )
    return {
        "title": _("What is mailed"),
        "mailed": [(MESSAGES[each.kind], each) for each in mailed],
    }
