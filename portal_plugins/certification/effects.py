"""What follows from filing and deciding this plugin's services; values only, core executes them."""

from __future__ import annotations

from portal.sdk.effects import (
    CaseFacts,
    CloseTimelyFiling,
    Effect,
    RecordTimelyFiling,
)
from portal.sdk.library import contact_write_backs, renewal_by_validity


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


EFFECTS = {"certification.renew_professional": RenewProfessional()}
