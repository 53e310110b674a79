"""What a receipt says, the same on its page and as a PDF, in the language that is active."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.papers.sheets import Sheet, SheetRow
from portal.payments.pages import service_title
from portal.payments.wording import dollars
from portal.records.ledger.entries import Receipt
from portal.records.ledger.paying import Payment
from portal.records.ledger.states import PaymentStatus

__all__ = ["ReceiptInWords", "as_sheet", "describe_receipt"]


@dataclass(frozen=True, slots=True)
class ReceiptInWords:
    """A receipt: rows of a name and a value, and what has to be known beside them."""

    number: str
    rows: list[SheetRow]
    is_taken_back: bool
    is_test: bool

    @property
    def title(self) -> str:
        """Return what it is called."""
        return _("Receipt %(number)s") % {"number": self.number}

    @property
    def notes(self) -> list[str]:
        """Return whole sentences."""
        notes = []
        if self.is_taken_back:
            notes.append(_("This payment does not count any more."))
            notes.append(_("The bank did not pay it. Its amount is due again."))
        if self.is_test:
            notes.append(_("This was a test: no real money was paid."))
        return notes


def describe_receipt(receipt: Receipt, language: str) -> ReceiptInWords:
    """Return what a receipt says; ``language`` is the one that is active."""
    payment: Payment = receipt.payment
    application = payment.application
    person = application.holder
    rows = [
        (_("Received"), dollars(receipt.cents), ""),
        (_("On"), date_format(localtime(receipt.issued_at), "DATETIME_FORMAT"), ""),
        (_("From"), f"{person.first_name} {person.last_name}".strip(), ""),
        (_("For"), service_title(application, language), ""),
        (_("Application"), application.reference or "", ""),
        (_("Paid with"), payment.instrument, "en"),
        (_("Given back"), dollars(payment.refunded_cents) if payment.refunded_cents else "", ""),
    ]
    return ReceiptInWords(
        number=receipt.number,
        rows=[SheetRow(label, (value,), spoken) for label, value, spoken in rows if value],
        is_taken_back=payment.status == PaymentStatus.REVERSED,
        is_test=not payment.is_live,
    )


def as_sheet(receipt: ReceiptInWords, language: str) -> Sheet:
    """Return a receipt as it is printed."""
    return Sheet(
        title=receipt.title,
        office=_("Bureau of Educator Standards and Certification"),
        language=language,
        foot=receipt.title,
        rows=tuple(receipt.rows),
        notes=tuple(receipt.notes),
    )
