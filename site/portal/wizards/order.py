"""In which order the steps of a run are come to: what has to be complete before one, and what comes after it. Pure.

Which steps apply at all is for ``portal.definitions.evaluation``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from portal.definitions.evaluation import HeldAnswers
from portal.definitions.spec import StepKind, StepSpec
from portal.wizards.addresses import REVIEW

__all__ = ["first_incomplete_before", "next_step"]


def first_incomplete_before(
    step: str, applicable: Sequence[StepSpec], held: Mapping[str, HeldAnswers]
) -> str | None:
    """Return the step that has to be completed before this one may be opened."""
    for before in applicable:
        if before.id == step:
            return None
        if not _is_complete(before, held):
            return before.id
    return None


def next_step(current: str, applicable: Sequence[StepSpec], held: Mapping[str, HeldAnswers]) -> str:
    """Return the next step that still asks for something; the read-back once none does.

    Whoever changes an answer from the read-back comes straight back to it, by way of the
    statements: what was declared before a change is declared again.
    """
    here = [each.id for each in applicable].index(current)
    for after in applicable[here + 1 :]:
        if not _is_complete(after, held) or after.kind is StepKind.DECLARATION:
            return after.id
    return REVIEW


def _is_complete(step: StepSpec, held: Mapping[str, HeldAnswers]) -> bool:
    return step.id in held and held[step.id].is_complete
