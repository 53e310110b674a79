"""Settlement reports of Stripe, as its dashboard gives them out."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.payments.settlements.recording import hand_in_report, record_report
from portal.records.models import Payment, SettlementFile
from portal.users.models import User
from portal_plugins.stripe_payments.settlement import REPORT

__all__ = ["CARD", "charge_line", "hand_in", "line", "record", "write_report"]

CARD = "stripe_payments.card"
COLUMNS = (
    *("balance_transaction_id", "created", "currency", "gross", "fee", "net"),
    *("reporting_category", "source_id", "description", "charge_id", "payment_intent_id"),
    *("automatic_payout_id", "payment_metadata[attempt]"),
)


def line(
    transaction: str, kind: str, gross: str, fee: str = "0.00", **facts: str
) -> dict[str, str]:
    """Return a line of today; net follows from gross and fee."""
    cents = round(float(gross) * 100) - round(float(fee) * 100)
    return {
        "balance_transaction_id": transaction,
        "created": f"{timezone.localdate()} 10:20:30",
        "currency": "usd",
        "gross": gross,
        "fee": fee,
        "net": f"{cents / 100:.2f}",
        "reporting_category": kind,
        "description": "=whatever",
        **facts,
    }


def charge_line(payment: Payment, **facts: str) -> dict[str, str]:
    """Return the line of a payment that came in, in payout po_1."""
    gross = f"{payment.captured_cents / 100:.2f}"
    named = {"payment_intent_id": payment.handle, "automatic_payout_id": "po_1"}
    return line(f"txn_{payment.pk}", "charge", gross, "1.75") | named | facts


def write_report(lines: Iterable[Mapping[str, str]], columns: Sequence[str] = COLUMNS) -> bytes:
    """Return a report of such lines."""
    written = io.StringIO()
    writer = csv.DictWriter(written, columns)
    writer.writeheader()
    writer.writerows(lines)
    return written.getvalue().encode()


def hand_in(
    by: User, lines: Iterable[Mapping[str, str]], columns: Sequence[str] = COLUMNS
) -> SettlementFile:
    """Return a staged report."""
    return hand_in_report(
        provider=CARD,
        known=REPORT,
        name="report.csv",
        upload=SimpleUploadedFile("report.csv", write_report(lines, columns)),
        actor_id=by.pk,
        at=timezone.now(),
    )


def record(
    by: User, lines: Iterable[Mapping[str, str]], columns: Sequence[str] = COLUMNS
) -> SettlementFile:
    """Return a recorded report."""
    staged: Any = hand_in(by, lines, columns)
    return record_report(
        public_id=staged.public_id, known=REPORT, actor_id=by.pk, at=timezone.now()
    )
