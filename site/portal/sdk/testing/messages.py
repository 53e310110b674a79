"""The check of what a plugin adds to messages: texts in every language, alike each time, away from the database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from portal.definitions.texts import LANGUAGES
from portal.notifications.pieces import LONGEST_PIECE, MessageFacts, MessagePiece, ServiceMessages
from portal.sdk.testing.effects import no_database
from portal.sdk.testing.subject import Finding, Subject

__all__ = ["check_messages"]

OCCASIONS = ("submitted", "approved", "denied")


def check_messages(subject: Subject) -> Iterator[Finding]:
    """Ask each piece twice, for an applicant with a registry ID and one without; a fault is told once a piece."""
    keys = {spec.key for spec in subject.wizards}
    for key, messages in subject.messages.items():
        if key not in keys:
            yield Finding("messages", key, "is no wizard of this plugin")
        if not isinstance(messages, ServiceMessages):
            yield Finding("messages", key, f"{messages!r} is no ServiceMessages")
            continue
        for occasion in OCCASIONS:
            piece = getattr(messages, occasion)
            if piece is not None and (fault := _fault(key, piece)):
                yield Finding("messages", f"{key}.{occasion}", fault)


def _fault(key: str, piece: MessagePiece) -> str:
    for registry_id in ("", "1000000"):
        facts = MessageFacts(service_key=key, reference="U96A8F9T6W", registry_id=registry_id)
        with no_database() as asked:
            try:
                said, again = piece(facts), piece(facts)
            except Exception as error:  # noqa: BLE001 - whatever a piece raises is the finding
                return f"asked {asked[0]}" if asked else f"{type(error).__name__}: {error}"
        if asked:
            return f"asked {asked[0]}"
        if said != again:
            return "said something else the second time"
        if fault := _unsaid(said):
            return fault
    return ""


def _unsaid(said: Any) -> str:
    if said is None:
        return ""
    for language in LANGUAGES:
        text = said.get(language, "")
        if not text.strip() or len(text) > LONGEST_PIECE:
            return f"{language}: the text is missing, or longer than {LONGEST_PIECE} letters"
    return ""
