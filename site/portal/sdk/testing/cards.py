"""The check of cards on the account page: each is made for several holders, away from the guard and the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from portal.accounts.cards import Card, CardFacts, CardLink, Certificate, Entry, EntryState
from portal.definitions.texts import LANGUAGES, Text
from portal.records.credentials.status import Status
from portal.records.evidence.kinds import EvidenceKind
from portal.sdk.testing.effects import no_database
from portal.sdk.testing.subject import Finding, Subject

__all__ = ["check_cards"]

TODAY = date(2026, 2, 28)
ALL_KINDS = tuple(
    Certificate(
        number=f"20260{place:05}",
        type_key="professional",
        title="Professional Educator Certificate",
        status=status,
        expires_on=expires_on,
    )
    for place, (status, expires_on) in enumerate(
        (status, expires_on)
        for status in Status
        for expires_on in (None, date.min, TODAY, date.max)
    )
)
ALL_ENTRIES = tuple(Entry(kind=kind, state=state) for kind in EvidenceKind for state in EntryState)
HOLDERS = {
    "a holder of nothing": CardFacts(on=TODAY, registry_id="", certificates=(), entries=()),
    "a holder of one certificate": CardFacts(
        on=TODAY, registry_id="", certificates=ALL_KINDS[2:3], entries=()
    ),
    "a member of the registry": CardFacts(
        on=TODAY, registry_id="1000000", certificates=(), entries=ALL_ENTRIES[:1]
    ),
    "a holder of everything": CardFacts(
        on=TODAY, registry_id="1000000", certificates=ALL_KINDS * 5, entries=ALL_ENTRIES * 5
    ),
}


def check_cards(subject: Subject) -> Iterator[Finding]:
    """Make each card for holders of nothing, of much and of every status, twice each; it never asks the database."""
    for name, make in subject.cards.items():
        place = f"{subject.plugin_id}.{name}"
        for holder, facts in HOLDERS.items():
            try:
                with no_database():
                    card, again = make(facts), make(facts)
            except Exception as error:  # noqa: BLE001 - whatever a card raises is the finding
                yield Finding("dashboard", place, f"for {holder}: {type(error).__name__}: {error}")
                continue
            if card != again:
                yield Finding("dashboard", place, f"for {holder}: another card the second time")
            if card is not None:
                for fault in _faults(card):
                    yield Finding("dashboard", place, f"for {holder}: {fault}")


def _faults(card: Card) -> Iterator[str]:
    yield from _unsaid("title", card.title)
    for paragraph in card.paragraphs:
        yield from _unsaid("paragraph", paragraph)
    for link in card.links:
        yield from _unsaid("label", link.label)
        if not _leads_somewhere(link):
            yield f"{link.address!r} is neither an address of this site nor an https one"


def _unsaid(what: str, text: Text) -> Iterator[str]:
    for language in LANGUAGES:
        if not text.get(language, "").strip():
            yield f"{language}: a {what} is missing"


def _leads_somewhere(link: CardLink) -> bool:
    parts = urlsplit(link.address)
    if parts.scheme or parts.netloc:
        return parts.scheme == "https" and bool(parts.netloc)
    return link.address.startswith(("/", "#", "?"))
