"""What follows from filing and deciding this plugin's services; values only, core executes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from portal.sdk.effects import CaseFacts, ClaimTraining, Effect
from portal.sdk.library import contact_write_backs, renewal_by_validity, training_claims

CARDS = {"cpr": "CPR", "first_aid": "First aid"}


class Renew:
    """Filing claims what was completed, item by item; approval extends the permit and updates contacts.

    Filing holds no permit open: an expired one may be renewed at any later time.
    """

    def on_submitted(self, case: CaseFacts) -> list[Effect]:
        """Claim the courses, the refresher and the two cards, each with its own dates."""
        return list(_claims(case.answers))

    def on_approved(self, case: CaseFacts) -> list[Effect]:
        """Extend the permit by its type's validity."""
        return [*renewal_by_validity(case), *contact_write_backs(case)]

    def on_denied(self, _case: CaseFacts) -> list[Effect]:
        """Leave the permit as it is."""
        return []


def _claims(answers: Mapping[str, Any]) -> Iterator[Effect]:
    yield from training_claims(answers["training"])
    football = " for football" if answers["coaches_football"] else ""
    yield ClaimTraining(
        course=f"Concussion refresher{football}",
        provider=answers["refresher_provider"],
        completed_on=date.fromisoformat(answers["refreshed_on"]),
    )
    for name, course in CARDS.items():
        yield ClaimTraining(
            course=course,
            provider=answers[f"{name}_provider"],
            completed_on=date.fromisoformat(answers[f"{name}_completed_on"]),
            expires_on=date.fromisoformat(answers[f"{name}_expires_on"]),
        )


EFFECTS = {"coaching_permits.renew": Renew()}
