"""What a plugin may answer: effects are values, which core checks, audits and executes itself.

A plugin never writes in core's transaction; a plugin that fails issues nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from portal.definitions.fields import HeldCredential
from portal.definitions.texts import Text
from portal.plugins.guard import call_pure
from portal.plugins.registry import plugin_modules

__all__ = [
    "PAID",
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
    "describe",
    "plan_effects",
    "settles_itself",
]

PAID = "paid"
"""The one occasion that a service may leave out."""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What a plugin is told: answers by field id, the chosen credential, the record, the days.

    ``credential.validity_months`` is its type's dated validity on the filing day.
    """

    reference: str
    answers: Mapping[str, Any]
    record: Mapping[str, Any]
    credential: HeldCredential | None
    filed_on: date
    on: date


@dataclass(frozen=True, slots=True)
class RecordTimelyFiling:
    """The credential counts as in process until this application is decided."""

    credential_number: str


@dataclass(frozen=True, slots=True)
class CloseTimelyFiling:
    """The application no longer keeps the credential in process."""

    credential_number: str


@dataclass(frozen=True, slots=True)
class ExtendCredential:
    """The credential runs until ``expires_on``."""

    credential_number: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class IssueCredential:
    """The applicant gets a credential of a type with these endorsements, each a code and its subject or ''.

    Core knows from the dated rows how long it runs, and issues one for each category of the endorsements.
    """

    type_key: str
    endorsements: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class IssueDuplicate:
    """A duplicate of the credential is issued; the credential stays as it is."""

    credential_number: str


@dataclass(frozen=True, slots=True)
class WriteBack:
    """A value of the person's record changes, by its binding path."""

    path: str
    value: str


@dataclass(frozen=True, slots=True)
class ClaimQualification:
    """The applicant claims a degree or award; the institution is as the applicant names it."""

    degree: str
    institution_name: str
    field_of_study: str = ""
    conferred_on: date | None = None


@dataclass(frozen=True, slots=True)
class ClaimExperience:
    """The applicant claims service in a position, until now where there is no last day."""

    position: str
    organization_name: str
    starts_on: date
    ends_on: date | None = None
    full_time_percent: int = 100


@dataclass(frozen=True, slots=True)
class ClaimTestResult:
    """The applicant claims a test that was taken, with its raw score."""

    provider: str
    test_code: str
    score: int
    taken_on: date


@dataclass(frozen=True, slots=True)
class ClaimTraining:
    """The applicant claims a completed course; ``expires_on`` is the day its card itself runs out."""

    course: str
    provider: str
    completed_on: date
    hours: Decimal | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class IssueRegistryId:
    """The person gets a registry ID; whoever has one keeps it."""


@dataclass(frozen=True, slots=True)
class AskAgain:
    """Only on submission: nothing is submitted, and the step is shown again with the message.

    For what no single field can judge, such as two dates out of order.
    """

    step: str
    message: Text


Effect = (
    RecordTimelyFiling
    | CloseTimelyFiling
    | ExtendCredential
    | IssueCredential
    | IssueDuplicate
    | WriteBack
    | ClaimQualification
    | ClaimTestResult
    | ClaimExperience
    | ClaimTraining
    | IssueRegistryId
    | AskAgain
)


class ServiceEffects(Protocol):
    """What a plugin's ``effects`` module offers for a service: three pure functions.

    A fourth may be there, ``on_paid``: what follows, without anybody's decision, once everything is paid. Where it
    answers nothing somebody decides as usual.
    """

    def on_submitted(self, case: CaseFacts) -> list[Effect]:
        """Return what follows from filing."""

    def on_approved(self, case: CaseFacts) -> list[Effect]:
        """Return what follows from approval."""

    def on_denied(self, case: CaseFacts) -> list[Effect]:
        """Return what follows from denial."""


def plan_effects(service_key: str, occasion: str, case: CaseFacts) -> list[Effect]:
    """Return what the service's plugin answers on an occasion: submitted, paid, approved or denied.

    Raises PluginFailedError where it raises or answers something else than effects.
    """
    for plugin, module in plugin_modules("effects"):
        if service_key in module.EFFECTS:
            service = module.EFFECTS[service_key]
            return call_pure(f"{plugin.label}:effects", _checked, service, occasion, case)
    return []


def settles_itself(service_key: str) -> bool:
    """Tell whether a service says what follows from payment alone."""
    found = (module.EFFECTS.get(service_key) for _plugin, module in plugin_modules("effects"))
    return any(hasattr(service, f"on_{PAID}") for service in found if service is not None)


def _checked(service: Any, occasion: str, case: CaseFacts) -> list[Effect]:
    if occasion == PAID and not hasattr(service, f"on_{PAID}"):
        return []
    effects = list(getattr(service, f"on_{occasion}")(case))
    for effect in effects:
        if not isinstance(effect, Effect):
            raise TypeError(f"not an effect: {effect!r}")
    return effects


def describe(effect: Effect) -> dict[str, Any]:
    """Return the effect as JSON data, as a decision stores it."""
    given = ((field.name, getattr(effect, field.name)) for field in fields(effect))
    values = {
        name: str(value) if isinstance(value, date | Decimal) else value for name, value in given
    }
    return {"effect": type(effect).__name__, **values}
