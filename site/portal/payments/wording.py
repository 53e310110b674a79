"""A bill in plain words, the same for the applicant before and after sending, and for staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from portal.definitions.rules import Money
from portal.definitions.rules.wording import value_words
from portal.definitions.texts import in_language
from portal.payments.fees import Bill
from portal.payments.lines import Addition
from portal.payments.pricing import Quote
from portal.records.ledger.lines import FeeLine, Part

__all__ = ["BillInWords", "LineInWords", "bill_in_words", "dollars", "quote_in_words"]


@dataclass(frozen=True, slots=True)
class LineInWords:
    """A line: what for, how much, why, and by which source."""

    label: str
    amount: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class BillInWords:
    """What an application costs; ``on`` is the day whose fees it follows."""

    lines: list[LineInWords]
    total: str
    total_cents: int
    on: date

    @property
    def is_free(self) -> bool:
        """Tell whether nothing is to be paid."""
        return self.total_cents == 0


def dollars(cents: int) -> str:
    """Return an amount of whole cents as people write it."""
    return value_words(Money(cents))


def bill_in_words(bill: Bill, language: str) -> BillInWords:
    """Return the bill as pages show it, in the language that is active, which is ``language``."""
    return BillInWords(
        lines=[_line(line, language) for line in bill.lines],
        total=dollars(bill.total_cents),
        total_cents=bill.total_cents,
        on=bill.on,
    )


def quote_in_words(quote: Quote, language: str) -> str:
    """Return what a service usually costs in a few words."""
    total = quote.bill.total_cents
    amount = dollars(total) if total else _("No fee")
    note = in_language(quote.note, language) if quote.note else ""
    if quote.additions:
        note = _("by your answers also: %(more)s") % {"more": _say_additions(quote, language)}
    return f"{amount} ({note})" if note else amount


def _say_additions(quote: Quote, language: str) -> str:
    return "; ".join(_say_addition(each, language) for each in quote.additions)


def _say_addition(addition: Addition, language: str) -> str:
    label = in_language(addition.label, language)
    if addition.cents is None:
        return _("%(what)s, not known today") % {"what": label}
    words = {"what": label, "amount": dollars(addition.cents)}
    if addition.is_for_each:
        return _("%(what)s, %(amount)s for each") % words
    return _("%(what)s, %(amount)s") % words


def _line(line: FeeLine, language: str) -> LineInWords:
    return LineInWords(
        label=in_language(line.label, language),
        amount=dollars(line.cents),
        reason=_reason(line),
        source=line.source,
    )


def _reason(line: FeeLine) -> str:
    price = dollars(line.unit_cents)
    if line.part is Part.CONCESSION:
        return _("Concession: this is taken off.")
    if line.part is Part.REVIEW:
        return _(
            "Part of the price of %(price)s that pays for the review. It is not given back."
        ) % {"price": price}
    charged = line.unit_cents * line.quantity
    if line.quantity > 1:
        whole = _("%(count)s times %(price)s.") % {"count": line.quantity, "price": price}
    else:
        whole = _("The price is %(price)s.") % {"price": price}
    if charged == line.cents:
        return whole
    part = {"whole": whole, "part": dollars(charged - line.cents)}
    return _("%(whole)s The review part of %(part)s is charged above.") % part
