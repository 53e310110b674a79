"""A difference between providers, ledger and applications, as a value: of which kind, how much, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Difference", "Kind"]


class Kind(models.TextChoices):
    """What does not agree; in the order in which it is told."""

    NOT_REPORTED = "not_reported", _("received here, in no report of the provider")
    PAID_OTHERWISE = "paid_otherwise", _("another amount reported than was received")
    PAID_UNNOTICED = "paid_unnoticed", _("reported as paid, not paid here")
    UNKNOWN = "unknown", _("reported by the provider, unknown here")
    REFUNDED_OTHERWISE = "refunded_otherwise", _("another refund reported than was given")
    DISPUTED_OTHERWISE = "disputed_otherwise", _("another dispute reported than is recorded")
    PAYOUT_OTHERWISE = "payout_otherwise", _("a payout is not what its lines come to")
    MAILED_OTHERWISE = "mailed_otherwise", _("paid by mail, without its item or of another amount")
    LEDGER = "ledger", _("sums of the ledger that do not come out")
    OWES_UNSAID = "owes_unsaid", _("owes money, and its status does not say so")
    SAID_TO_OWE = "said_to_owe", _("said to owe, and owes nothing")
    APPROVED_UNPAID = "approved_unpaid", _("approved, and not paid in full")
    SURPLUS_KEPT = "surplus_kept", _("paid too much, and not given back")
    REFUND_WAITS = "refund_waits", _("approved to be given back, and not gone yet")
    EXCEPTION = "exception", _("exceptions that wait for somebody")


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference; ``reference`` is what people know it by, ``expected_cents`` what the portal has.

    It leads to a payment, an application, a settlement report, or to the list of exceptions where it has none of them.
    """

    kind: Kind
    reference: str
    expected_cents: int | None = None
    found_cents: int | None = None
    payment: UUID | None = None
    application: UUID | None = None
    report: UUID | None = None
    detail: str = ""
