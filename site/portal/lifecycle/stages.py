"""The table of stages: from the persisted facts to stage, who acts next, and statuses.

Every combination of facts stands in the table once; the table in the docs is made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from portal.lifecycle.request_states import Awaited
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application

__all__ = ["STAGES", "Derived", "LifecycleFacts", "derive"]

Stage, Actor, Outcome = Application.Stage, Application.Actor, Decision.Outcome


class LifecycleFacts(NamedTuple):
    """What decides the stage: was it sent, has a specialist taken it up, how was it decided.

    For what is undecided alone: ``awaits_document`` while a document was not accepted or set aside, and not replaced
    yet; ``is_eligible`` once a specialist has found the applicant eligible; ``owes_payment`` while something is due;
    ``awaited`` tells what others were asked.
    """

    is_submitted: bool
    is_assigned: bool = False
    outcome: str | None = None
    awaits_document: bool = False
    is_eligible: bool = False
    owes_payment: bool = False
    awaited: Awaited = Awaited.NOTHING


@dataclass(frozen=True, slots=True)
class Derived:
    """What the queues store, and what the applicant is told."""

    stage: str
    action_required_by: str
    statuses: tuple[str, ...]
    wording: Any


_DOCUMENT = _(
    "We wait for a document from you: add another in place of the one that was not accepted or was set aside."
)
_DOCUMENT_AND_FEE = _(
    "We wait for two things from you: a document in place of the one that was not accepted or was set aside, and the "
    "payment that is due."
)
_ELIGIBLE_AND_DOCUMENT = _(
    "A specialist has found you eligible. We still wait for a document in place of the one that was not accepted or "
    "was set aside."
)
_ELIGIBLE_AND_BOTH = _(
    "A specialist has found you eligible. We still wait for a document in place of the one that was not accepted or "
    "was set aside, and for the payment that is due."
)
_FEE = _("We have your application, and wait for your payment of the fee that is due.")
_BALANCE = _(
    "A specialist has found you eligible. We wait for your payment of the rest of the fee."
)
_ELIGIBLE = _("A specialist has found you eligible. The decision comes next.")
_RECEIVED = _("We have your application. A specialist will take it up in order of arrival.")
_REVIEWED = _("A specialist is reviewing your application.")

# Documents awaited, eligible, something due: what that makes of an open application, whoever has it.
_WAITING: dict[tuple[bool, bool, bool], tuple[tuple[str, ...], Any]] = {
    (True, False, False): (("waiting_for_document",), _DOCUMENT),
    (True, False, True): (("payment_due", "waiting_for_document"), _DOCUMENT_AND_FEE),
    (True, True, False): (("found_eligible", "waiting_for_document"), _ELIGIBLE_AND_DOCUMENT),
    (True, True, True): (
        ("found_eligible", "payment_due", "waiting_for_document"),
        _ELIGIBLE_AND_BOTH,
    ),
    (False, False, True): (("payment_due",), _FEE),
    (False, True, True): (("found_eligible", "payment_due"), _BALANCE),
    (False, True, False): (("found_eligible",), _ELIGIBLE),
}

# While others were asked, and the applicant has nothing else to do: who acts next, the status, and what is read.
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


def _open_rows(stage: str, is_assigned: bool) -> dict[LifecycleFacts, Derived]:
    """Return the rows of what is sent and waits for something other than a look at it."""
    sent = LifecycleFacts(True, is_assigned)
    rows = {
        sent._replace(awaited=awaited): Derived(stage, actor, (status,), wording)
        for awaited, (actor, status, wording) in _ASKED.items()
    }
    for (awaits, is_eligible, owes), (statuses, wording) in _WAITING.items():
        facts = LifecycleFacts(True, is_assigned, None, awaits, is_eligible, owes)
        waits = awaits or owes
        actor = Actor.APPLICANT if waits else Actor.STAFF
        rows[facts] = Derived(stage, actor, statuses, wording)
        for awaited, (asked, status, words) in _ASKED.items():
            rows[facts._replace(awaited=awaited)] = Derived(
                stage,
                actor if waits else asked,
                (*statuses, status),
                wording if waits else words,
            )
    return rows


def _decided(status: str, wording: Any) -> Derived:
    return Derived(Stage.CLOSED, Actor.NONE, (status,), wording)


_APPROVED = _decided("approved", _("Your application was approved."))
_DENIED = _decided("denied", _("Your application was denied."))

STAGES: dict[LifecycleFacts, Derived] = {
    LifecycleFacts(False): Derived(
        Stage.DRAFT,
        Actor.APPLICANT,
        ("not_submitted",),
        _("You have not sent this application yet."),
    ),
    LifecycleFacts(True): Derived(Stage.SUBMITTED, Actor.STAFF, ("waiting_for_review",), _RECEIVED),
    LifecycleFacts(True, True): Derived(
        Stage.ASSESSMENT, Actor.STAFF, ("under_review",), _REVIEWED
    ),
    **_open_rows(Stage.SUBMITTED, False),
    **_open_rows(Stage.ASSESSMENT, True),
    LifecycleFacts(True, False, Outcome.APPROVED): _APPROVED,
    LifecycleFacts(True, True, Outcome.APPROVED): _APPROVED,
    LifecycleFacts(True, False, Outcome.DENIED): _DENIED,
    LifecycleFacts(True, True, Outcome.DENIED): _DENIED,
}


def derive(facts: LifecycleFacts) -> Derived:
    """Return what follows from the facts; raise KeyError for facts that cannot be together."""
    return STAGES[facts]
