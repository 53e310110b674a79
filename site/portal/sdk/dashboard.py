"""To add a card to the account page: a value, made from what the page shows of its holder."""

from portal.accounts.cards import (
    Card,
    CardFacts,
    CardLink,
    Certificate,
    DashboardCard,
    Entry,
    EntryState,
)
from portal.definitions.texts import text
from portal.records.credentials.status import Status

__all__ = [
    "Card",
    "CardFacts",
    "CardLink",
    "Certificate",
    "DashboardCard",
    "Entry",
    "EntryState",
    "Status",
    "text",
]
