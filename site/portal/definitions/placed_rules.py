"""A rule of a definition where it stands, and what it decides there. Shapes only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.definitions.rules import Rule

__all__ = ["IN_ROWS", "REFUSALS", "PlacedRule", "RuleRole"]


class RuleRole(StrEnum):
    """What a rule decides: whether a step, a question, one of a row, a requirement or a fee applies; or is refused."""

    ACCESS = "access"
    STEP = "step"
    QUESTION = "question"
    ROW_QUESTION = "row_question"
    REQUIREMENT = "requirement"
    REFUSAL = "refusal"
    ROW_REFUSAL = "row_refusal"
    FEE = "fee"


IN_ROWS = frozenset({RuleRole.ROW_QUESTION, RuleRole.ROW_REFUSAL})
"""What rules decide that read their own row."""
REFUSALS = frozenset({RuleRole.REFUSAL, RuleRole.ROW_REFUSAL})


@dataclass(frozen=True, slots=True)
class PlacedRule:
    """A rule where it stands: its step, the question or requirement if any, and which of several refusals it is.

    The ``part`` of a question of a row is "group.question"; a rule of access stands on no step, one of a
    fee where ``place_of_fee`` says.
    """

    role: RuleRole
    rule: Rule
    step: str
    part: str = ""
    number: int = 0

    @property
    def place(self) -> str:
        """Return where it stands as integrity errors name it."""
        return f"{self.step}.{self.part}" if self.part else self.step
