"""Where the money of an application stands: what is due, what was paid and how, and what comes next; in words.

One answer for the applicant's page and for the file of whoever reviews. What it costs is read as it was attested.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from portal.payments.attested import attested_bill
from portal.payments.describing import title_of
from portal.payments.pages import is_mail_awaited, say_last
from portal.payments.wording import BillInWords, dollars
from portal.records.applications.models import Application
from portal.records.ledger.models import ChargeLine
from portal.records.ledger.paying import Payment
from portal.records.ledger.queries import asked_cents, due_cents, list_payments
from portal.records.ledger.states import UNDER_WAY, PaymentStatus

__all__ = ["MoneyBox", "PaidLine", "get_money_box", "say_next"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidLine:
    """A payment that came in: how much, when, how, and what of it was given back."""

    amount: str
    paid_at: datetime
    how: str
    receipt: str
    given_back: str
    is_test: bool
    public_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyBox:
    """All of it; ``due`` and ``later`` are empty where that is nothing, ``paid`` where nothing came in.

    ``last`` says what became of the last attempt while something is due.
    """

    bill: BillInWords
    due: str
    later: str
    paid: str
    payments: list[PaidLine]
    next: str
    last: str = ""
    is_mail_awaited: bool = False


def get_money_box(application: Application, language: str) -> MoneyBox | None:
    """Return the box, or None where the service had no fees; 3 SQL, none where it costs nothing."""
    bill = attested_bill(application, language)
    if bill is None:
        return None
    is_open = application.stage != Application.Stage.CLOSED
    if bill.is_free:
        free = _("Nothing is to be paid for this application.")
        return MoneyBox(bill=bill, due="", later="", paid="", payments=[], next=free)
    payments = list_payments(application.pk)
    due = asked_cents(due_cents(application.pk), payments, is_open=is_open)
    later, last = _waiting_cents(application.pk), payments[-1] if due and payments else None
    lines = [_line(each, language) for each in payments if each.status == PaymentStatus.PAID]
    paid = sum(each.captured_cents - each.reversed_cents for each in payments)
    return MoneyBox(
        bill=bill,
        due=dollars(due) if due else "",
        later=dollars(later) if later and is_open else "",
        paid=dollars(paid) if paid else "",
        payments=lines,
        next=say_next(
            due=due,
            later=later,
            is_under_way=any(each.status in UNDER_WAY for each in payments),
            is_open=is_open,
        ),
        last=say_last(last, language) if last else "",
        is_mail_awaited=last is not None and is_mail_awaited(last),
    )


def say_next(*, due: int, later: int, is_under_way: bool, is_open: bool) -> str:
    """Return in a sentence or two what comes next, of whole cents; pure."""
    if not is_open and due:
        return _("The application is decided. What the bank did not pay is due again.")
    if not is_open:
        return _("The application is decided: nothing more is to be paid.")
    rest = {"rest": dollars(later)}
    if due and is_under_way:
        text = _("A payment is under way. It is shown here as soon as it has come in.")
    elif due:
        text = _("We go on with the application once what is due is paid.")
    elif later:
        return (
            _(
                "Nothing is due now. The rest of %(rest)s is due once a specialist has found you "
                "eligible; we write to you then."
            )
            % rest
        )
    else:
        return _("Everything is paid. Nothing more is due.")
    if later:
        after = _("The rest of %(rest)s follows once a specialist has found you eligible.") % rest
        return f"{text} {after}"
    return text


def _waiting_cents(application_id: int) -> int:
    waiting = ChargeLine.objects.filter(application_id=application_id, due_at=None)
    return max(waiting.aggregate(sum=Sum("cents"))["sum"] or 0, 0)


def _line(payment: Payment, language: str) -> PaidLine:
    back = payment.refunded_cents + payment.disputed_cents
    assert payment.settled_at is not None
    return PaidLine(
        amount=dollars(payment.captured_cents),
        paid_at=payment.settled_at,
        how=", ".join(filter(None, (title_of(payment.method, language), payment.instrument))),
        receipt=payment.receipt.number,
        given_back=dollars(back) if back else "",
        is_test=not payment.is_live,
        public_id=payment.public_id,
    )
