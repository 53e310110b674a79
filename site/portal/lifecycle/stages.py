"""The table of stages: from the persisted facts to stage, who acts next, and statuses.

Every combination of facts stands in the table once; the diagram in the docs is made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.records.applications.models import Application, Decision

__all__ = ["STAGES", "Derived", "LifecycleFacts", "derive"]

Stage, Actor, Outcome = Application.Stage, Application.Actor, Decision.Outcome


@dataclass(frozen=True, slots=True)
class LifecycleFacts:
    """What decides the stage: was it sent, has a specialist taken it up, how was it decided."""

    is_submitted: bool
    is_assigned: bool = False
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """What the queues store, and what the applicant is told."""

    stage: str
    action_required_by: str
    statuses: tuple[str, ...]
    wording: Any


STAGES: dict[tuple[bool, bool, str | None], Derived] = {
    (False, False, None): Derived(
        Stage.DRAFT,
        Actor.APPLICANT,
        ("not_submitted",),
        _("You have not sent this application yet."),
    ),
    (True, False, None): Derived(
        Stage.SUBMITTED,
        Actor.STAFF,
        ("waiting_for_review",),
        _("We have your application. A specialist will take it up in order of arrival."),
    ),
    (True, True, None): Derived(
        Stage.ASSESSMENT,
        Actor.STAFF,
        ("under_review",),
        _("A specialist is reviewing your application."),
    ),
    (True, False, Outcome.APPROVED): Derived(
        Stage.CLOSED, Actor.NONE, ("approved",), _("Your application was approved.")
    ),
    (True, True, Outcome.APPROVED): Derived(
        Stage.CLOSED, Actor.NONE, ("approved",), _("Your application was approved.")
    ),
    (True, False, Outcome.DENIED): Derived(
        Stage.CLOSED, Actor.NONE, ("denied",), _("Your application was denied.")
    ),
    (True, True, Outcome.DENIED): Derived(
        Stage.CLOSED, Actor.NONE, ("denied",), _("Your application was denied.")
    ),
}


def derive(facts: LifecycleFacts) -> Derived:
    """Return what follows from the facts; raise KeyError for facts that cannot be together."""
    return STAGES[(facts.is_submitted, facts.is_assigned, facts.outcome)]
