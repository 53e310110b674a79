"""To say what follows from filing, approval or denial: effects are values, core executes them."""

from portal.lifecycle.effects import (
    CaseFacts,
    CloseTimelyFiling,
    Effect,
    ExtendCredential,
    RecordTimelyFiling,
    ServiceEffects,
    WriteBack,
)
from portal.records.credentials.renewal import renewed_expiry

__all__ = [
    "CaseFacts",
    "CloseTimelyFiling",
    "Effect",
    "ExtendCredential",
    "RecordTimelyFiling",
    "ServiceEffects",
    "WriteBack",
    "renewed_expiry",
]
