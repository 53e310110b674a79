"""Effects that many services have: standard questions brought back to the record, and a renewal.

What one service alone brings about stays with the service.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from portal.definitions.library import CONTACT
from portal.lifecycle.effects import CaseFacts, ClaimTraining, Effect, ExtendCredential, WriteBack
from portal.records.credentials.renewal import renewed_expiry

__all__ = ["contact_write_backs", "renewal_by_validity", "training_claims"]


def contact_write_backs(case: CaseFacts) -> list[Effect]:
    """Return a write-back for each contact detail that the applicant changed."""
    given = ((question.binding, case.answers.get(question.id, "")) for question in CONTACT)
    return [WriteBack(path, value) for path, value in given if value != case.record[path]]


def renewal_by_validity(case: CaseFacts) -> list[Effect]:
    """Return what extends the credential that was applied for by the validity of its type.

    Raises:
        ValueError: there is no credential, or its record lacks an expiry date or a validity.
    """
    held = case.credential
    if held is None or held.expires_on is None or held.validity_months is None:
        raise ValueError("The credential has no validity on record to renew by.")
    expires_on = renewed_expiry(
        held.validity_months, held.expires_on, filed_on=case.filed_on, decided_on=case.on
    )
    return [ExtendCredential(held.number, expires_on)]


def training_claims(rows: Iterable[Mapping[str, Any]]) -> list[Effect]:
    """Return a claim for each row that was answered under the standard columns of training."""
    return [
        ClaimTraining(
            course=row["course"],
            provider=row["provider"],
            completed_on=date.fromisoformat(row["completed_on"]),
            hours=Decimal(row["hours"]),
        )
        for row in rows
    ]
