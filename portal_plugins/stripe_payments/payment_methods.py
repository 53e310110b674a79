"""The method: a Checkout Session by full redirect, whose money is held until the funding of the card is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings

from portal.sdk.payments import (
    Attempt,
    Health,
    Order,
    PaymentMethod,
    ProviderError,
    ProviderRefusedError,
    RefundMade,
    Started,
    Text,
    Truth,
    TruthState,
    UnknownToProviderError,
    text,
)
from portal_plugins.stripe_payments.asking import get_client, told_by_stripe
from portal_plugins.stripe_payments.settlement import REPORT
from portal_plugins.stripe_payments.truths import charge_of, intent_of, read_intent, read_session

if TYPE_CHECKING:
    from stripe.checkout import Session

__all__ = ["METHODS"]

EVERY_BRAND = {
    "american_express": "American Express",
    "discover_global_network": "Discover",
    "mastercard": "Mastercard",
    "visa": "Visa",
}
SHORT = {"amex": "american_express", "discover": "discover_global_network"}
WHOLE = ["payment_intent.latest_charge"]
GIVEN_UP = frozenset({"won", "warning_closed", "warning_needs_response", "warning_under_review"})
"""Of disputes: the money is ours, or was never taken away."""
A_PAGE = 100
LIVE = ("sk_live_", "rk_live_")
NOT_CREDIT = text(
    "Only credit cards are accepted, and this card is not one. The amount that was set aside on it was released.",
    "Solo se aceptan tarjetas de crédito, y esta no lo es. El importe reservado en ella se liberó.",
)


class CardMethod(PaymentMethod):
    """Takes credit cards on Stripe's own pages."""

    key = "stripe_payments.card"
    title = text("Credit card", "Tarjeta de crédito")
    refusals = {"debit": NOT_CREDIT, "prepaid": NOT_CREDIT, "unknown": NOT_CREDIT}
    settlement = REPORT

    @property
    def accepts(self) -> Text:
        """Say which brands, as the settings have them."""
        names = ", ".join(EVERY_BRAND[brand] for brand in _brands())
        return text(
            f"{names}. Credit cards only: debit and prepaid cards are not accepted.",
            f"{names}. Solo tarjetas de crédito: no se aceptan tarjetas de débito ni prepagadas.",
        )

    @property
    def account(self) -> str:
        """Return whose money it becomes."""
        return str(settings.STRIPE_ACCOUNT)

    @property
    def is_live(self) -> bool:
        """Tell whether the key moves real money."""
        return str(settings.STRIPE_SECRET_KEY).startswith(LIVE)

    @property
    def is_test(self) -> bool:
        """Tell whether the page has to say that this is a test."""
        return not self.is_live

    @property
    def origins(self) -> Sequence[str]:
        """Return where Stripe's pages stand."""
        base = urlsplit(settings.STRIPE_API_BASE)
        is_stripe = base.hostname == "api.stripe.com"
        return ["https://checkout.stripe.com"] if is_stripe else [f"{base.scheme}://{base.netloc}"]

    def is_ready(self) -> bool:
        """Tell whether there is a key."""
        return bool(settings.STRIPE_SECRET_KEY)

    def start(self, order: Order) -> Started:
        """Make a session; the key makes a repeat find the same one."""
        known = {
            "attempt": order.attempt,
            "application": order.application,
            "account": self.account,
            "reference": order.reference,
        }
        params: Any = {
            "mode": "payment",
            "ui_mode": "hosted_page",
            "client_reference_id": order.attempt,
            "success_url": order.return_url,
            "cancel_url": order.back_url,
            "expires_at": int(order.expires_at.timestamp()),
            "locale": order.language,
            "metadata": known,
            "allowed_payment_method_types": ["card"],
            "payment_method_options": {
                "card": {"restrictions": {"brands_blocked": _blocked_brands()}}
            },
            "payment_intent_data": {
                "capture_method": "manual",
                "metadata": known,
                "description": f"{order.title} ({order.reference})",
            },
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": order.currency,
                        "unit_amount": order.amount_cents,
                        "product_data": {"name": f"{order.title} ({order.reference})"},
                    },
                }
            ],
        }
        with told_by_stripe():
            session = get_client().v1.checkout.sessions.create(
                params, {"idempotency_key": order.idempotency_key}
            )
        if not session.id or not session.url:
            raise ProviderError("a session without an address")
        return Started(reference=session.id, address=session.url)

    def fetch(self, attempt: Attempt) -> Truth:
        """Return what is on record of a session, or of a payment intent that a notice named."""
        with told_by_stripe():
            return self._read(_find_session(attempt.reference))

    def capture(self, attempt: Attempt) -> Truth:
        """Take the money that is held."""
        with told_by_stripe():
            intent = get_client().v1.payment_intents.capture(
                attempt.handle,
                {"expand": ["latest_charge"]},
                {"idempotency_key": f"{attempt.idempotency_key}-capture"},
            )
        return read_intent(intent, attempt.reference, settings.STRIPE_FUNDING)

    def release(self, attempt: Attempt) -> Truth:
        """Let the held money go, or end a session that is open; then say what is on record."""
        client = get_client()
        try:
            with told_by_stripe():
                truth = self._read(_find_session(attempt.reference))
                if truth.state is TruthState.AUTHORIZED:
                    client.v1.payment_intents.cancel(truth.handle)
                elif truth.state is TruthState.OPEN:
                    client.v1.checkout.sessions.expire(attempt.reference)
        except UnknownToProviderError:
            raise
        except ProviderRefusedError:
            pass  # it was paid, or ended, in the meantime: the record says which
        return self.fetch(attempt)

    def refund(self, attempt: Attempt, *, cents: int, idempotency_key: str) -> RefundMade:
        """Give back a part of what was taken, or all of it."""
        with told_by_stripe():
            intent = intent_of(_find_session(attempt.reference))
            if intent is None:
                raise ProviderRefusedError("nothing was paid")
            params: Any = {
                "payment_intent": intent.id,
                "amount": cents,
                "metadata": {"attempt": attempt.attempt},
            }
            made = get_client().v1.refunds.create(params, {"idempotency_key": idempotency_key})
        return RefundMade(reference=made.id)

    def list_since(self, moment: datetime) -> Iterable[Truth]:
        """Yield every session since a moment, whoever made it."""
        params: Any = {
            "created": {"gte": int(moment.timestamp())},
            "limit": A_PAGE,
            "expand": [f"data.{each}" for each in WHOLE],
        }
        with told_by_stripe():
            yield from map(self._read, _pages(params))

    def health(self) -> Health:
        """Ask for the balance: it tells that the key is good, and of which kind."""
        if not self.is_ready():
            return Health(is_well=False, detail="STRIPE_SECRET_KEY is not set")
        try:
            with told_by_stripe():
                balance = get_client().v1.balance.retrieve()
        except ProviderError as error:
            return Health(is_well=False, detail=str(error))
        agrees = balance.livemode == self.is_live
        return Health(is_well=agrees, detail="" if agrees else "the key is of another kind")

    def _read(self, session: Session) -> Truth:
        truth = read_session(session, settings.STRIPE_FUNDING)
        intent = intent_of(session)
        charge = charge_of(intent) if intent else None
        if charge is None or not charge.disputed:
            return truth
        found = get_client().v1.disputes.list({"charge": charge.id})
        taken = sum(each.amount for each in found.data if each.status not in GIVEN_UP)
        return read_session(session, settings.STRIPE_FUNDING, taken)


def _find_session(reference: str) -> Session:
    """Return a session by its own reference, or by that of its payment intent."""
    sessions = get_client().v1.checkout.sessions
    if not reference.startswith("pi_"):
        return sessions.retrieve(reference, {"expand": WHOLE})
    found = sessions.list({"payment_intent": reference, "expand": [f"data.{WHOLE[0]}"]}).data
    if not found:
        raise UnknownToProviderError(reference)
    return found[0]


def _pages(params: Any) -> Iterator[Session]:
    yield from get_client().v1.checkout.sessions.list(params).auto_paging_iter()


def _brands() -> list[str]:
    names = [SHORT.get(name, name) for name in settings.STRIPE_BRANDS]
    return [brand for brand in EVERY_BRAND if brand in names]


def _blocked_brands() -> list[str]:
    return [brand for brand in EVERY_BRAND if brand not in _brands()]


METHODS = [CardMethod()]
