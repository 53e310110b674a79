"""Writes of memberships: what a district says of its staff. Roles that open doors are granted elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from portal.records.audit.operations import Act, record_events
from portal.records.organizations.models import Membership

__all__ = ["StaffPosition", "record_staff_memberships"]


@dataclass(frozen=True, slots=True)
class StaffPosition:
    """What somebody is on the staff of an organization, from a day on."""

    person_id: int
    position: str
    starts_on: date
    ends_on: date | None


@transaction.atomic
def record_staff_memberships(
    positions: Sequence[StaffPosition],
    *,
    organization_id: int,
    source: str,
    actor_id: int | None,
    at: datetime,
) -> None:
    """Record people as staff, or the new position or end of what is known since the same day; a few SQL for hundreds.

    Of several for one person and day the last one holds. Each membership has its audit event.
    """
    staff = Membership.objects.filter(
        organization_id=organization_id,
        role=Membership.Role.STAFF,
        person_id__in={each.person_id for each in positions},
    )
    known = {(row.person_id, row.starts_on): row for row in staff.select_for_update()}
    wanted = {(each.person_id, each.starts_on): each for each in positions}
    new: list[Membership] = []
    changed: list[Membership] = []
    for key, each in wanted.items():
        row = known.get(key)
        if row is None:
            row = Membership(
                person_id=each.person_id,
                organization_id=organization_id,
                role=Membership.Role.STAFF,
                starts_on=each.starts_on,
            )
        row.position, row.ends_on = each.position, each.ends_on
        (changed if key in known else new).append(row)
    Membership.objects.bulk_create(new)
    Membership.objects.bulk_update(changed, ["position", "ends_on"])
    acts = [
        *(_tell("membership.recorded", row, source) for row in new),
        *(_tell("membership.changed", row, source) for row in changed),
    ]
    record_events(acts, actor_id=actor_id, at=at)


def _tell(action: str, row: Membership, source: str) -> Act:
    state = {"position": row.position, "ends_on": row.ends_on, "source": source}
    return Act(action, "membership", str(row.pk), state)
