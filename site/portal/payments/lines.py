"""The fees that a definition names, by the dated rows of a day. Pure; what applies to whom is decided in ``fees``.

What fails is raised: the caller guards it, as it does a plugin's answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.definitions.fee_spec import FeeSpec
from portal.definitions.fees import AskedFees
from portal.payments.fees import (
    Bill,
    FeeNotInForceError,
    FeeRequest,
    FeeUndecidedError,
    Schedule,
    draw_up,
)

__all__ = ["Addition", "ask_by_lines", "quote_by_lines"]


@dataclass(frozen=True, slots=True)
class Addition:
    """What an application may cost on top, by its answers; no amount where none is known on the day."""

    label: Mapping[str, str]
    cents: int | None
    is_for_each: bool


def ask_by_lines(asked: AskedFees, schedule: Schedule, on: date) -> Bill:
    """Return the bill of what is asked; raise FeeUndecidedError, and as ``draw_up``."""
    if asked.undecided:
        raise FeeUndecidedError(", ".join(asked.undecided))
    requests = [FeeRequest(line.item, quantity=line.quantity) for line in asked.lines]
    return draw_up(requests, schedule, on=on)


def quote_by_lines(
    named: Sequence[FeeSpec], schedule: Schedule, on: date
) -> tuple[Bill, tuple[Addition, ...]]:
    """Return what everybody pays, and what answers may add; raise as ``draw_up``, and for an item nobody knows."""
    everybody = [FeeRequest(fee.item) for fee in named if fee.is_for_everybody]
    others = (fee for fee in named if not fee.is_for_everybody)
    return draw_up(everybody, schedule, on=on), tuple(_additions(others, schedule, on))


def _additions(named: Iterator[FeeSpec], schedule: Schedule, on: date) -> Iterator[Addition]:
    for fee in named:
        try:
            row = schedule.find(fee.item, on)
        except FeeNotInForceError:
            yield Addition(schedule.title(fee.item), None, bool(fee.per_row))
        else:
            yield Addition(row.label, row.amount_cents, bool(fee.per_row))
