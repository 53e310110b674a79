"""Checks of what a plugin says that its services cost: requests only, the same each time, without the database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from portal.definitions.spec import WizardSpec
from portal.definitions.texts import LANGUAGES
from portal.lifecycle.effects import CaseFacts
from portal.payments.fees import MOST_REQUESTS, FeeRequest
from portal.payments.pricing import ServiceFees
from portal.sdk.testing.effects import made_cases, no_database
from portal.sdk.testing.subject import Finding, Subject

__all__ = ["check_fees"]


def check_fees(subject: Subject) -> Iterator[Finding]:
    """Look at what is usual, and ask of made cases what they cost; a fault is told once a service.

    Whether an item is in the fee schedule is not judged: its rows are the bureau's.
    """
    wizards = {spec.key: spec for spec in subject.wizards}
    for key, fees in subject.fees.items():
        fault = _fault(fees, wizards.get(key))
        if fault:
            yield Finding("fees", key, fault)


def _fault(fees: Any, spec: WizardSpec | None) -> str:
    if spec is None:
        return "is no wizard of this plugin"
    if not isinstance(fees, ServiceFees):
        return f"{fees!r} is no ServiceFees"
    if fault := _wrong(fees.usual):
        return fault
    if fees.note is not None and not all(fees.note.get(each) for each in LANGUAGES):
        return "its note is not in every language"
    if fees.for_case is None:
        return ""
    return next(filter(None, (_fault_of_case(fees, case) for case in made_cases(spec))), "")


def _fault_of_case(fees: ServiceFees, case: CaseFacts) -> str:
    assert fees.for_case is not None
    with no_database() as asked:
        try:
            answered, again = list(fees.for_case(case)), list(fees.for_case(case))
        except Exception as error:  # noqa: BLE001 (whatever a plugin raises is what is to be told)
            return f"asked {asked[0]}" if asked else f"raised {error!r}"
    if asked:
        return f"asked {asked[0]}"
    return "answered differently to the same case" if answered != again else _wrong(answered)


def _wrong(requests: Any) -> str:
    for each in requests:
        if not isinstance(each, FeeRequest):
            return f"{each!r} is no request for a fee"
    return f"asks more than {MOST_REQUESTS} fees" if len(requests) > MOST_REQUESTS else ""
