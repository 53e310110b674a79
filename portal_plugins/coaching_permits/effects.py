"""What follows from filing and deciding this plugin's services; values only, core executes them."""

from __future__ import annotations

from portal.sdk.effects import CaseFacts, Effect, ExtendCredential, renewed_expiry
from portal.sdk.library import contact_write_backs


class Renew:
    """Approval extends the permit and updates contact details; filing alone holds nothing open."""

    def on_submitted(self, _case: CaseFacts) -> list[Effect]:
        """Leave the permit as it is: an expired one may be renewed at any later time."""
        return []

    def on_approved(self, case: CaseFacts) -> list[Effect]:
        """Extend the permit by its type's validity."""
        held = case.credential
        if held is None or held.expires_on is None or held.validity_months is None:
            raise ValueError("The permit has no validity on record to renew by.")
        expires_on = renewed_expiry(
            held.validity_months, held.expires_on, filed_on=case.filed_on, decided_on=case.on
        )
        return [ExtendCredential(held.number, expires_on), *contact_write_backs(case)]

    def on_denied(self, _case: CaseFacts) -> list[Effect]:
        """Leave the permit as it is."""
        return []


EFFECTS = {"coaching_permits.renew": Renew()}
