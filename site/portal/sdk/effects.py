"""To say what follows from filing, approval or denial: effects are values, core executes them."""

from portal.lifecycle.effects import (
    AskAgain,
    CaseFacts,
    ClaimExperience,
    ClaimQualification,
    ClaimTestResult,
    ClaimTraining,
    CloseTimelyFiling,
    Effect,
    ExtendCredential,
    IssueCredential,
    IssueDuplicate,
    IssueRegistryId,
    RecordTimelyFiling,
    ServiceEffects,
    WriteBack,
)

__all__ = [
    "AskAgain",
    "CaseFacts",
    "ClaimExperience",
    "ClaimQualification",
    "ClaimTestResult",
    "ClaimTraining",
    "CloseTimelyFiling",
    "Effect",
    "ExtendCredential",
    "IssueCredential",
    "IssueDuplicate",
    "IssueRegistryId",
    "RecordTimelyFiling",
    "ServiceEffects",
    "WriteBack",
]
