"""Cards that plugins add to the account page: values, made from what the page has read anyway.

How a card is drawn belongs to the template; what a plugin says is on it belongs to the plugin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from types import ModuleType

from portal.definitions.texts import Text, in_language
from portal.plugins.guard import call_on_input
from portal.plugins.registry import plugin_modules
from portal.records.credentials.status import Status
from portal.records.evidence.kinds import EvidenceKind
from portal.records.evidence.models import EvidenceItem

__all__ = [
    "Card",
    "CardFacts",
    "CardLink",
    "Certificate",
    "DashboardCard",
    "DrawnCard",
    "DrawnLink",
    "Entry",
    "EntryState",
    "draw_card",
    "draw_cards",
]

EntryState = EvidenceItem.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate or permit as it stands on the day; ``expires_on`` is None where it never does."""

    number: str
    type_key: str
    title: str
    status: Status
    expires_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that an application claimed, and whether a verifier has accepted it."""

    kind: EvidenceKind
    state: EntryState


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """What a card may rest on: the day, and what the account page shows of its holder."""

    on: date
    registry_id: str
    certificates: tuple[Certificate, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class CardLink:
    """Where a card leads: a label, and an address of this site or an ``https`` one.

    ``language`` is that of a label which is alike in all, as the official name of a certificate is.
    """

    label: Text
    address: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A heading with paragraphs and links, each text in every language."""

    title: Text
    paragraphs: tuple[Text, ...] = ()
    links: tuple[CardLink, ...] = ()


DashboardCard = Callable[[CardFacts], Card | None]
"""Return a card, or None where there is nothing to say to this holder. No database, no clock."""


@dataclass(frozen=True, slots=True)
class DrawnLink:
    """A link in the reader's language, or in the one that is named."""

    label: str
    address: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """A card in the reader's language; ``key`` is the plugin's id and the card's name."""

    key: str
    title: str
    paragraphs: list[str]
    links: list[DrawnLink]


def draw_cards(facts: CardFacts, language: str) -> list[DrawnCard]:
    """Return the cards of every plugin that has something to say; one that fails is left out.

    No circuit breaker: cards rest on what applicants claimed, and one of them must not silence a card for all.
    """
    return [
        card
        for plugin, module in plugin_modules("dashboard")
        for make, key in _offered(plugin.label, module)
        if (
            card := call_on_input(
                f"{plugin.label}:dashboard", draw_card, make, key, facts, language
            )
        )
    ]


def _offered(plugin_id: str, module: ModuleType) -> Iterator[tuple[DashboardCard, str]]:
    cards = call_on_input(f"{plugin_id}:dashboard", lambda: dict(module.CARDS)) or {}
    for name, make in cards.items():
        yield make, f"{plugin_id}-{name}"


def draw_card(make: DashboardCard, key: str, facts: CardFacts, language: str) -> DrawnCard | None:
    """Return one card in a language, or None; raises whatever the plugin does."""
    card = make(facts)
    if card is None:
        return None
    return DrawnCard(
        key=key,
        title=in_language(card.title, language),
        paragraphs=[in_language(each, language) for each in card.paragraphs],
        links=[
            DrawnLink(in_language(each.label, language), each.address, each.language)
            for each in card.links
        ],
    )
