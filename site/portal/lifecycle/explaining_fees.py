"""Whether what was attested of a fee is what its dated rows say, and what the ledger has: for who explains it later.

What an application costs today is for ``portal.payments``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from portal.records.applications.models import Application
from portal.records.fees.models import FeeTerms
from portal.records.ledger.lines import FeeLine, Part
from portal.records.ledger.models import ChargeLine

__all__ = ["attested_lines", "find_fee_faults"]


def attested_lines(application: Application) -> list[FeeLine]:
    """Return the lines that were attested; none where the application cost nothing."""
    return [FeeLine.from_data(line) for line in _fees(application).get("lines", ())]


def find_fee_faults(application: Application) -> Iterator[str]:
    """Yield what does not agree with the dated rows, the sum or the ledger, in words; 2 SQL, none without a fee."""
    lines = attested_lines(application)
    if not lines:
        return
    fees = _fees(application)
    on = date.fromisoformat(fees["on"])
    rows = FeeTerms.objects.in_bulk({line.terms_id for line in lines})
    for line in lines:
        row = rows.get(line.terms_id)
        if row is None or row.valid_from > on or not _follows(line, row):
            yield f"the line of {line.item} is not what row {line.terms_id} says"
    if sum(line.cents for line in lines) != fees["total_cents"]:
        yield "the lines of the fee are not its sum"
    charged = ChargeLine.objects.filter(application=application).order_by("number")
    facts = ("item", "part", "quantity", "cents", "terms_id")
    owed = lines if fees["total_cents"] else []
    attested = [tuple(getattr(line, fact) for fact in facts) for line in owed]
    if list(charged.values_list(*facts)) != attested:
        yield "what was charged is not what was attested"


def _follows(line: FeeLine, row: FeeTerms) -> bool:
    """Tell whether a line is what its row says; a concession takes off no more than that."""
    if line.unit_cents != row.amount_cents or row.is_concession != (line.part is Part.CONCESSION):
        return False
    whole = row.amount_cents * line.quantity
    if line.part is Part.REVIEW:
        return line.cents == row.review_cents
    if line.part is Part.BALANCE:
        return line.cents in {whole, whole - row.review_cents}
    return -whole <= line.cents < 0


def _fees(application: Application) -> dict[str, Any]:
    snapshot: dict[str, Any] = application.snapshot or {}
    fees: dict[str, Any] = snapshot.get("fees") or {}
    return fees
