"""Whether what a provider says is what was asked for. Pure: compares two values, whoever told us to look."""

from __future__ import annotations

from portal.payments.contract import Truth
from portal.records.ledger.paying import Payment, PaymentIssue

__all__ = ["find_mismatch"]

Kind = PaymentIssue.Kind


def find_mismatch(payment: Payment, truth: Truth) -> PaymentIssue.Kind | None:
    """Return the first thing that is not as asked; None where all is. What the provider was not told does not match."""
    checks = (
        (Kind.MODE, truth.is_live == payment.is_live),
        (Kind.ACCOUNT, truth.account == payment.account),
        (Kind.APPLICATION, _is_ours(payment, truth)),
        (Kind.CURRENCY, truth.currency.lower() == payment.currency),
        (Kind.AMOUNT, truth.amount_cents == payment.amount_cents),
    )
    return next((kind for kind, agrees in checks if not agrees), None)


def _is_ours(payment: Payment, truth: Truth) -> bool:
    return (truth.attempt, truth.application, truth.reference) == (
        str(payment.public_id),
        str(payment.application.public_id),
        payment.provider_reference,
    )
