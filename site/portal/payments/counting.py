"""Which day of a payment counts as the day it was made, by the dated row of the day it was recorded."""

from __future__ import annotations

from datetime import date

from portal.records.fees.payment_rules import PaymentDay, find_paid_on

__all__ = ["counting_day"]


def counting_day(
    *, posted_on: date | None = None, received_on: date | None = None, recorded_on: date
) -> date:
    """Return the day on which a payment counts as made; 1 SQL.

    A day that is not known is taken to be the next one that is: what arrived without a postmark was posted when it
    arrived. Paying by card has one day for all three. Without a confirmed row the day it was recorded counts.
    """
    days = {
        PaymentDay.RECORDED: recorded_on,
        PaymentDay.RECEIVED: received_on or recorded_on,
        PaymentDay.POSTED: posted_on or received_on or recorded_on,
    }
    return days[find_paid_on(on=recorded_on) or PaymentDay.RECORDED]
