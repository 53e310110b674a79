"""To offer a way to pay: a method and an address for its provider's notices. The portal decides what counts as paid."""

from portal.definitions.texts import Text, text
from portal.payments.contract import (
    Attempt,
    ForgedNoticeError,
    Health,
    Notice,
    Order,
    PaymentMethod,
    ProviderError,
    ProviderRefusedError,
    RefundMade,
    SettlementFormat,
    Started,
    Truth,
    TruthState,
    UnknownToProviderError,
    Webhook,
)

__all__ = [
    "Attempt",
    "ForgedNoticeError",
    "Health",
    "Notice",
    "Order",
    "PaymentMethod",
    "ProviderError",
    "ProviderRefusedError",
    "RefundMade",
    "SettlementFormat",
    "Started",
    "Text",
    "Truth",
    "TruthState",
    "UnknownToProviderError",
    "Webhook",
    "text",
]
