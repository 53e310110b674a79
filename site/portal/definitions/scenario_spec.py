"""Scenarios of a definition: named applicants, and what the definition must make of each.

Shapes only, in the form in which they are stored: days are ISO texts, answers stand as an application keeps
them. What is judged is in ``scenarios``; a new kind of expectation begins with an attribute of ``ExpectedSpec``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.definitions.texts import Text

__all__ = [
    "ExpectedSpec",
    "HeldCredentialSpec",
    "HeldDocumentSpec",
    "ScenarioSpec",
    "place_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCredentialSpec:
    """A credential that the applicant holds, with what the dated terms of its type say on the day.

    ``refused`` says that it cannot be chosen: too early to renew, revoked, of a type that is not renewed.
    """

    number: str
    type: str
    expires_on: str = ""
    renewal_hours: int | None = None
    refresher_months: int | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDocumentSpec:
    """A document on the applicant's account, which answers name by ``id``.

    ``refused`` says that it cannot be handed in: expired, or not past the virus scan.
    """

    id: str
    kind: str
    translation_of: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedSpec:
    """What must come out, each part in full: what is not named here must not come out either.

    ``steps`` are those asked, in order; ``not_accepted`` the places ("step.question", a declaration's "step") at
    which answers are refused or missing; ``needed`` the documents that are asked for: "step.requirement" of
    requirements that apply, "step.question" of document questions that may not be left empty; ``fees`` the ids of
    what is charged, each as often as it is, where the answers could be sent.
    """

    steps: tuple[str, ...] = ()
    not_accepted: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    fees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioSpec:
    """One applicant on one day (``on``): what is on record, what is held, what is answered, what is expected.

    ``record`` gives values by path; what rules read of a credential comes from the one that is chosen. ``answers``
    are by step, then by question; a step without any is one that was saved empty.
    """

    id: str
    name: Text
    on: str
    expected: ExpectedSpec
    record: Mapping[str, Any] = field(default_factory=dict)
    credentials: tuple[HeldCredentialSpec, ...] = ()
    documents: tuple[HeldDocumentSpec, ...] = ()
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def place_of(scenario_id: str) -> str:
    """Return where a scenario stands, as errors and changes name it."""
    return f'scenario "{scenario_id}"'
