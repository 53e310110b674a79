"""The fake's objects in the shapes of Stripe's API: what a payer does on the hosted page, and what the portal asks for.

Nothing of HTTP; whoever calls holds the lock of the account.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from benchmarks.fake_stripe.fixed import BILLING_DETAILS, DISPUTE, INTENT, SESSION, card_of

__all__ = ["Account", "CardRefusedError", "NoSuchObjectError", "Thing", "WrongStateError"]

Thing = dict[str, Any]


class NoSuchObjectError(Exception):
    """There is no object of that id."""


class WrongStateError(Exception):
    """The object is not at a state in which that can be done."""


class CardRefusedError(Exception):
    """The bank declined."""


def _new(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(12)}"


@dataclass
class Account:
    """Everything that one account of the fake has; ``happened`` are the events in their order."""

    is_live: bool = False
    sessions: dict[str, Thing] = field(default_factory=dict)
    intents: dict[str, Thing] = field(default_factory=dict)
    charges: dict[str, Thing] = field(default_factory=dict)
    refunds: dict[str, Thing] = field(default_factory=dict)
    disputes: dict[str, Thing] = field(default_factory=dict)
    blocked: dict[str, list[str]] = field(default_factory=dict)
    intended: dict[str, Thing] = field(default_factory=dict)
    happened: list[Thing] = field(default_factory=list)

    def make_session(self, params: Thing, address: str) -> Thing:
        """Make a session from what was posted."""
        (line,) = params["line_items"].values()
        amount = int(line["price_data"]["unit_amount"]) * int(line["quantity"])
        session_id = _new("cs_live" if self.is_live else "cs_test")
        data = params.get("payment_intent_data", {})
        restrictions = (
            params.get("payment_method_options", {}).get("card", {}).get("restrictions", {})
        )
        self.blocked[session_id] = list(restrictions.get("brands_blocked", {}).values())
        self.sessions[session_id] = {
            **SESSION,
            "id": session_id,
            "object": "checkout.session",
            "amount_subtotal": amount,
            "amount_total": amount,
            "cancel_url": params.get("cancel_url"),
            "client_reference_id": params.get("client_reference_id"),
            "created": int(time.time()),
            "currency": line["price_data"]["currency"],
            "expires_at": int(params.get("expires_at", time.time() + 86_400)),
            "livemode": self.is_live,
            "locale": params.get("locale"),
            "metadata": dict(params.get("metadata", {})),
            "mode": params["mode"],
            "payment_intent": None,
            "payment_method_types": ["card"],
            "payment_status": "unpaid",
            "status": "open",
            "success_url": params.get("success_url"),
            "ui_mode": params.get("ui_mode"),
            "url": f"{address}/c/pay/{session_id}",
        }
        self.intended[session_id] = data
        return self.sessions[session_id]

    def find(self, kind: str, key: str) -> Thing:
        """Return an object; raise NoSuchObjectError."""
        found: Thing | None = getattr(self, kind).get(key)
        if found is None:
            raise NoSuchObjectError(key)
        return found

    def pay(self, session_id: str, *, funding: str = "credit", brand: str = "visa") -> Thing:
        """Do what a payer does on the hosted page; raise CardRefusedError for a brand that is blocked."""
        session = self.find("sessions", session_id)
        if session["status"] != "open":
            raise WrongStateError(session["status"])
        if brand in self.blocked[session_id] or brand == "declined":
            raise CardRefusedError(brand)
        data = self.intended[session_id]
        is_held = data.get("capture_method") == "manual"
        amount = session["amount_total"]
        intent_id, charge_id = _new("pi"), _new("ch")
        known = dict(data.get("metadata", {}))
        self.charges[charge_id] = {
            **self._charge(session, is_held=is_held),
            "id": charge_id,
            "metadata": known,
            "payment_intent": intent_id,
            "payment_method_details": card_of(brand, funding),
        }
        self.intents[intent_id] = {
            **INTENT,
            "id": intent_id,
            "object": "payment_intent",
            "amount": amount,
            "amount_capturable": amount if is_held else 0,
            "amount_received": 0 if is_held else amount,
            "capture_method": data.get("capture_method", "automatic"),
            "created": int(time.time()),
            "currency": session["currency"],
            "latest_charge": charge_id,
            "livemode": self.is_live,
            "metadata": known,
            "status": "requires_capture" if is_held else "succeeded",
        }
        session |= {
            "payment_intent": intent_id,
            "status": "complete",
            "payment_status": "unpaid" if is_held else "paid",
        }
        self.tell("checkout.session.completed", session)
        kind = "amount_capturable_updated" if is_held else "succeeded"
        self.tell(f"payment_intent.{kind}", self.intents[intent_id])
        return session

    def _charge(self, session: Thing, *, is_held: bool) -> Thing:
        return {
            "object": "charge",
            "amount": session["amount_total"],
            "amount_captured": 0 if is_held else session["amount_total"],
            "amount_refunded": 0,
            "billing_details": dict(BILLING_DETAILS),
            "captured": not is_held,
            "created": int(time.time()),
            "currency": session["currency"],
            "disputed": False,
            "livemode": self.is_live,
            "paid": True,
            "refunded": False,
            "status": "succeeded",
        }

    def capture(self, intent_id: str) -> Thing:
        """Take what is held."""
        intent = self.find("intents", intent_id)
        if intent["status"] != "requires_capture":
            raise WrongStateError(intent["status"])
        amount = intent["amount_capturable"]
        intent |= {"amount_capturable": 0, "amount_received": amount, "status": "succeeded"}
        charge = self.charges[intent["latest_charge"]]
        charge |= {"amount_captured": amount, "captured": True}
        session = next(s for s in self.sessions.values() if s["payment_intent"] == intent_id)
        session["payment_status"] = "paid"
        self.tell("payment_intent.succeeded", intent)
        self.tell("charge.captured", charge)
        return intent

    def cancel(self, intent_id: str) -> Thing:
        """Let go of what is held."""
        intent = self.find("intents", intent_id)
        if intent["status"] != "requires_capture":
            raise WrongStateError(intent["status"])
        intent |= {"amount_capturable": 0, "status": "canceled"}
        self.tell("payment_intent.canceled", intent)
        return intent

    def expire(self, session_id: str) -> Thing:
        """End a session that is open."""
        session = self.find("sessions", session_id)
        if session["status"] != "open":
            raise WrongStateError(session["status"])
        session |= {"status": "expired", "url": None}
        self.tell("checkout.session.expired", session)
        return session

    def refund(self, intent_id: str, amount: int, metadata: Thing | None = None) -> Thing:
        """Give back a part of what was taken."""
        intent = self.find("intents", intent_id)
        charge = self.charges[intent["latest_charge"]]
        if charge["amount_refunded"] + amount > charge["amount_captured"]:
            raise WrongStateError("more than was taken")
        charge["amount_refunded"] += amount
        charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
        refund_id = _new("re")
        self.refunds[refund_id] = {
            "id": refund_id,
            "object": "refund",
            "amount": amount,
            "charge": charge["id"],
            "created": int(time.time()),
            "currency": charge["currency"],
            "metadata": metadata or {},
            "payment_intent": intent_id,
            "status": "succeeded",
        }
        self.tell("charge.refunded", charge)
        return self.refunds[refund_id]

    def dispute(self, intent_id: str, status: str = "needs_response") -> Thing:
        """Have the payer dispute a charge."""
        intent = self.find("intents", intent_id)
        charge = self.charges[intent["latest_charge"]]
        charge["disputed"] = True
        dispute_id = _new("dp")
        self.disputes[dispute_id] = {
            **DISPUTE,
            "id": dispute_id,
            "object": "dispute",
            "amount": charge["amount"] - charge["amount_refunded"],
            "charge": charge["id"],
            "created": int(time.time()),
            "currency": charge["currency"],
            "livemode": self.is_live,
            "metadata": {},
            "payment_intent": intent_id,
            "reason": "general",
            "status": status,
        }
        self.tell("charge.dispute.created", self.disputes[dispute_id])
        return self.disputes[dispute_id]

    def tell(self, kind: str, thing: Thing) -> None:
        """Note that something happened."""
        self.happened.append(
            {
                "id": _new("evt"),
                "object": "event",
                "api_version": "2026-10-28.endive",
                "created": int(time.time()),
                "data": {"object": dict(thing)},
                "livemode": self.is_live,
                "pending_webhooks": 1,
                "type": kind,
            }
        )

    def expand(self, thing: Thing, paths: list[str]) -> Thing:
        """Return an object with what was asked for in place of ids."""
        shown = dict(thing)
        for path in paths:
            first, _dot, rest = path.partition(".")
            key = shown.get(first)
            if isinstance(key, str):
                table = {"payment_intent": self.intents, "latest_charge": self.charges}[first]
                shown[first] = self.expand(table[key], [rest] if rest else [])
        return shown
