"""The fake's hosted page, as a payer sees it: plain buttons, where Stripe's own has a form for a card."""

from __future__ import annotations

from html import escape
from typing import Any

__all__ = ["CARDS", "challenge_page", "payment_page"]

CARDS = {
    "credit": "Pay with a credit card",
    "debit": "Pay with a debit card",
    "challenge": "Pay with a card whose bank asks back",
    "declined": "Pay with a card that is declined",
}


def payment_page(session: dict[str, Any], error: str = "") -> str:
    """Return the page of a session."""
    buttons = "".join(
        f'<p><button name="card" value="{key}">{label}</button></p>' for key, label in CARDS.items()
    )
    alert = f'<p role="alert">{escape(error)}</p>' if error else ""
    back = escape(session["cancel_url"] or "")
    return _page(
        "Stand-in for Stripe Checkout",
        f"{alert}<p>{session['amount_total'] / 100:.2f} {escape(session['currency'].upper())}</p>"
        f'<form method="post">{buttons}</form><p><a href="{back}">Back to the portal</a></p>',
    )


def challenge_page() -> str:
    """Return the page on which the payer's bank asks back."""
    return _page(
        "Your bank asks: is this you?",
        '<form method="post"><p><button name="challenge" value="complete">Yes, it is me</button></p>'
        '<p><button name="challenge" value="fail">No</button></p></form>',
    )


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title></head>'
        f"<body><main><h1>{title}</h1>{body}</main></body></html>"
    )
