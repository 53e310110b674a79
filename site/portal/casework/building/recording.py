"""Records the run of a preview as a scenario of the draft, and removes one: each makes a new revision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.definitions.building.drafts import data_of
from portal.definitions.building.naming import make_name
from portal.definitions.building.publishing import settle_names
from portal.definitions.building.reading import read_draft
from portal.definitions.compiled import CompiledWizard
from portal.definitions.scenario_data import dump_scenario
from portal.definitions.scenario_spec import ScenarioSpec
from portal.definitions.scenarios import expect_what_comes
from portal.records.wizards.drafts import WizardDraft

__all__ = ["ScenarioRefusedError", "forget_scenario", "record_run"]


class ScenarioRefusedError(ValueError):
    """The run cannot be recorded; the message tells the editor why."""


@transaction.atomic
def record_run(
    *, draft_id: int, scenario: ScenarioSpec, name: Mapping[str, str], actor: Any
) -> None:
    """Add a scenario with what the run comes to now; the ids that it speaks of are settled.

    Raises ScenarioRefusedError without a name in each language, or where the draft cannot be run yet.
    """
    if not all(name.values()):
        raise ScenarioRefusedError(_("Give the scenario a name in each language."))
    row = WizardDraft.objects.select_for_update().get(pk=draft_id)
    draft = row.get_latest_revision_as_object()
    read = read_draft(data_of(draft))
    taken = {str(each.get("id")) for each in draft.scenarios}
    scenario_id = make_name(name["en"], taken=taken, otherwise="scenario")
    named = replace(scenario, id=scenario_id, name=dict(name))
    try:
        recorded = expect_what_comes(named, CompiledWizard(0, 0, read.spec))
    except Exception as error:  # whatever half a question makes its type raise
        raise ScenarioRefusedError(
            _("It cannot be recorded while questions are unfinished.")
        ) from error
    settle_names(row, read)
    draft.names = row.names
    draft.scenarios = [*draft.scenarios, dump_scenario(recorded)]
    draft.save_revision(user=actor)


@transaction.atomic
def forget_scenario(*, draft_id: int, scenario_id: str, actor: Any) -> None:
    """Remove a scenario of a draft; nothing happens where there is none of that id."""
    row = WizardDraft.objects.select_for_update().get(pk=draft_id)
    draft = row.get_latest_revision_as_object()
    left = [each for each in draft.scenarios if each.get("id") != scenario_id]
    if len(left) != len(draft.scenarios):
        draft.scenarios = left
        draft.save_revision(user=actor)
