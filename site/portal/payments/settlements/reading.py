"""Reads the lines of a settlement report as its provider writes them. Pure: asks and writes nothing.

A line with a fault is told of by number and column, in words for whoever handed the file in; the rest is read on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from portal.payments.contract import SettlementFormat
from portal.records.imports.columns import FileFormat
from portal.records.imports.reading import Line, read_lines
from portal.records.ledger.settlements import SettlementLine

__all__ = ["ReadReport", "RowFault", "columns_of", "read_report"]

AMOUNT = re.compile(r"([+-]?)(\d{1,10})(?:\.(\d{1,2}))?")
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T].*)?")
CURRENCY = "usd"
LONGEST_NAME = 255
KINDS = frozenset(SettlementLine.Kind.values)
Tell = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a line: its number in the file, the column, and words."""

    number: int
    column: str
    text: str


@dataclass(slots=True)
class ReadReport:
    """What was read: lines that are not stored yet, and the faults of the others."""

    lines: list[SettlementLine] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    given: dict[int, dict[str, str]] = field(default_factory=dict)
    """The texts of every line by its number, as they were given."""


def columns_of(known: SettlementFormat) -> FileFormat:
    """Return the columns of a provider's report; further ones are passed over."""
    amounts = (known.gross, known.fee, known.net)
    return FileFormat(
        needed=(known.transaction, known.kind, known.occurred_on, known.currency, *amounts),
        others=(known.payout, known.source, known.charge, known.handle, known.attempt),
        ignores_unknown=True,
        numbers=frozenset(amounts),
        aliases=known.aliases,
    )


def read_report(content: bytes, *, provider: str, known: SettlementFormat) -> ReadReport:
    """Return the lines of a report and their faults; raise FileRefusedError for what is no such report."""
    return _read(read_lines(columns_of(known), content), provider, known)


def _read(rows: Iterable[Line], provider: str, known: SettlementFormat) -> ReadReport:
    report, seen = ReadReport(), dict[str, int]()
    for row in rows:
        faults: list[RowFault] = []
        report.given[row.number] = row.texts
        line = _read_line(row, provider, known, faults)
        first = seen.setdefault(line.transaction, row.number) if line.transaction else row.number
        if first != row.number:
            text = _("Line %(number)s has the same transaction.") % {"number": first}
            faults.append(RowFault(row.number, known.transaction, text))
        if faults:
            report.faults += faults
        else:
            report.lines.append(line)
    return report


def _read_line(
    row: Line, provider: str, known: SettlementFormat, faults: list[RowFault]
) -> SettlementLine:
    """Return a line; where something is wrong, ``faults`` gains it and the line is of no use."""

    def tell(column: str, text: str) -> None:
        faults.append(RowFault(row.number, column, text))

    if row.texts[known.currency].strip().lower() != CURRENCY:
        tell(known.currency, _("Only US dollars are taken."))
    day = _read_day(row.texts[known.occurred_on])
    if day is None:
        tell(known.occurred_on, _("A day looks like 2026-03-31."))
    kind = known.kinds.get(row.texts[known.kind].strip().lower(), SettlementLine.Kind.OTHER)
    return SettlementLine(
        number=row.number,
        provider=provider,
        kind=kind if kind in KINDS else SettlementLine.Kind.OTHER,
        occurred_on=day or date.min,
        attempt=_read_attempt(row.texts.get(known.attempt, "")),
        **_read_amounts(row, known, tell),
        **_read_names(row, known, kind, tell),
    )


def _read_amounts(row: Line, known: SettlementFormat, tell: Tell) -> dict[str, int]:
    columns = {"gross_cents": known.gross, "fee_cents": known.fee, "net_cents": known.net}
    cents: dict[str, int] = {}
    for name, column in columns.items():
        amount = _read_cents(row.texts[column])
        if amount is None:
            tell(column, _("An amount looks like 50.00 or -50.00."))
        else:
            cents[name] = amount
    if len(cents) == len(columns) and (
        cents["net_cents"] != cents["gross_cents"] - cents["fee_cents"]
    ):
        tell(known.net, _("Net is not gross less fee."))
    return cents


def _read_names(row: Line, known: SettlementFormat, kind: str, tell: Tell) -> dict[str, str]:
    columns = {
        "transaction": known.transaction,
        "payout": known.payout,
        "charge": known.charge,
        "handle": known.handle,
    }
    names = {name: row.texts.get(column, "").strip() for name, column in columns.items()}
    if kind == SettlementLine.Kind.PAYOUT and not names["payout"]:
        names["payout"] = row.texts.get(known.source, "").strip()
    for name, text in names.items():
        if len(text) > LONGEST_NAME:
            tell(columns[name], _("This is too long."))
    if not names["transaction"]:
        tell(known.transaction, _("The name of the transaction is missing."))
    return names


def _read_day(text: str) -> date | None:
    found = DAY.fullmatch(text.strip())
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _read_cents(text: str) -> int | None:
    """Return an amount of dollars in cents; None for what is none."""
    found = AMOUNT.fullmatch(text.strip())
    if found is None:
        return None
    cents = int(found[2]) * 100 + int((found[3] or "").ljust(2, "0"))
    return -cents if found[1] == "-" else cents


def _read_attempt(text: str) -> str:
    try:
        return str(UUID(text.strip()))
    except ValueError:
        return ""
