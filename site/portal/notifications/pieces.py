"""What plugins add to the standard messages about applications to their services: paragraphs, in every language.

A piece is asked for when its message leaves. One that fails is left out, and the message goes out without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType

from portal.definitions.texts import Text, in_language
from portal.plugins.guard import call_decorating
from portal.plugins.registry import plugin_modules

__all__ = ["LONGEST_PIECE", "MessageFacts", "MessagePiece", "ServiceMessages", "list_pieces"]

LONGEST_PIECE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFacts:
    """What a piece may rest on; ``registry_id`` is there where the approval issued or found one."""

    service_key: str
    reference: str
    registry_id: str = ""


MessagePiece = Callable[[MessageFacts], Text | None]
"""Return a paragraph, or None where there is nothing to add. No database, no clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceMessages:
    """What a service adds to each message about an application to it."""

    submitted: MessagePiece | None = None
    approved: MessagePiece | None = None
    denied: MessagePiece | None = None


def list_pieces(occasion: str, context: Mapping[str, str], language: str) -> list[str]:
    """Return the paragraphs of every plugin that adds one; ``occasion`` is submitted, approved or denied.

    None where the message was written before it named its service.
    """
    if not context.get("service_key"):
        return []
    facts = MessageFacts(
        service_key=context["service_key"],
        reference=context.get("reference", ""),
        registry_id=context.get("registry_id", ""),
    )
    return [
        piece
        for plugin, module in plugin_modules("messages")
        if (
            piece := call_decorating(
                f"{plugin.label}:messages", _write, module, occasion, facts, language
            )
        )
    ]


def _write(module: ModuleType, occasion: str, facts: MessageFacts, language: str) -> str:
    messages = module.MESSAGES.get(facts.service_key)
    write: MessagePiece | None = getattr(messages, occasion) if messages is not None else None
    text = write(facts) if write is not None else None
    if text is None:
        return ""
    piece = in_language(text, language).strip()
    if len(piece) > LONGEST_PIECE:
        raise ValueError(f"longer than {LONGEST_PIECE} letters")
    return piece
