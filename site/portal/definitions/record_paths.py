"""The paths of the shared records that a definition may name: to prefill a question from, and in rules.

Where they are read is known to ``portal.lifecycle``; this is what they are called, and of which type.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from portal.definitions.fields import HeldCredential
from portal.definitions.rules import ValueType

__all__ = [
    "ACCESS_TYPES",
    "ACTIVE_TYPES",
    "CHOSEN_CREDENTIAL",
    "PERSON_PATHS",
    "RECORD_TYPES",
    "is_binding",
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


def is_binding(path: str) -> bool:
    """Tell whether a question can be prefilled from a path."""
    return path == CHOSEN_CREDENTIAL or path in PERSON_PATHS


def with_credential_facts(
    record: Mapping[str, Any], credentials: Sequence[HeldCredential], number: str | None
) -> dict[str, Any]:
    """Return the record with what rules may ask of the credential an application is about."""
    chosen = next((held for held in credentials if held.number == number), None)
    return {**record, **(chosen.facts() if chosen else {})}
