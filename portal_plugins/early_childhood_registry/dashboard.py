"""The card of this plugin on the account page: how far the registry record is verified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from portal.sdk.dashboard import Card, CardFacts, CardLink, EntryState, text

SAID: Mapping[EntryState, tuple[tuple[str, str], tuple[str, str]]] = {
    EntryState.VERIFIED: (
        ("1 entry is verified.", "{count} entries are verified."),
        ("1 registro está verificado.", "{count} registros están verificados."),
    ),
    EntryState.CLAIMED: (
        ("1 entry waits for a verifier.", "{count} entries wait for a verifier."),
        ("1 registro espera verificación.", "{count} registros esperan verificación."),
    ),
    EntryState.REJECTED: (
        (
            "1 entry was not accepted; the reason stands beside it.",
            "{count} entries were not accepted; the reason stands beside each.",
        ),
        (
            "1 registro no fue aceptado; el motivo figura junto a él.",
            "{count} registros no fueron aceptados; el motivo figura junto a cada uno.",
        ),
    ),
}
"""For each state, in English and in Spanish: what one entry reads, and several."""


def summarize(facts: CardFacts) -> Card | None:
    """Count a member's entries by their state; nothing for whoever is no member."""
    if not facts.registry_id:
        return None
    counts = Counter(entry.state for entry in facts.entries)
    said = (
        text(
            *(
                (one if counts[state] == 1 else many).format(count=counts[state])
                for one, many in words
            )
        )
        for state, words in SAID.items()
        if counts[state]
    )
    return Card(
        title=text("Your registry record", "Su expediente en el registro"),
        paragraphs=(
            text(
                f"Your registry ID is {facts.registry_id}.",
                f"Su número de registro es {facts.registry_id}.",
            ),
            *said,
        ),
        links=(CardLink(text("See each entry", "Ver cada registro"), "#items"),)
        if facts.entries
        else (),
    )


CARDS = {"membership": summarize}
