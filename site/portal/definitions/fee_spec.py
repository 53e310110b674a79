"""What a wizard costs, as its definition says it: items of the fee schedule, when, and how many. Shapes only.

Amounts are dated rows of the schedule, never part of a definition: ``portal.payments`` looks them up on the day.
"""

from __future__ import annotations

from dataclasses import dataclass

from portal.definitions.placed_rules import PlacedRule, RuleRole
from portal.definitions.rules import Rule

__all__ = ["FeeSpec", "place_of_fee"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeSpec:
    """An item that is charged where the condition holds: once, or once for each row of the group ``per_row`` names.

    A condition reads the applicant's answers, the records and the day; one that cannot be decided refuses.
    """

    id: str
    item: str
    condition: Rule | None = None
    per_row: str = ""

    @property
    def is_for_everybody(self) -> bool:
        """Tell whether it is charged once whatever is answered."""
        return self.condition is None and not self.per_row

    def placed(self) -> tuple[PlacedRule, ...]:
        """Return its rule where it stands, or nothing."""
        if self.condition is None:
            return ()
        return (PlacedRule(RuleRole.FEE, self.condition, place_of_fee(self.id)),)


def place_of_fee(fee_id: str) -> str:
    """Return where a fee stands, as errors and changes name it: no step can be called so."""
    return f'fee "{fee_id}"'
