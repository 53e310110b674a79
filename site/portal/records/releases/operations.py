"""Plans, withdraws and carries out releases: every part in one transaction, or none and the reason.

What a part is, and how it is published, is known to its kind.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import DatabaseError, IntegrityError, transaction

from portal.records.audit.operations import record_event
from portal.records.releases.judging import OUT_OF_REACH, PlacedFault, find_faults, list_parts
from portal.records.releases.kinds import Part, PartFault, PartRefusedError, find_kind
from portal.records.releases.models import Release, ReleasePart
from portal.users.models import User

__all__ = [
    "MAY_BECOME",
    "ReleaseOverError",
    "ReleaseRefusedError",
    "plan_release",
    "release_due",
    "release_now",
    "withdraw_release",
]

logger = logging.getLogger(__name__)
State = Release.State
MAY_BECOME: Mapping[str, frozenset[str]] = {
    State.PLANNED: frozenset({State.RELEASED, State.FAILED, State.WITHDRAWN}),
    State.FAILED: frozenset({State.RELEASED, State.FAILED, State.WITHDRAWN}),
    State.RELEASED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
"""By its state, what may become of a release; one that failed is tried again only by a person."""
LONGEST_NAME, LONGEST_DETAIL = 60, 1_000


class ReleaseRefusedError(Exception):
    """A release cannot be planned so; ``faults`` names why and where."""

    def __init__(self, faults: Sequence[PlacedFault]) -> None:
        super().__init__("; ".join(f"{each.place} {each.fault.name}".strip() for each in faults))
        self.faults = faults


class ReleaseOverError(Exception):
    """The release was carried out or withdrawn before; its ``state`` tells."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class _PartFailedError(Exception):
    """Nothing may be published, because of this."""

    def __init__(self, placed: PlacedFault) -> None:
        super().__init__(placed.place)
        self.placed = placed


def plan_release(
    *, name: str, due_at: datetime, parts: Sequence[Part], planner: User, at: datetime
) -> Release:
    """Plan a release of parts that could be published at its moment; raise ReleaseRefusedError otherwise."""
    whole = [
        PlacedFault(None, PartFault(fault))
        for fault, holds in (("nothing", not parts), ("moment_passed", due_at <= at))
        if holds
    ]
    if faults := [*whole, *find_faults(parts, planner=planner, at=due_at)]:
        raise ReleaseRefusedError(faults)
    try:
        return _write(name, due_at, parts, planner, at)
    except IntegrityError as error:
        raise ReleaseRefusedError([PlacedFault(None, PartFault("name_taken"))]) from error


@transaction.atomic
def _write(
    name: str, due_at: datetime, parts: Sequence[Part], planner: User, at: datetime
) -> Release:
    release = Release.objects.create(name=name, due_at=due_at, made_by=planner, made_at=at)
    ReleasePart.objects.bulk_create(
        ReleasePart(release=release, kind=part.kind, subject=part.subject, facts=dict(part.facts))
        for part in parts
    )
    _record(release, "planned", planner.pk, at)
    return release


@transaction.atomic
def withdraw_release(*, public_id: uuid.UUID, actor_id: int, at: datetime) -> Release:
    """Take a release back before anything of it was published; raise ReleaseOverError, Release.DoesNotExist."""
    release = Release.objects.select_for_update().get(public_id=public_id)
    _end(release, State.WITHDRAWN, at)
    _record(release, "withdrawn", actor_id, at)
    return release


def release_now(*, public_id: uuid.UUID, actor: User | None, at: datetime) -> Release:
    """Publish every part at once, whatever the moment, or none; the release's state and failure tell.

    Raises ReleaseOverError, Release.DoesNotExist, and what a database answers that is out of reach.
    """
    try:
        return _publish(public_id, actor, at)
    except _PartFailedError as failed:
        return _fail(public_id, failed.placed, actor, at)
    except OUT_OF_REACH:
        raise
    except DatabaseError as error:
        # A constraint that is asked only at the commit says no word of the part that broke it.
        logger.exception("release %s could not be published", public_id)
        broken = PlacedFault(None, PartFault("broken", type(error).__name__))
        return _fail(public_id, broken, actor, at)


def release_due(*, at: datetime) -> list[Release]:
    """Carry out what is due, the longest due first; what another worker has carried out meanwhile is left out."""
    due = Release.objects.filter(state=State.PLANNED, due_at__lte=at).order_by("due_at", "id")
    done = []
    for public_id in list(due.values_list("public_id", flat=True)):
        try:
            done.append(release_now(public_id=public_id, actor=None, at=at))
        except ReleaseOverError:
            logger.info("release %s was carried out elsewhere", public_id)
        except OUT_OF_REACH:
            logger.exception("release %s waits for the database", public_id)
    return done


@transaction.atomic
def _publish(public_id: uuid.UUID, actor: User | None, at: datetime) -> Release:
    """Publish all parts; raise _PartFailedError for the first that cannot be, with which everything is undone."""
    release = Release.objects.select_for_update().get(public_id=public_id)
    _end(release, State.RELEASED, at, released_by=actor)
    parts, planner = list_parts(release), release.made_by
    if faults := find_faults(parts, planner=planner, at=at):
        raise _PartFailedError(faults[0])
    for part in parts:
        _apply(part, actor or planner, at)
    _record(release, "released", actor.pk if actor else None, at)
    return release


def _apply(part: Part, actor: User, at: datetime) -> None:
    kind = find_kind(part.kind)
    assert kind is not None
    try:
        kind.apply(part, actor=actor, at=at)
    except PartRefusedError as refused:
        raise _PartFailedError(PlacedFault(part, refused.faults[0])) from refused
    except OUT_OF_REACH:
        raise
    except Exception as error:
        logger.exception("%s could not be published", part.subject)
        fault = PartFault("broken", type(error).__name__)
        raise _PartFailedError(PlacedFault(part, fault)) from error


@transaction.atomic
def _fail(public_id: uuid.UUID, placed: PlacedFault, actor: User | None, at: datetime) -> Release:
    """Note why nothing was published, unless somebody ended the release meanwhile."""
    release = Release.objects.select_for_update().get(public_id=public_id)
    _end(
        release,
        State.FAILED,
        at,
        failure_place=placed.place,
        failure=placed.fault.name[:LONGEST_NAME],
        failure_detail=placed.fault.detail[:LONGEST_DETAIL],
    )
    _record(release, "failed", actor.pk if actor else None, at)
    return release


def _end(release: Release, state: str, at: datetime, **facts: object) -> None:
    """Move a locked release to a state; raise ReleaseOverError where the table does not lead there."""
    if state not in MAY_BECOME[release.state]:
        raise ReleaseOverError(release.state)
    ending = {"failure_place": "", "failure": "", "failure_detail": "", **facts}
    for name, value in {"state": state, "ended_at": at, **ending}.items():
        setattr(release, name, value)
    release.save()


def _record(release: Release, act: str, actor_id: int | None, at: datetime) -> None:
    record_event(
        action=f"release.{act}",
        record_type="release",
        record_id=str(release.public_id),
        state={"name": release.name, "state": release.state, "failure": release.failure},
        actor_id=actor_id,
        at=at,
    )
