"""Questions that many services ask, ready to stand in a step, and what usually follows from them."""

from portal.definitions.library import (
    CONTACT,
    CONTACT_ANSWERS,
    LEGAL_NAME,
    NAME_AND_CONTACT,
    TRAINING_COLUMNS,
)
from portal.lifecycle.usual_effects import (
    contact_write_backs,
    renewal_by_validity,
    training_claims,
)

__all__ = [
    "CONTACT",
    "CONTACT_ANSWERS",
    "LEGAL_NAME",
    "NAME_AND_CONTACT",
    "TRAINING_COLUMNS",
    "contact_write_backs",
    "renewal_by_validity",
    "training_claims",
]
