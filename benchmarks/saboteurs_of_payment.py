"""The saboteurs at paying: ways to pay and addresses for notices that fail, hang, or answer what was not asked for."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["AT_PAYING"]

METHODS = """import os, time
from portal.sdk.payments import PaymentMethod, Started, Truth, TruthState, text

class Crash(PaymentMethod):
    key = "saboteur.crash"

    @property
    def title(self):
        {title}
        return text("Saboteur", "Saboteador")

    @property
    def accepts(self):
        return text("Nothing", "Nada")

    def start(self, order):
        {start}
        return Started(reference=order.attempt, address="/")

    def fetch(self, attempt):
        {fetch}
        return Truth(reference=attempt.reference, state=TruthState.OPEN,
                     amount_cents=attempt.amount_cents, currency=attempt.currency,
                     is_live=False, account="", attempt=attempt.attempt,
                     application=attempt.application)

    release = fetch

    def list_since(self, moment):
        {list_since}
        return []

METHODS = [Crash()]
"""
WEBHOOKS = """from portal.sdk.payments import Notice, Webhook

def read(body, headers):
    {body}
    return Notice(event_id="1", kind="paid", method="saboteur.crash", reference="1")

WEBHOOKS = {{"notices": Webhook(read=read)}}
"""
HANG = "time.sleep(float(os.environ.get('SABOTEUR_SECONDS', 60)))"


def _method(**bodies: str) -> dict[str, str]:
    usual = dict.fromkeys(("title", "start", "fetch", "list_since"), "pass")
    return {"payment_methods": METHODS.format(**{**usual, **bodies})}


AT_PAYING: Mapping[str, tuple[str, Mapping[str, str], str]] = {
    "pay_title": (
        "its way to pay raises when it is asked for its title",
        _method(title="1 / 0"),
        "payment_methods",
    ),
    "pay_start": (
        "its way to pay raises when a payment begins",
        _method(start="1 / 0"),
        "payment_methods",
    ),
    "pay_odd": (
        "its way to pay answers with nothing when a payment begins",
        _method(start="return None"),
        "payment_methods",
    ),
    "pay_return": (
        "its way to pay raises when it is asked what was paid",
        {**_method(fetch="1 / 0"), "webhooks": WEBHOOKS.format(body="pass")},
        "payment_methods",
    ),
    "pay_hang": ("its way to pay hangs when a payment begins", _method(start=HANG), ""),
    "list_hang": ("its way to pay hangs when providers are compared", _method(list_since=HANG), ""),
    "webhook_error": (
        "its address for notices raises",
        {**_method(), "webhooks": WEBHOOKS.format(body="1 / 0")},
        "webhooks",
    ),
}
"""By key: what it does, its modules, and the extension point under which its failures are counted."""
