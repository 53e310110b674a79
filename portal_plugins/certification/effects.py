"""What follows from filing and deciding this plugin's services; values only, core executes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from portal.sdk.effects import (
    AskAgain,
    CaseFacts,
    ClaimQualification,
    ClaimTestResult,
    CloseTimelyFiling,
    Effect,
    IssueCredential,
    IssueDuplicate,
    RecordTimelyFiling,
)
from portal.sdk.library import contact_write_backs, renewal_by_validity
from portal.sdk.wizards import text
from portal_plugins.certification.preparation import OWN_SUBJECT

MAY_WORK = frozenset({"active", "in_process"})
NO_SUBJECT = text(
    "Endorsement 110 stands for a unique subject. Name the subject beside it.",
    "La especialidad 110 representa una asignatura única. Indique la asignatura junto a ella.",
)


class RenewProfessional:
    """A renewal filed in time holds the certificate; approval extends it and updates contacts.

    A changed name is not written back: it needs evidence that this service does not collect.
    """

    def on_submitted(self, case: CaseFacts) -> list[Effect]:
        """Hold the certificate in process where it was filed by its expiry date."""
        return [RecordTimelyFiling(number) for number in self._timely(case)]

    def on_approved(self, case: CaseFacts) -> list[Effect]:
        """Extend the certificate by its type's validity and update the contact details."""
        return [*renewal_by_validity(case), *contact_write_backs(case)]

    def on_denied(self, case: CaseFacts) -> list[Effect]:
        """End the hold."""
        return [CloseTimelyFiling(number) for number in self._timely(case)]

    @staticmethod
    def _timely(case: CaseFacts) -> list[str]:
        held = case.credential
        if held is None or held.expires_on is None or case.filed_on > held.expires_on:
            return []
        return [held.number]


class DuplicateCertificate:
    """Once it is paid the duplicate of a certificate under which its holder may work is issued by itself.

    One whose status changed meanwhile is left to a specialist.
    """

    def on_submitted(self, _case: CaseFacts) -> list[Effect]:
        """Leave the certificate as it is until the fee is paid."""
        return []

    def on_paid(self, case: CaseFacts) -> list[Effect]:
        """Issue the duplicate, or leave it to a specialist."""
        held = case.credential
        return self.on_approved(case) if held is not None and held.status in MAY_WORK else []

    def on_approved(self, case: CaseFacts) -> list[Effect]:
        """Issue the duplicate and update the contact details."""
        assert case.credential is not None
        return [IssueDuplicate(case.credential.number), *contact_write_backs(case)]

    def on_denied(self, _case: CaseFacts) -> list[Effect]:
        """Leave the certificate as it is."""
        return []


class FirstCertificate:
    """Filing claims the degree and the tests, item by item; approval issues the certificate with its endorsements."""

    def on_submitted(self, case: CaseFacts) -> list[Effect]:
        """Claim what a specialist verifies, or ask again for the subject that code 110 needs (DOMAIN 2)."""
        if any(
            row["endorsement"] == OWN_SUBJECT and not row.get("subject") for row in _asked(case)
        ):
            return [AskAgain("endorsements", NO_SUBJECT)]
        tests = (
            ClaimTestResult(
                provider=row["provider"],
                test_code=row["code"],
                score=int(row["score"]),
                taken_on=date.fromisoformat(row["taken_on"]),
            )
            for row in case.answers.get("tests") or ()
        )
        return [_degree(case), *tests]

    def on_approved(self, case: CaseFacts) -> list[Effect]:
        """Issue an Initial certificate and update the contact details."""
        asked = ((row["endorsement"], row.get("subject") or "") for row in _asked(case))
        return [IssueCredential("initial", tuple(asked)), *contact_write_backs(case)]

    def on_denied(self, _case: CaseFacts) -> list[Effect]:
        """Leave the items as they are: claimed, or as somebody settled them."""
        return []


def _asked(case: CaseFacts) -> Sequence[Mapping[str, Any]]:
    rows: Sequence[Mapping[str, Any]] = case.answers["endorsements"]
    return rows


def _degree(case: CaseFacts) -> Effect:
    place = case.answers["institution"]
    return ClaimQualification(
        degree=case.answers["degree"],
        institution_name=place.get("name") or place.get("code", ""),
        field_of_study=case.answers["field_of_study"],
        conferred_on=date.fromisoformat(case.answers["conferred_on"]),
    )


EFFECTS = {
    "certification.renew_professional": RenewProfessional(),
    "certification.duplicate_certificate": DuplicateCertificate(),
    "certification.first_certificate": FirstCertificate(),
}
