"""Records what an application is charged, as part of the operation that sends it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from portal.records.audit.operations import record_event
from portal.records.ledger.lines import FeeLine
from portal.records.ledger.models import ChargeLine

__all__ = ["record_charges"]


def record_charges(
    *, application_id: int, lines: Sequence[FeeLine], actor_id: int, at: datetime
) -> None:
    """Freeze the lines with the application: 2 SQL, or none where nothing is to be paid.

    Raises ValueError where they come to less than nothing, IntegrityError where it is charged already, and
    RuntimeError outside a transaction.
    """
    total = sum(line.cents for line in lines)
    if total < 0:
        raise ValueError(f"application {application_id} would be charged {total} cents")
    if total == 0:
        return
    record_event(
        action="application.charged",
        record_type="application",
        record_id=str(application_id),
        state={"cents": total, "lines": [line.as_data() for line in lines]},
        actor_id=actor_id,
        at=at,
    )
    ChargeLine.objects.bulk_create(
        ChargeLine(
            application_id=application_id,
            number=number,
            item=line.item,
            part=line.part,
            quantity=line.quantity,
            cents=line.cents,
            terms_id=line.terms_id,
            charged_at=at,
        )
        for number, line in enumerate(lines, start=1)
    )
