"""What is the same in each of the fake's objects: required by Stripe's description, asked for by nobody here."""

from __future__ import annotations

from typing import Any

__all__ = ["BILLING_DETAILS", "DISPUTE", "INTENT", "SESSION", "card_of"]

SESSION: dict[str, Any] = {
    "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
    "custom_fields": [],
    "custom_text": {
        "after_submit": None,
        "shipping_address": None,
        "submit": None,
        "terms_of_service_acceptance": None,
    },
    "shipping_options": [],
}
INTENT: dict[str, Any] = {"confirmation_method": "automatic", "payment_method_types": ["card"]}
BILLING_DETAILS: dict[str, Any] = {"address": None, "email": None, "name": None, "phone": None}
DISPUTE: dict[str, Any] = {
    "balance_transactions": [],
    "enhanced_eligibility_types": [],
    "evidence": {"enhanced_evidence": {}},
    "evidence_details": {
        "due_by": None,
        "enhanced_eligibility": {},
        "has_evidence": False,
        "past_due": False,
        "submission_count": 0,
        "submission_method": "not_submitted",
    },
    "is_charge_refundable": False,
}


def card_of(brand: str, funding: str) -> dict[str, Any]:
    """Return how a charge says which card it was."""
    card = {"brand": brand, "funding": funding, "last4": "4242", "exp_month": 8, "exp_year": 2030}
    return {"type": "card", "card": card}
