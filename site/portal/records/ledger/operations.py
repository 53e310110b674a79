"""Records what an application is charged, as part of the operation that sends it, and when the rest of it is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from portal.records.audit.operations import record_event
from portal.records.ledger.entries import Account, LedgerEntry
from portal.records.ledger.lines import FeeLine, Part
from portal.records.ledger.models import ChargeLine

__all__ = ["due_on_filing", "make_due", "record_charges"]


def due_on_filing(lines: Sequence[FeeLine]) -> int:
    """Return what of a bill is due at once: its review part alone where it has one, all of it otherwise."""
    return sum(line.cents for line in lines if _is_due(line, lines))


def record_charges(
    *, application_id: int, lines: Sequence[FeeLine], actor_id: int | None, at: datetime
) -> None:
    """Freeze the lines with the application, and post what is due: 3 SQL, or none where nothing is to be paid.

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
            due_at=at if _is_due(line, lines) else None,
        )
        for number, line in enumerate(lines, start=1)
    )
    _post(application_id, due_on_filing(lines), at)


def make_due(*, application_id: int, actor_id: int | None, at: datetime) -> int:
    """Let be due what is not yet, and return its cents: 0 where nothing was open, so a repeat changes nothing.

    Raises RuntimeError outside a transaction. Concessions of what is made due take off it.
    """
    waiting = ChargeLine.objects.filter(application_id=application_id, due_at=None)
    lines: list[tuple[int, int]] = list(waiting.values_list("pk", "cents"))
    if not lines:
        return 0
    cents = sum(amount for _pk, amount in lines)
    record_event(
        action="application.made_due",
        record_type="application",
        record_id=str(application_id),
        state={"cents": cents, "lines": [pk for pk, _amount in lines]},
        actor_id=actor_id,
        at=at,
    )
    later: QuerySet[ChargeLine] = QuerySet(ChargeLine).filter(
        pk__in=[pk for pk, _amount in lines], due_at=None
    )
    later.update(due_at=at)  # the one column that is written later
    _post(application_id, cents, at)
    return cents


def _is_due(line: FeeLine, lines: Sequence[FeeLine]) -> bool:
    return line.part is Part.REVIEW or all(each.part is not Part.REVIEW for each in lines)


def _post(application_id: int, cents: int, at: datetime) -> None:
    if cents:
        LedgerEntry.objects.create(
            application_id=application_id,
            debit=Account.RECEIVABLE,
            credit=Account.REVENUE,
            cents=cents,
            posted_at=at,
        )
