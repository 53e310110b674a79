"""What follows from filing and deciding this plugin's services; values only, core executes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from portal.sdk.effects import (
    AskAgain,
    CaseFacts,
    ClaimExperience,
    ClaimQualification,
    Effect,
    IssueRegistryId,
)
from portal.sdk.library import contact_write_backs, training_claims
from portal.sdk.wizards import text

Row = Mapping[str, Any]


class Join:
    """Each row becomes an item that is claimed; approval issues the registry ID and updates contacts.

    The ID is issued whatever became of the items: each has a state of its own.
    """

    def on_submitted(self, case: CaseFacts) -> list[Effect]:
        """Claim every row, or ask again for employment that ends before it begins."""
        out_of_order = [row for row in _rows(case, "employment") if _ends_too_early(row)]
        if out_of_order:
            return [_ask_for_employment(out_of_order[0])]
        return list(_claims(case))

    def on_approved(self, case: CaseFacts) -> list[Effect]:
        """Issue the registry ID and update the contact details."""
        return [IssueRegistryId(), *contact_write_backs(case)]

    def on_denied(self, _case: CaseFacts) -> list[Effect]:
        """Leave the items as they are: claimed, or as somebody settled them."""
        return []


def _rows(case: CaseFacts, group: str) -> list[Row]:
    return list(case.answers.get(group) or ())


def _day(row: Row, name: str) -> date | None:
    return date.fromisoformat(row[name]) if row.get(name) else None


def _ends_too_early(row: Row) -> bool:
    ends_on = row.get("ends_on")
    return bool(ends_on) and ends_on < row["starts_on"]


def _ask_for_employment(row: Row) -> Effect:
    where = row["organization"]
    message = text(
        f"Your last day at {where} is before your first. Correct one of the two.",
        f"Su último día en {where} es anterior al primero. Corrija uno de los dos.",
    )
    return AskAgain("employment", message)


def _claims(case: CaseFacts) -> Iterator[Effect]:
    for row in _rows(case, "employment"):
        yield ClaimExperience(
            position=row["position"],
            organization_name=row["organization"],
            starts_on=date.fromisoformat(row["starts_on"]),
            ends_on=_day(row, "ends_on"),
            full_time_percent=row["full_time_percent"],
        )
    for row in _rows(case, "education"):
        yield ClaimQualification(
            degree=row["degree"],
            institution_name=row["institution"],
            field_of_study=row.get("field_of_study", ""),
            conferred_on=_day(row, "conferred_on"),
        )
    yield from training_claims(_rows(case, "training"))


EFFECTS = {"early_childhood_registry.join": Join()}
