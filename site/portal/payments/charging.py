"""Answers the lifecycle what an application is charged."""

from __future__ import annotations

from datetime import date

from portal.definitions.fees import AskedFees
from portal.definitions.spec import WizardSpec
from portal.lifecycle.charging import Charger
from portal.lifecycle.effects import CaseFacts
from portal.lifecycle.errors import FeeUnknownError, NotPayableError
from portal.payments.fees import Bill
from portal.payments.pricing import bill_for, can_be_paid, quote_for
from portal.plugins.guard import PluginFailedError

__all__ = ["ChargeByFees"]


class ChargeByFees(Charger):
    """Charges by the fee schedule; what cannot be worked out or paid is refused."""

    def check_can_begin(self, spec: WizardSpec, *, on: date) -> None:
        """Raise as the lifecycle's Charger says."""
        try:
            quote = quote_for(spec.key, spec.fees, on=on)
        except PluginFailedError as error:
            raise FeeUnknownError(spec.key) from error
        if quote is not None and not can_be_paid(quote.bill):
            raise NotPayableError(spec.key)

    def charge(
        self, service_key: str, case: CaseFacts, asked: AskedFees | None, *, on: date
    ) -> Bill | None:
        """Return the bill, or None where no fees are named for the service; raise as the Charger says."""
        try:
            bill = bill_for(service_key, case, asked, on=on)
        except PluginFailedError as error:
            raise FeeUnknownError(service_key) from error
        if bill is not None and not can_be_paid(bill):
            raise NotPayableError(service_key)
        return bill
