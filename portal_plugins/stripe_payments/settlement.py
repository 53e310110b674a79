"""The columns of Stripe's itemized reports, as docs.stripe.com/reports/report-types names them, and what they mean.

Three are read: balance change from activity, payouts (which that one leaves out), and payout reconciliation. What the
words of ``reporting_category`` mean is at docs.stripe.com/reports/reporting-categories.
"""

from __future__ import annotations

from portal.sdk.payments import SettlementFormat

__all__ = ["REPORT"]

REPORT = SettlementFormat(
    transaction="balance_transaction_id",
    kind="reporting_category",
    occurred_on="created",
    currency="currency",
    gross="gross",
    fee="fee",
    net="net",
    payout="automatic_payout_id",
    source="source_id",
    charge="charge_id",
    handle="payment_intent_id",
    attempt="payment_metadata[attempt]",
    kinds={
        "charge": "charge",
        "partial_capture_reversal": "charge",
        "charge_failure": "charge",
        "refund": "refund",
        "refund_failure": "refund",
        "dispute": "dispute",
        "dispute_reversal": "dispute",
        "payout": "payout",
        "payout_reversal": "payout",
        "fee": "fee",
    },
    aliases={
        "created_utc": "created",
        "effective_at": "created",
        "effective_at_utc": "created",
        "payout_id": "source_id",
    },
)
"""With the metadata of payments among the columns. A capture of less than was held is two movements of one charge."""
