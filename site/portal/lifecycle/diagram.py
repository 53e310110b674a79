"""Draws the table of stages for the documentation, so that the picture cannot differ from the code."""

from __future__ import annotations

from portal.lifecycle.request_states import Awaited
from portal.lifecycle.stages import STAGES

__all__ = ["draw_stages"]

HEADS = (
    *(
        "sent",
        "taken up",
        "decision",
        "document due",
        "found eligible",
        "payment due",
        "others asked",
    ),
    *("stage", "who acts next", "statuses", "what the applicant reads"),
)


def draw_stages() -> str:
    """Return the table of facts and what follows from them, in Markdown."""
    rows = (
        (
            *(_in_words(fact) for fact in facts),
            derived.stage,
            derived.action_required_by,
            ", ".join(derived.statuses),
            str(derived.wording),
        )
        for facts, derived in STAGES.items()
    )
    heads, *lines = ("| " + " | ".join(map(str, line)) + " |\n" for line in (HEADS, *rows))
    return heads + "|---" * len(HEADS) + "|\n" + "".join(lines)


def _in_words(fact: bool | str | None) -> str:
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    if fact is Awaited.NOTHING:
        return "no"
    return fact or "–"
