"""To look credentials up as the public may: public fields only."""

from portal.records.credentials.lookup import (
    LookupEndorsement,
    LookupPage,
    LookupRow,
    NameTooShort,
    find_by_name,
    find_by_number,
)
from portal.records.credentials.numbers import is_well_formed, normalize
from portal.records.credentials.status import Status

__all__ = [
    "LookupEndorsement",
    "LookupPage",
    "LookupRow",
    "NameTooShort",
    "Status",
    "find_by_name",
    "find_by_number",
    "is_well_formed",
    "normalize",
]
