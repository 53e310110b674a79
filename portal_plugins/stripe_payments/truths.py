"""Reads objects of Stripe's as the contract's truth. Pure: asks nothing, decides nothing about money."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from portal.sdk.payments import Truth, TruthState

if TYPE_CHECKING:
    from stripe import Charge, PaymentIntent
    from stripe.checkout import Session

__all__ = ["charge_of", "intent_of", "read_intent", "read_session"]

FUNDINGS = {"credit": "credit", "debit": "debit", "prepaid": "prepaid"}
BRANDS = {
    "amex": "American Express",
    "discover": "Discover",
    "mastercard": "Mastercard",
    "visa": "Visa",
}


def intent_of(session: Session) -> PaymentIntent | None:
    """Return the payment intent of a session that was fetched with it."""
    intent = session.payment_intent
    return None if intent is None or isinstance(intent, str) else intent


def charge_of(intent: PaymentIntent) -> Charge | None:
    """Return the last charge of a payment intent that was fetched with it."""
    charge = intent.latest_charge
    return None if charge is None or isinstance(charge, str) else charge


def read_session(session: Session, fundings: Collection[str], disputed: int = 0) -> Truth:
    """Return what a session says; of one that nobody paid on, what it asked for."""
    intent = intent_of(session)
    if intent is not None and _state(intent) is not None:
        truth = read_intent(intent, session.id, fundings, disputed)
        is_named = session.client_reference_id == truth.attempt
        return truth if is_named else _without_name(truth)
    is_over = session.status == "expired" or (intent is not None and intent.status == "canceled")
    ended = TruthState.EXPIRED if session.status == "expired" else TruthState.CANCELED
    return Truth(
        reference=session.id,
        state=ended if is_over else TruthState.OPEN,
        amount_cents=session.amount_total or 0,
        currency=session.currency or "",
        is_live=session.livemode,
        account=_named(session.metadata, "account"),
        attempt=session.client_reference_id or "",
        application=_named(session.metadata, "application"),
        handle=intent.id if intent else "",
    )


def read_intent(
    intent: PaymentIntent, reference: str, fundings: Collection[str], disputed: int = 0
) -> Truth:
    """Return what a payment intent says whose money is held or was taken."""
    charge, state = charge_of(intent), _state(intent) or TruthState.OPEN
    is_held = state is TruthState.AUTHORIZED
    card = _card_of(charge)
    funding = getattr(card, "funding", None) or "unknown"
    return Truth(
        reference=reference,
        state=state,
        amount_cents=intent.amount_capturable if is_held else intent.amount_received,
        currency=intent.currency,
        is_live=intent.livemode,
        account=_named(intent.metadata, "account"),
        attempt=_named(intent.metadata, "attempt"),
        application=_named(intent.metadata, "application"),
        instrument=_instrument(card),
        refusal=funding if is_held and funding not in fundings else "",
        refunded_cents=charge.amount_refunded if charge else 0,
        disputed_cents=disputed,
        handle=intent.id,
    )


def _state(intent: PaymentIntent) -> TruthState | None:
    return {"requires_capture": TruthState.AUTHORIZED, "succeeded": TruthState.PAID}.get(
        intent.status
    )


def _without_name(truth: Truth) -> Truth:
    return replace(truth, attempt="")


def _named(metadata: Any, name: str) -> str:
    """Return a value of an object's metadata, which is no dictionary."""
    return str(getattr(metadata, name, "") or "") if metadata is not None else ""


def _card_of(charge: Charge | None) -> Any:
    details = charge.payment_method_details if charge else None
    return getattr(details, "card", None)


def _instrument(card: Any) -> str:
    if card is None:
        return ""
    brand = BRANDS.get(card.brand or "", (card.brand or "card").title())
    words = [brand, FUNDINGS.get(card.funding or "", "")]
    return f"{' '.join(filter(None, words))}, ends in {card.last4}"
