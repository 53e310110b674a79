"""The address for Stripe's notices: the signature over the body as it came, under any of the secrets in use."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from portal.sdk.payments import ForgedNoticeError, Notice, Webhook

__all__ = ["WEBHOOKS"]

METHOD = "stripe_payments.card"
SECONDS = 300
"""How old a notice may be, and how far ahead of our clock."""
ABOUT_MONEY = ("checkout.session.", "payment_intent.", "charge.")


def read_notice(body: bytes, headers: Mapping[str, str]) -> Notice:
    """Return an authentic notice; raise ForgedNoticeError for any other."""
    _check_signature(body, headers.get("stripe-signature", ""))
    try:
        event = json.loads(body.decode())
        thing = event["data"]["object"]
        kind, event_id = str(event["type"]), str(event["id"])
        is_live = bool(event["livemode"])
    except (ValueError, TypeError, KeyError) as error:
        raise ForgedNoticeError("no event") from error
    known = thing.get("metadata") or {}
    is_session = thing.get("object") == "checkout.session"
    is_intent = thing.get("object") == "payment_intent"
    reference = thing.get("id") if is_session or is_intent else thing.get("payment_intent")
    return Notice(
        event_id=event_id,
        kind=kind,
        method=METHOD,
        attempt=_text(known.get("attempt")),
        reference=_text(reference),
        is_live=is_live,
        is_about_money=kind.startswith(ABOUT_MONEY),
    )


def _check_signature(body: bytes, header: str) -> None:
    from stripe import SignatureVerificationError, WebhookSignature  # deferred: heavy to import

    for secret in settings.STRIPE_WEBHOOK_SECRETS:
        try:
            WebhookSignature.verify_header(body, header, secret, SECONDS)
        except SignatureVerificationError:
            continue
        _check_not_ahead(header)
        return
    raise ForgedNoticeError("no signature of ours")


def _check_not_ahead(header: str) -> None:
    moment = next(part[2:] for part in header.split(",") if part.startswith("t="))
    if int(moment) > time.time() + SECONDS:
        raise ForgedNoticeError("signed in the future")


def _text(value: Any) -> str:
    return value[:255] if isinstance(value, str) else ""


WEBHOOKS = {"stripe": Webhook(read=read_notice)}
