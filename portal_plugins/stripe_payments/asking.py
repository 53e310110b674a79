"""Speaks with Stripe through its own package, imported when it is first needed: pinned version, bounded time."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings

from portal.sdk.payments import ProviderError, ProviderRefusedError, UnknownToProviderError

if TYPE_CHECKING:
    from stripe import StripeClient

__all__ = ["API_VERSION", "get_client", "told_by_stripe"]

API_VERSION = "2026-10-28.endive"
SECONDS = 3.5
"""Of one answer; with the one repetition that the package makes, an act ends within eight."""
REPEATS = 1


def get_client() -> StripeClient:
    """Return the client for the key and the address that the settings name now."""
    return _make_client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE)


@lru_cache(maxsize=4)
def _make_client(key: str, base: str) -> StripeClient:
    import stripe  # deferred: a second of start-up that a portal without payments never needs

    logging.getLogger("stripe").setLevel(logging.WARNING)  # it tells of every question and answer
    return stripe.StripeClient(
        key,
        stripe_version=API_VERSION,
        base_addresses={"api": base},
        max_network_retries=REPEATS,
        http_client=stripe.RequestsClient(timeout=SECONDS),
    )


@contextmanager
def told_by_stripe() -> Iterator[None]:
    """Turn what the package raises into the contract's errors."""
    import stripe  # deferred: as above

    try:
        yield
    except stripe.InvalidRequestError as error:
        if error.code == "resource_missing":
            raise UnknownToProviderError(str(error.code)) from error
        raise ProviderRefusedError(error.code or "invalid_request") from error
    except (stripe.CardError, stripe.IdempotencyError) as error:
        raise ProviderRefusedError(error.code or "refused") from error
    except stripe.StripeError as error:
        raise ProviderError(type(error).__name__) from error
