"""The paths of the shared records that a definition may name: to prefill a question from, and in rules.

Where they are read is known to ``portal.lifecycle``; this is what they are called, and of which type.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from portal.definitions.fields import HeldCredential
from portal.definitions.rules import ValueType
from portal.definitions.spec import FieldSpec, WizardSpec

__all__ = [
    "ACCESS_TYPES",
    "ACTIVE_TYPES",
    "ADDRESS",
    "CHOSEN_CREDENTIAL",
    "PERSON_PATHS",
    "RECORD_TYPES",
    "SSN",
    "find_chosen_question",
    "is_binding",
    "is_recorded",
    "parts_of",
    "value_on_record",
    "with_credential_facts",
]

CHOSEN_CREDENTIAL = "application.credential"
"""The binding of the question that says which credential an application is about; no rule reads it."""
PERSON_PATHS = (
    "person.first_name",
    "person.middle_name",
    "person.last_name",
    "person.email",
    "person.phone",
    "person.address_line",
    "person.address_town",
    "person.address_state",
    "person.address_zip",
)
ADDRESS = "person.address"
"""The binding of a question for a whole address; no rule reads it."""
ADDRESS_PARTS: Mapping[str, str] = {
    "line": "person.address_line",
    "town": "person.address_town",
    "state": "person.address_state",
    "zip": "person.address_zip",
}
"""Where the record holds each part of an address."""
SSN = "person.ssn"
"""The binding of a question for the Social Security number, by what stands for it; no rule reads it."""
RECORD_TYPES: Mapping[str, ValueType] = {
    **dict.fromkeys(PERSON_PATHS, ValueType.TEXT),
    "credential.type": ValueType.TEXT,
    "credential.expires_on": ValueType.DATE,
    "credential.renewal_hours": ValueType.INTEGER,
    "credential.refresher_months": ValueType.INTEGER,
}
"""The type of what rules read of the records; of the credential, the one that the application is about."""
ACTIVE_TYPES = "credentials.active_types"
"""The keys of the types of which somebody holds a certificate that is active on the day."""
ACCESS_TYPES: Mapping[str, ValueType] = {**RECORD_TYPES, ACTIVE_TYPES: ValueType.TEXTS}
"""The type of what the rules of access read, which are judged without a single answer."""


def find_chosen_question(spec: WizardSpec) -> FieldSpec | None:
    """Return the question that says which credential an application is about."""
    return next((each for each in spec.fields() if each.binding == CHOSEN_CREDENTIAL), None)


def is_binding(path: str) -> bool:
    """Tell whether a question can be prefilled from a path."""
    return path in {CHOSEN_CREDENTIAL, ADDRESS, SSN} or path in PERSON_PATHS


def with_credential_facts(
    record: Mapping[str, Any], credentials: Sequence[HeldCredential], number: str | None
) -> dict[str, Any]:
    """Return the record with what rules may ask of the credential an application is about."""
    chosen = next((held for held in credentials if held.number == number), None)
    return {**record, **(chosen.facts() if chosen else {})}


def is_recorded(path: str, record: Mapping[str, Any]) -> bool:
    """Tell whether a record can say what a bound question would open with."""
    return path in record or (path == ADDRESS and ADDRESS_PARTS["line"] in record)


def parts_of(path: str, stored: Any) -> list[tuple[str, Any]]:
    """Return the paths of single values that a bound answer says something about, each with what it says."""
    if path != ADDRESS:
        return [(path, stored)]
    return [(place, (stored or {}).get(part)) for part, place in ADDRESS_PARTS.items()]


def value_on_record(path: str, record: Mapping[str, Any]) -> Any:
    """Return what a record holds at a binding, as its question stores it; None or "" where that is nothing."""
    if path != ADDRESS:
        return record.get(path)
    parts = {part: record.get(place) or "" for part, place in ADDRESS_PARTS.items()}
    return parts if any(parts.values()) else None
