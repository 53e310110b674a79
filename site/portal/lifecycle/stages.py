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
    """What decides the stage: was it sent, has a specialist taken it up, how was it decided.

    What is undecided may wait for the applicant: ``awaits_document``, where a document was not accepted or set aside
    and not replaced yet, and ``owes_payment``, where something is due and not paid.
    """

    is_submitted: bool
    is_assigned: bool = False
    outcome: str | None = None
    awaits_document: bool = False
    owes_payment: bool = False


@dataclass(frozen=True, slots=True)
class Derived:
    """What the queues store, and what the applicant is told."""

    stage: str
    action_required_by: str
    statuses: tuple[str, ...]
    wording: Any


_AWAITED = _(
    "We wait for a document from you: add another in place of the one that was not accepted or was set aside."
)
_OWED = _("Something is to be paid. We go on with your application once your payment has come in.")
_OWED_AND_AWAITED = _(
    "Something is to be paid, and we wait for a document from you: add another in place of the one that was not "
    "accepted or was set aside."
)
STAGES: dict[tuple[bool, bool, str | None, bool, bool], Derived] = {
    (False, False, None, False, False): Derived(
        Stage.DRAFT,
        Actor.APPLICANT,
        ("not_submitted",),
        _("You have not sent this application yet."),
    ),
    (True, False, None, False, False): Derived(
        Stage.SUBMITTED,
        Actor.STAFF,
        ("waiting_for_review",),
        _("We have your application. A specialist will take it up in order of arrival."),
    ),
    (True, True, None, False, False): Derived(
        Stage.ASSESSMENT,
        Actor.STAFF,
        ("under_review",),
        _("A specialist is reviewing your application."),
    ),
    (True, False, None, True, False): Derived(
        Stage.SUBMITTED, Actor.APPLICANT, ("waiting_for_document",), _AWAITED
    ),
    (True, True, None, True, False): Derived(
        Stage.ASSESSMENT, Actor.APPLICANT, ("waiting_for_document",), _AWAITED
    ),
    (True, False, None, False, True): Derived(
        Stage.SUBMITTED, Actor.APPLICANT, ("payment_due",), _OWED
    ),
    (True, True, None, False, True): Derived(
        Stage.ASSESSMENT, Actor.APPLICANT, ("payment_due",), _OWED
    ),
    (True, False, None, True, True): Derived(
        Stage.SUBMITTED,
        Actor.APPLICANT,
        ("payment_due", "waiting_for_document"),
        _OWED_AND_AWAITED,
    ),
    (True, True, None, True, True): Derived(
        Stage.ASSESSMENT,
        Actor.APPLICANT,
        ("payment_due", "waiting_for_document"),
        _OWED_AND_AWAITED,
    ),
    (True, False, Outcome.APPROVED, False, False): Derived(
        Stage.CLOSED, Actor.NONE, ("approved",), _("Your application was approved.")
    ),
    (True, True, Outcome.APPROVED, False, False): Derived(
        Stage.CLOSED, Actor.NONE, ("approved",), _("Your application was approved.")
    ),
    (True, False, Outcome.DENIED, False, False): Derived(
        Stage.CLOSED, Actor.NONE, ("denied",), _("Your application was denied.")
    ),
    (True, True, Outcome.DENIED, False, False): Derived(
        Stage.CLOSED, Actor.NONE, ("denied",), _("Your application was denied.")
    ),
}


def derive(facts: LifecycleFacts) -> Derived:
    """Return what follows from the facts; raise KeyError for facts that cannot be together."""
    waits = facts.awaits_document, facts.owes_payment
    return STAGES[(facts.is_submitted, facts.is_assigned, facts.outcome, *waits)]
