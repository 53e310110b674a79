"""To look credentials up as the public may: public fields only."""

from portal.records.credentials.lookup import (
    MOST_PEOPLE,
    LookupEndorsement,
    LookupPage,
    LookupRow,
    NameTooShortError,
    find_by_name,
    find_by_number,
)
from portal.records.credentials.numbers import is_well_formed, normalize
from portal.records.credentials.status import Status
from portal.records.credentials.suggestions import suggest_names
from portal.records.credentials.wording import STATUS_MEANINGS
from portal.records.identifiers import LENGTH as NUMBER_LENGTH
from portal.records.organizations.queries import District, list_districts

__all__ = [
    "MOST_PEOPLE",
    "NUMBER_LENGTH",
    "STATUS_MEANINGS",
    "District",
    "LookupEndorsement",
    "LookupPage",
    "LookupRow",
    "NameTooShortError",
    "Status",
    "find_by_name",
    "find_by_number",
    "is_well_formed",
    "list_districts",
    "normalize",
    "suggest_names",
]
