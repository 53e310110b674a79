"""What the payment page of an application shows: what is due, the ways to pay, and what became of earlier attempts."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from portal.definitions.compiled import get_compiled
from portal.definitions.texts import in_language
from portal.payments.attested import attested_bill
from portal.payments.describing import describe, refusal_words
from portal.payments.fulfilling import NOT_DUE
from portal.payments.mailed.expecting import get_standing
from portal.payments.methods import list_methods
from portal.payments.wording import dollars
from portal.records.applications.models import Application
from portal.records.ledger.paying import Payment
from portal.records.ledger.queries import due_cents, list_payments
from portal.records.ledger.states import UNDER_WAY, PaymentStatus

__all__ = ["describe_end", "pay_context", "service_title"]


def service_title(application: Application, language: str) -> str:
    """Return the title of the service that the application is of."""
    compiled = get_compiled(application.version_id, application.version.content_hash)
    return in_language(compiled.spec.title, language)


def pay_context(application: Application, language: str, chosen: str = "") -> dict[str, Any]:
    """Return what the page shows; ``chosen`` is the method that was chosen before."""
    due, payments = due_cents(application.pk), list_payments(application.pk)
    described = (describe(each, language) for each in (list_methods() if due > 0 else ()))
    methods = [each for each in described if each is not None]
    if chosen not in {method.key for method in methods}:
        chosen = methods[0].key if methods else ""
    return {
        "application": application,
        "service_title": service_title(application, language),
        "bill": attested_bill(application, language),
        "is_due": due > 0,
        "due": dollars(max(due, 0)),
        "methods": methods,
        "chosen": chosen,
        "has_test": any(method.is_test for method in methods),
        "origins": sorted({origin for method in methods for origin in method.origins}),
        "payments": [
            {"payment": payment, "amount": dollars(payment.amount_cents)}
            for payment in payments
            if payment.status == PaymentStatus.PAID
        ],
        "mail": get_standing(application),
        "under_way": next((each for each in payments if each.status in UNDER_WAY), None),
        "last": describe_end(payments[-1], language) if payments and due > 0 else None,
    }


def describe_end(payment: Payment, language: str) -> dict[str, str] | None:
    """Return what became of an attempt that brought no money, in plain words; None for any other."""
    nothing = _("Nothing was charged.")
    words = {
        PaymentStatus.DECLINED: (
            _("The payment was declined"),
            _("Your bank did not allow it. Try another card, or ask your bank."),
        ),
        PaymentStatus.CANCELED: (_("The payment was canceled"), _("You can begin again.")),
        PaymentStatus.EXPIRED: (
            _("The time to pay is over"),
            _("You can begin again; your application is kept."),
        ),
        PaymentStatus.FAILED: (
            _("The payment could not be started"),
            _("The bureau is told of it. Try again later, or choose another way to pay."),
        ),
        PaymentStatus.RELEASED: (
            _("This card is not accepted"),
            _refusal(payment, language),
        ),
    }
    found = words.get(PaymentStatus(payment.status))
    return {"title": found[0], "text": f"{found[1]} {nothing}"} if found else None


def _refusal(payment: Payment, language: str) -> str:
    if payment.detail == NOT_DUE:
        return _("Another payment had come in meanwhile.")
    words = refusal_words(payment.method, payment.detail, language)
    return words or _("Choose another card or another way to pay.")
