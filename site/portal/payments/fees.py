"""Turns what an application asks for into lines of its bill, by the dated rows of the day. Pure: no database, no clock.

An application is reviewed once: the first item that has a review part is charged it, and what others cost is a price.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.records.ledger.lines import FeeLine, Part

__all__ = [
    "MOST_REQUESTS",
    "Bill",
    "FeeNotInForceError",
    "FeeRequest",
    "FeeRow",
    "FeeUndecidedError",
    "NotAPriceError",
    "Schedule",
    "UnknownFeeItemError",
    "draw_up",
]

MOST_REQUESTS = 20
MOST_OF_AN_ITEM = 99
MOST_CENTS = 100_000_000
"""A million dollars: whatever comes to more is a mistake."""


class UnknownFeeItemError(LookupError):
    """A plugin names an item that the fee schedule does not have."""


class NotAPriceError(ValueError):
    """A concession is asked for as a price, or a price as a concession."""


class FeeUndecidedError(LookupError):
    """A definition names a fee of which the answers do not decide whether it is charged."""


class FeeNotInForceError(LookupError):
    """The fee schedule has the item, and no row that applicants are offered on the day."""


@dataclass(frozen=True, slots=True)
class FeeRequest:
    """That an application costs so many times an item of the fee schedule, which core looks up.

    ``concession`` names the item whose amount is taken off the price; the review part stands.
    """

    item: str
    quantity: int = 1
    concession: str = ""

    def __post_init__(self) -> None:
        whole = isinstance(self.quantity, int) and not isinstance(self.quantity, bool)
        if not whole or not 1 <= self.quantity <= MOST_OF_AN_ITEM:
            raise ValueError(f"{self.item} times {self.quantity!r} cannot be asked for")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRow:
    """A known row of the fee schedule; it holds from a day until before another."""

    id: int
    item: str
    label: Mapping[str, str]
    amount_cents: int
    review_cents: int
    credential_type: str
    condition: Mapping[str, str] = field(default_factory=dict)
    is_concession: bool = False
    valid_from: date
    valid_to: date | None
    is_offered: bool
    source: str

    def holds(self, on: date) -> bool:
        """Tell whether it is in force on a day and offered to applicants."""
        begun = self.valid_from <= on and (self.valid_to is None or on < self.valid_to)
        return begun and self.is_offered


class Schedule:
    """The known rows of the fee schedule, of all days."""

    def __init__(self, rows: Iterable[FeeRow]) -> None:
        self._rows: dict[str, list[FeeRow]] = {}
        for row in rows:
            self._rows.setdefault(row.item, []).append(row)

    def find(self, item: str, on: date) -> FeeRow:
        """Return the row of an item on a day; raise UnknownFeeItemError or FeeNotInForceError."""
        if item not in self._rows:
            raise UnknownFeeItemError(item)
        for row in self._rows[item]:
            if row.holds(on):
                return row
        raise FeeNotInForceError(f"{item} on {on}")

    def title(self, item: str) -> Mapping[str, str]:
        """Return what an item was called last; raise UnknownFeeItemError."""
        if item not in self._rows:
            raise UnknownFeeItemError(item)
        return max(self._rows[item], key=lambda row: row.valid_from).label


@dataclass(frozen=True, slots=True)
class Bill:
    """What an application costs on a day, line by line."""

    on: date
    lines: Sequence[FeeLine] = field(default_factory=tuple)

    @property
    def total_cents(self) -> int:
        """Return what is to be paid; 0 where nothing is."""
        return sum(line.cents for line in self.lines)

    def as_data(self) -> dict[str, Any]:
        """Return the bill as JSON data, as what was attested keeps it."""
        return {
            "on": self.on.isoformat(),
            "total_cents": self.total_cents,
            "lines": [line.as_data() for line in self.lines],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Bill:
        """Return the bill that ``as_data`` wrote."""
        lines = tuple(FeeLine.from_data(line) for line in data["lines"])
        return cls(date.fromisoformat(data["on"]), lines)


def draw_up(requests: Iterable[FeeRequest], schedule: Schedule, *, on: date) -> Bill:
    """Return the bill of what is asked for, by the rows in force on a day.

    Raises UnknownFeeItemError, FeeNotInForceError, NotAPriceError, TypeError for what is no request, and ValueError
    for too many of them or too high a sum.
    """
    asked: list[Any] = list(requests)
    if len(asked) > MOST_REQUESTS:
        raise ValueError(f"{len(asked)} fees for one application")
    lines: list[FeeLine] = []
    for request in asked:
        if not isinstance(request, FeeRequest):
            raise TypeError(f"not a request for a fee: {request!r}")
        is_reviewed = any(line.part is Part.REVIEW for line in lines)
        lines += _lines(request, schedule, on, is_reviewed=is_reviewed)
    bill = Bill(on, tuple(lines))
    if bill.total_cents > MOST_CENTS:
        raise ValueError(f"{bill.total_cents} cents for one application")
    return bill


def _lines(
    request: FeeRequest, schedule: Schedule, on: date, *, is_reviewed: bool
) -> Iterator[FeeLine]:
    row = schedule.find(request.item, on)
    if row.is_concession:
        raise NotAPriceError(f"{row.item} is a concession")
    review = 0 if is_reviewed else row.review_cents
    balance = row.amount_cents * request.quantity - review
    if review:
        yield _line(row, Part.REVIEW, review)
    if balance or not review:
        yield _line(row, Part.BALANCE, balance, request.quantity)
    if request.concession:
        off = schedule.find(request.concession, on)
        if not off.is_concession:
            raise NotAPriceError(f"{off.item} is no concession")
        if taken := min(off.amount_cents, balance):
            yield _line(off, Part.CONCESSION, -taken)


def _line(row: FeeRow, part: Part, cents: int, quantity: int = 1) -> FeeLine:
    return FeeLine(
        item=row.item,
        label=dict(row.label),
        part=part,
        quantity=quantity,
        unit_cents=row.amount_cents,
        cents=cents,
        terms_id=row.id,
        source=row.source,
    )
