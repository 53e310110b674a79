"""What a sent application costs, as it was attested: read from what was frozen with it, never worked out again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.payments.fees import Bill
from portal.payments.wording import BillInWords, bill_in_words
from portal.records.applications.models import Application

__all__ = ["attested_bill"]


def attested_bill(application: Application, language: str) -> BillInWords | None:
    """Return the bill in words, or None where the service had no fees, or was sent before there were any."""
    snapshot: Mapping[str, Any] = application.snapshot or {}
    fees = snapshot.get("fees")
    return bill_in_words(Bill.from_data(fees), language) if fees else None
