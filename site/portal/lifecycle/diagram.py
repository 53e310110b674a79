"""Draws the table of stages for the documentation, so that the picture cannot differ from the code."""

from __future__ import annotations

from portal.lifecycle.request_states import Awaited
from portal.lifecycle.stages import STAGES

__all__ = ["draw_stages"]

HEADER = (
    "| sent | taken up | decision | document due | others asked "
    "| stage | who acts next | statuses | what the applicant reads |\n"
    "|---|---|---|---|---|---|---|---|---|\n"
)


def draw_stages() -> str:
    """Return the table of facts and what follows from them, in Markdown."""
    rows = (
        (
            "yes" if is_submitted else "no",
            "yes" if is_assigned else "no",
            outcome or "–",
            "yes" if awaits_document else "no",
            "no" if awaited is Awaited.NOTHING else awaited.value,
            derived.stage,
            derived.action_required_by,
            ", ".join(derived.statuses),
            str(derived.wording),
        )
        for (
            is_submitted,
            is_assigned,
            outcome,
            awaits_document,
            awaited,
        ), derived in STAGES.items()
    )
    return HEADER + "".join("| " + " | ".join(map(str, row)) + " |\n" for row in rows)
