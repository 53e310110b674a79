"""Records the run of a preview as a scenario of the draft, records one anew, removes one: each is a new revision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.definitions.building.drafts import data_of
from portal.definitions.building.locks import find_lock
from portal.definitions.building.naming import make_name
from portal.definitions.building.publishing import settle_names
from portal.definitions.building.reading import ReadDraft, read_draft
from portal.definitions.compiled import CompiledWizard
from portal.definitions.scenario_checks import without_lost
from portal.definitions.scenario_data import dump_scenario
from portal.definitions.scenario_spec import ScenarioSpec
from portal.definitions.scenarios import expect_what_comes
from portal.records.wizards.drafts import WizardDraft

__all__ = ["ScenarioRefusedError", "expect_anew", "forget_scenario", "record_run"]


class ScenarioRefusedError(ValueError):
    """The run cannot be recorded; the message tells the editor why."""


@transaction.atomic
def record_run(
    *, draft_id: int, scenario: ScenarioSpec, name: Mapping[str, str], actor: Any
) -> None:
    """Add a scenario with what the run comes to now, or put it in the place of the one that was walked again.

    The ids that it speaks of are settled.
    Raises ScenarioRefusedError without a name in each language, and where the draft is locked or cannot be run yet.
    """
    if not all(name.values()):
        raise ScenarioRefusedError(_("Give the scenario a name in each language."))
    row = _open(draft_id, actor)
    draft = row.get_latest_revision_as_object()
    read = read_draft(data_of(draft))
    ids = [str(each.get("id")) for each in draft.scenarios]
    if scenario.id not in ids:
        scenario_id = make_name(name["en"], taken=set(ids), otherwise="scenario")
        scenario = replace(scenario, id=scenario_id)
    _keep(row, draft, read, replace(scenario, name=dict(name)), actor)


@transaction.atomic
def expect_anew(*, draft_id: int, scenario_id: str, actor: Any) -> None:
    """Let a scenario expect what its answers come to now; nothing happens where there is none of that id.

    Raises ScenarioRefusedError where the draft is locked or cannot be run yet.
    """
    row = _open(draft_id, actor)
    draft = row.get_latest_revision_as_object()
    read = read_draft(data_of(draft))
    for scenario in read.spec.scenarios:
        if scenario.id == scenario_id:
            _keep(row, draft, read, scenario, actor)


def _open(draft_id: int, actor: Any) -> WizardDraft:
    row = WizardDraft.objects.select_for_update().get(pk=draft_id)
    if find_lock(row, actor) is not None:
        raise ScenarioRefusedError(
            _("Nothing was kept: somebody else has locked the draft, or it is in a review.")
        )
    return row


def _keep(
    row: WizardDraft, draft: WizardDraft, read: ReadDraft, scenario: ScenarioSpec, actor: Any
) -> None:
    """Store a scenario with what comes of it now, in the place of the one of its id or behind all.

    It answers no question that is gone.
    """
    try:
        asked = without_lost(scenario, read.spec)
        recorded = expect_what_comes(asked, CompiledWizard(0, 0, read.spec))
    except Exception as error:  # whatever half a question makes its type raise
        raise ScenarioRefusedError(
            _("It cannot be recorded while questions are unfinished.")
        ) from error
    settle_names(row, read)
    draft.names = row.names
    kept = {str(each.get("id")): each for each in draft.scenarios}
    draft.scenarios = [*{**kept, recorded.id: dump_scenario(recorded)}.values()]
    draft.save_revision(user=actor, log_action=True)


@transaction.atomic
def forget_scenario(*, draft_id: int, scenario_id: str, actor: Any) -> None:
    """Remove a scenario of a draft; nothing happens where there is none of that id.

    Raises ScenarioRefusedError where the draft is locked.
    """
    row = _open(draft_id, actor)
    draft = row.get_latest_revision_as_object()
    left = [each for each in draft.scenarios if each.get("id") != scenario_id]
    if len(left) != len(draft.scenarios):
        draft.scenarios = left
        draft.save_revision(user=actor, log_action=True)
