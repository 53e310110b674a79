"""Moves every draft of a wizard to a version in the background, and tells before what would become of them.

One draft at a time, each in a transaction of its own: where a worker died, the next goes on after the last one done.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils import timezone

from portal.definitions.compiled import CompiledWizard, get_compiled
from portal.definitions.differences import Change
from portal.definitions.impact import Treatment
from portal.definitions.spec import WizardSpec
from portal.lifecycle.errors import LifecycleError
from portal.lifecycle.moving import (
    drafts_elsewhere,
    list_drafts,
    move_draft,
    plan_draft_move,
)
from portal.plugins.guard import PluginFailedError
from portal.records.applications.models import Application
from portal.records.jobs.models import Job
from portal.records.jobs.operations import JobRun, start_job
from portal.records.jobs.running import register_job
from portal.records.wizards.models import WizardVersion

__all__ = [
    "KIND",
    "MOST_LOOKED_AT",
    "Impact",
    "ImpactLine",
    "ask_to_move",
    "assess_moves",
    "assess_publication",
]

logger = logging.getLogger(__name__)
KIND = "move_drafts"
MOST_LOOKED_AT = 200
"""Drafts that are looked at before somebody decides; how many there are is told beside it."""
FAILED = "failed"


@dataclass(slots=True)
class ImpactLine:
    """One change, and how many of the drafts looked at it would treat how."""

    change: Change
    old_version_id: int
    counts: Counter[Treatment] = field(default_factory=Counter)


@dataclass(slots=True)
class Impact:
    """What would become of the drafts on other versions: by change, by its key, and of each as a whole."""

    drafts: int = 0
    looked_at: int = 0
    kept: int = 0
    asked_again: int = 0
    lines: dict[str, ImpactLine] = field(default_factory=dict)

    @property
    def moved(self) -> int:
        """Return how many of those looked at would move."""
        return self.looked_at - self.kept


def assess_moves(
    version: WizardVersion,
    *,
    choices: Mapping[str, Treatment],
    at: datetime,
    most: int = MOST_LOOKED_AT,
) -> Impact:
    """Return what would become of the drafts; nothing is changed. Raises what ``move_draft`` raises."""
    new = get_compiled(version.pk, version.content_hash)
    found = drafts_elsewhere(version)
    return _assess(new, found.count(), list_drafts(version), choices, at, most)


def assess_publication(
    spec: WizardSpec,
    *,
    choices: Mapping[str, Treatment],
    at: datetime,
    most: int = MOST_LOOKED_AT,
) -> Impact:
    """Return what would become of the drafts of a wizard if a definition were published; nothing is changed."""
    drafts = Application.objects.filter(
        version__wizard__key=spec.key, stage=Application.Stage.DRAFT
    )
    listed = drafts.order_by("pk").values_list("pk", flat=True)[:most]
    return _assess(CompiledWizard(0, 0, spec), drafts.count(), listed, choices, at, most)


def _assess(
    new: CompiledWizard,
    drafts: int,
    listed: Iterable[int],
    choices: Mapping[str, Treatment],
    at: datetime,
    most: int,
) -> Impact:
    impact = Impact(drafts=drafts)
    for draft_id in islice(listed, most):
        planned = plan_draft_move(draft_id, new, choices=choices, at=at)
        if planned is None:
            continue
        impact.looked_at += 1
        impact.kept += not planned.plan.moves
        impact.asked_again += planned.plan.moves and bool(planned.plan.asked_again)
        for touch in planned.plan.touches:
            line = impact.lines.setdefault(
                touch.change.key, ImpactLine(touch.change, planned.old_version_id)
            )
            line.counts[touch.treatment] += 1
    return impact


def ask_to_move(
    version: WizardVersion, *, choices: Mapping[str, Treatment], owner_id: int, at: datetime
) -> Job:
    """Ask for a job that moves every draft of the version's wizard to it."""
    parameters = {"version": version.pk, "choices": dict(choices)}
    return start_job(kind=KIND, owner_id=owner_id, parameters=parameters, at=at)


def _run(run: JobRun) -> None:
    version = WizardVersion.objects.select_related("wizard").get(pk=run.parameters["version"])
    choices = {key: Treatment(each) for key, each in run.parameters["choices"].items()}
    counts = Counter(run.checkpoint.get("counts", {}))
    after, done = run.checkpoint.get("after", 0), run.job.done
    run.begin(done + drafts_elsewhere(version, after=after).count())
    for draft_id in list_drafts(version, after=after):
        done += 1
        with transaction.atomic():
            counts[_move(draft_id, version, choices, run.job.owner_id)] += 1
            run.reach(done, {"after": draft_id, "counts": dict(counts)})
    run.finish(done)


def _move(
    draft_id: int, version: WizardVersion, choices: Mapping[str, Treatment], actor_id: int
) -> str:
    """Move one draft and return what became of it; one that can't be judged stays where it is."""
    try:
        moved = move_draft(
            draft_id=draft_id,
            version=version,
            choices=choices,
            actor_id=actor_id,
            at=timezone.now(),
        )
    except (LifecycleError, PluginFailedError):
        logger.exception("draft %s was not moved", draft_id)
        return FAILED
    return moved.outcome.value


register_job(KIND, _run)
