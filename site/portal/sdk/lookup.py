"""To look credentials up as the public may: public fields only."""

from portal.records.credentials.lookup import (
    MOST_PEOPLE,
    LookupEndorsement,
    LookupPage,
    LookupRow,
    NameTooShortError,
    find_by_name,
    find_by_number,
    suggest_names,
)
from portal.records.credentials.numbers import is_well_formed, normalize
from portal.records.credentials.status import Status
from portal.records.credentials.wording import STATUS_MEANINGS
from portal.records.identifiers import LENGTH as NUMBER_LENGTH

__all__ = [
    "MOST_PEOPLE",
    "NUMBER_LENGTH",
    "STATUS_MEANINGS",
    "LookupEndorsement",
    "LookupPage",
    "LookupRow",
    "NameTooShortError",
    "Status",
    "find_by_name",
    "find_by_number",
    "is_well_formed",
    "normalize",
    "suggest_names",
]
