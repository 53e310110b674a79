"""The table of stages: from the persisted facts to stage, who acts next, and statuses.

Every combination of facts stands in the table once; the diagram in the docs is made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.lifecycle.request_states import Awaited
from portal.records.applications.models import Application, Decision

__all__ = ["STAGES", "Derived", "LifecycleFacts", "derive"]

Stage, Actor, Outcome = Application.Stage, Application.Actor, Decision.Outcome


@dataclass(frozen=True, slots=True)
class LifecycleFacts:
    """What decides the stage: was it sent, has a specialist taken it up, how was it decided.

    ``awaits_document`` is for what is undecided: a document was not accepted or set aside, and not replaced yet;
    ``awaited`` likewise: what others were asked.
    """

    is_submitted: bool
    is_assigned: bool = False
    outcome: str | None = None
    awaits_document: bool = False
    awaited: Awaited = Awaited.NOTHING


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
Key = tuple[bool, bool, str | None, bool, Awaited]
STAGES: dict[Key, Derived] = {
    (False, False, None, False, Awaited.NOTHING): Derived(
        Stage.DRAFT,
        Actor.APPLICANT,
        ("not_submitted",),
        _("You have not sent this application yet."),
    ),
    (True, False, None, False, Awaited.NOTHING): Derived(
        Stage.SUBMITTED,
        Actor.STAFF,
        ("waiting_for_review",),
        _("We have your application. A specialist will take it up in order of arrival."),
    ),
    (True, True, None, False, Awaited.NOTHING): Derived(
        Stage.ASSESSMENT,
        Actor.STAFF,
        ("under_review",),
        _("A specialist is reviewing your application."),
    ),
    (True, False, None, True, Awaited.NOTHING): Derived(
        Stage.SUBMITTED, Actor.APPLICANT, ("waiting_for_document",), _AWAITED
    ),
    (True, True, None, True, Awaited.NOTHING): Derived(
        Stage.ASSESSMENT, Actor.APPLICANT, ("waiting_for_document",), _AWAITED
    ),
    (True, False, Outcome.APPROVED, False, Awaited.NOTHING): Derived(
        Stage.CLOSED, Actor.NONE, ("approved",), _("Your application was approved.")
    ),
    (True, True, Outcome.APPROVED, False, Awaited.NOTHING): Derived(
        Stage.CLOSED, Actor.NONE, ("approved",), _("Your application was approved.")
    ),
    (True, False, Outcome.DENIED, False, Awaited.NOTHING): Derived(
        Stage.CLOSED, Actor.NONE, ("denied",), _("Your application was denied.")
    ),
    (True, True, Outcome.DENIED, False, Awaited.NOTHING): Derived(
        Stage.CLOSED, Actor.NONE, ("denied",), _("Your application was denied.")
    ),
}


_ASKED: dict[Awaited, tuple[str, str, Any]] = {
    Awaited.WAITING: (
        Actor.THIRD_PARTY,
        "waiting_for_reference",
        _("We wait for an answer from somebody you named."),
    ),
    Awaited.OVERDUE: (
        Actor.THIRD_PARTY,
        "overdue_reference",
        _("Somebody you named has not answered in time. Remind them, or name another person."),
    ),
    Awaited.LAPSED: (
        Actor.APPLICANT,
        "lapsed_reference",
        _("Somebody you named did not answer. Name another person."),
    ),
    Awaited.MISSING: (
        Actor.STAFF,
        "missing_reference",
        _("Nobody you named has answered. A specialist looks at your application without it."),
    ),
}
"""While others were asked: who acts next, the status, and what the applicant reads."""
for _is_assigned, _stage in ((False, Stage.SUBMITTED), (True, Stage.ASSESSMENT)):
    for _awaited, (_actor, _status, _wording) in _ASKED.items():
        STAGES[True, _is_assigned, None, False, _awaited] = Derived(
            _stage, _actor, (_status,), _wording
        )
        STAGES[True, _is_assigned, None, True, _awaited] = Derived(
            _stage, Actor.APPLICANT, ("waiting_for_document", _status), _AWAITED
        )


def derive(facts: LifecycleFacts) -> Derived:
    """Return what follows from the facts; raise KeyError for facts that cannot be together."""
    return STAGES[
        facts.is_submitted,
        facts.is_assigned,
        facts.outcome,
        facts.awaits_document,
        facts.awaited,
    ]
