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
from portal.records.ledger.queries import asked_cents, due_cents, list_payments
from portal.records.ledger.remittances import BY_MAIL
from portal.records.ledger.states import UNDER_WAY, PaymentStatus

__all__ = ["describe_end", "is_mail_awaited", "pay_context", "say_last", "service_title"]


def service_title(application: Application, language: str) -> str:
    """Return the title of the service that the application is of."""
    compiled = get_compiled(application.version_id, application.version.content_hash)
    return in_language(compiled.spec.title, language)


def pay_context(application: Application, language: str, chosen: str = "") -> dict[str, Any]:
    """Return what the page shows; ``chosen`` is the method that was chosen before."""
    payments, is_open = list_payments(application.pk), application.stage != Application.Stage.CLOSED
    due = asked_cents(due_cents(application.pk), payments, is_open=is_open)
    described = (describe(each, language) for each in (list_methods() if due > 0 else ()))
    methods = [each for each in described if each is not None]
    under_way = next((each.method for each in payments if each.status in UNDER_WAY), "")
    offered = [method.key for method in methods]
    chosen = next((key for key in (chosen, under_way) if key in offered), (offered or [""])[0])
    return {
        "application": application,
        "service_title": service_title(application, language),
        "bill": attested_bill(application, language),
        "is_due": due > 0,
        "due": dollars(due),
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
        "last": describe_end(payments[-1], language) if payments and due > 0 else None,
    }


def is_mail_awaited(payment: Payment) -> bool:
    """Tell whether an attempt is mail that has not come."""
    return payment.method == BY_MAIL and payment.status in UNDER_WAY


def say_last(payment: Payment, language: str) -> str:
    """Return in a sentence or two how far the last attempt is or how it ended; nothing of one that paid."""
    if is_mail_awaited(payment):
        return _("We wait for your payment by mail.")
    if payment.status in UNDER_WAY:
        return _("You began to pay and have not finished. You can go on with it.")
    end = describe_end(payment, language)
    return f"{end['title']}. {end['text']}" if end else ""


def describe_end(payment: Payment, language: str) -> dict[str, str] | None:
    """Return what became of an attempt that brought no money, in plain words; None for any other."""
    if payment.status == PaymentStatus.REVERSED:
        text = _("The amount is due again. Pay another way, or ask your bank.")
        return {"title": _("The bank did not pay"), "text": text}
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
