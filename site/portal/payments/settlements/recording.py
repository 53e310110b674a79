"""What a person does with a settlement report: hands it in, has it recorded, puts it aside.

It is staged first and compared with what is recorded already: a movement is recorded once, however often it is
reported, and one that was recorded otherwise is a fault. The ledger is never changed: ``differences`` compares them.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, TypeVar

from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from portal.payments.contract import PaymentMethod, SettlementFormat
from portal.payments.describing import settlement_of
from portal.payments.methods import known_methods
from portal.payments.settlements.reading import RowFault, read_report
from portal.records.audit.operations import record_event
from portal.records.imports.refusing import FileRefusedError
from portal.records.imports.storing import check_upload
from portal.records.ledger.paying import Payment
from portal.records.ledger.settlements import SettlementFile, SettlementLine

__all__ = [
    "IMPORT",
    "MOST_LINES",
    "SettlementMovedOnError",
    "discard_report",
    "hand_in_report",
    "list_reporting",
    "match_lines",
    "record_report",
]

IMPORT = "records.import_settlements"
MOST_LINES, MOST_FAULTS = 20_000, 1_000
ROWS_AT_ONCE = 500
COMPARED = ("kind", "occurred_on", "gross_cents", "fee_cents", "charge", "handle", "attempt")
OF_PAYOUTS = ("kind", "gross_cents", "fee_cents")
"""Of a payout: one report has the day on which it was made, another the day on which it arrives."""
State = SettlementFile.State
T = TypeVar("T")


class SettlementMovedOnError(RuntimeError):
    """The report is not waiting any more; somebody else was faster."""


@dataclass(slots=True)
class _Sorted:
    """Lines beside what is recorded: new ones, ones that name a payout by now, known ones, and faults."""

    new: list[SettlementLine] = field(default_factory=list)
    completed: list[tuple[SettlementLine, SettlementLine]] = field(default_factory=list)
    known: list[SettlementLine] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)

    def count(self) -> dict[str, int]:
        return {
            "new": len(self.new),
            "completed": len(self.completed),
            "known": len(self.known),
        }


def list_reporting() -> list[tuple[PaymentMethod, SettlementFormat]]:
    """Return the methods whose provider reports what it paid out, with the format."""
    return [(each, known) for each in known_methods() if (known := settlement_of(each))]


def hand_in_report(
    *,
    provider: str,
    known: SettlementFormat,
    name: str,
    upload: File[bytes],
    actor_id: int,
    at: datetime,
) -> SettlementFile:
    """Read a report and stage what is new in it; nothing is recorded yet. Raises FileRefusedError."""
    check_upload(upload)
    read = read_report(upload.read(), provider=provider, known=known)
    if len(read.lines) > MOST_LINES:
        raise FileRefusedError(
            _("The report has more than 20,000 lines. Ask for one of fewer days.")
        )
    found = _sort(provider, read.lines, known)
    faulty = _by_line([*read.faults, *found.faults], read.given)
    counts = {**found.count(), "faulty": len(faulty)}
    with transaction.atomic():
        file = SettlementFile.objects.create(
            provider=provider,
            name=name[:100],
            counts={"rows": sum(counts.values()), **counts},
            errors=faulty[:MOST_FAULTS],
            uploaded_by_id=actor_id,
            uploaded_at=at,
        )
        staged = [*found.new, *(line for line, _old in found.completed)]
        for line in staged:
            line.file = file
        SettlementLine.objects.bulk_create(staged, batch_size=ROWS_AT_ONCE)
        _note("settlement.handed_in", file, actor_id, at)
    return file


def record_report(
    *, public_id: uuid.UUID, known: SettlementFormat, actor_id: int, at: datetime
) -> SettlementFile:
    """Record what is new in a staged report; raise SettlementMovedOnError where it is over.

    What another report brought meanwhile is left as it is.
    """
    try:
        with transaction.atomic():
            return _record(_lock(public_id), known, actor_id, at)
    except IntegrityError as error:  # the same movements were recorded at this very moment
        raise SettlementMovedOnError(public_id) from error


@transaction.atomic
def discard_report(*, public_id: uuid.UUID, actor_id: int, at: datetime) -> None:
    """Put a staged report aside with its lines; raise SettlementMovedOnError where it is over."""
    file = _lock(public_id)
    file.lines.all().delete()
    _settle(file, State.DISCARDED, "settlement.discarded", actor_id, at)


def match_lines() -> int:
    """Say of recorded lines which payment they are about, where that is known by now; return of how many; 2 SQL."""
    loose = SettlementLine.objects.filter(is_recorded=True, payment=None)
    by_handle = Payment.objects.filter(method=OuterRef("provider"), handle=OuterRef("handle"))
    known = loose.exclude(handle="").annotate(found=Subquery(by_handle.values("pk")[:1]))
    found = {pk: payment for pk, payment in known.values_list("pk", "found") if payment}
    attempts = loose.exclude(attempt="").exclude(pk__in=found)
    named: dict[Any, list[int]] = {}
    for pk, attempt in attempts.values_list("pk", "attempt"):
        named.setdefault(uuid.UUID(attempt), []).append(pk)
    for keys in _in_parts(list(named)):
        rows = Payment.objects.filter(public_id__in=keys).values_list("public_id", "pk")
        found |= {pk: payment for public_id, payment in rows for pk in named[public_id]}
    lines = [SettlementLine(pk=pk, payment_id=payment) for pk, payment in found.items()]
    SettlementLine.objects.bulk_update(lines, ["payment"], batch_size=ROWS_AT_ONCE)
    return len(lines)


def _record(
    file: SettlementFile, known: SettlementFormat, actor_id: int, at: datetime
) -> SettlementFile:
    found = _sort(file.provider, list(file.lines.all()), known)
    for line, old in found.completed:
        old.payout = line.payout
    SettlementLine.objects.bulk_update([old for _line, old in found.completed], ["payout"])
    for keys in _in_parts([line.pk for line in found.new]):
        file.lines.filter(pk__in=keys).update(is_recorded=True)
    file.lines.filter(is_recorded=False).delete()
    more = found.count()
    file.counts |= {**more, "known": file.counts["known"] + more["known"]}
    _settle(file, State.RECORDED, "settlement.recorded", actor_id, at)
    match_lines()
    return file


def _sort(provider: str, lines: Sequence[SettlementLine], known: SettlementFormat) -> _Sorted:
    """Compare lines with what is recorded of the same movements; 1 SQL for 500 of them."""
    found = _Sorted()
    for some in _in_parts(lines):
        recorded = SettlementLine.objects.filter(
            provider=provider,
            is_recorded=True,
            transaction__in=[line.transaction for line in some],
        )
        by_name = {line.transaction: line for line in recorded}
        for line in some:
            _place(line, by_name.get(line.transaction), found, known)
    return found


def _place(
    line: SettlementLine, old: SettlementLine | None, found: _Sorted, known: SettlementFormat
) -> None:
    if old is None:
        found.new.append(line)
    elif _differ(line, old):
        text = _("This transaction was recorded otherwise before.")
        found.faults.append(RowFault(line.number, known.transaction, text))
    elif line.payout and not old.payout:
        found.completed.append((line, old))
    else:
        found.known.append(line)


def _differ(line: SettlementLine, old: SettlementLine) -> bool:
    are_payouts = line.kind == old.kind == SettlementLine.Kind.PAYOUT
    compared = OF_PAYOUTS if are_payouts else COMPARED
    if any(getattr(line, name) != getattr(old, name) for name in compared):
        return True
    return bool(old.payout and line.payout and old.payout != line.payout)


def _by_line(
    faults: Sequence[RowFault], given: Mapping[int, Mapping[str, str]]
) -> list[dict[str, Any]]:
    """Return the lines with faults as they are kept: number, errors, and the texts that were given."""
    ordered = sorted(faults, key=lambda fault: fault.number)
    return [
        {
            "number": number,
            "errors": [{"column": fault.column, "message": fault.text} for fault in some],
            "given": given[number],
        }
        for number, some in groupby(ordered, key=lambda fault: fault.number)
    ]


def _lock(public_id: uuid.UUID) -> SettlementFile:
    file = SettlementFile.objects.select_for_update().get(public_id=public_id)
    if file.state != State.STAGED:
        raise SettlementMovedOnError(public_id)
    return file


def _settle(file: SettlementFile, state: str, action: str, actor_id: int, at: datetime) -> None:
    file.state, file.settled_by_id, file.settled_at = state, actor_id, at
    file.save(update_fields=["state", "settled_by", "settled_at", "counts"])
    _note(action, file, actor_id, at)


def _note(action: str, file: SettlementFile, actor_id: int, at: datetime) -> None:
    record_event(
        action=action,
        record_type="settlement",
        record_id=str(file.public_id),
        state={"provider": file.provider, **file.counts},
        actor_id=actor_id,
        at=at,
    )


def _in_parts(some: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(some), ROWS_AT_ONCE):
        yield some[start : start + ROWS_AT_ONCE]
