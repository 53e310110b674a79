"""Reads of staff screens: the queue, how much waits, and everything about one application."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, Q, QuerySet

from portal.casework.reading import AnswerSection, read_answers
from portal.lifecycle.cases import Case, get_case
from portal.lifecycle.evidence import list_evidence
from portal.lifecycle.policies import opens_documents
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application, TimelineEvent
from portal.records.applications.waiting import IsWaiting
from portal.records.credentials.holdings import HeldCredential
from portal.records.credentials.queries import list_held_credentials
from portal.records.documents.models import Document, DocumentUse
from portal.records.documents.queries import UNSCANNED, list_uses
from portal.records.evidence.items import ClaimedItem
from portal.records.prepared_objects import PreparedObjects
from portal.records.reference.models import ReferenceChange

__all__ = [
    "MOST_HELD_UP",
    "MOST_WAITING",
    "ApplicationFile",
    "QueueSummary",
    "get_application_file",
    "get_application_id",
    "get_queue_summary",
    "list_held_up",
    "list_proposals_for",
    "list_queue",
]

MOST_WAITING = 200
MOST_PROPOSALS = 5
MOST_HELD_UP = 10


@dataclass(frozen=True, slots=True)
class QueueSummary:
    """How much waits: counted to a bound, with the oldest and what the reader has taken up."""

    waiting: int
    is_more: bool
    oldest_at: datetime | None
    own: int


@dataclass(frozen=True, slots=True)
class ApplicationFile:
    """Everything that a specialist sees of one application."""

    case: Case
    sections: list[AnswerSection]
    evidence: list[ClaimedItem]
    documents: list[DocumentUse]
    credentials: tuple[HeldCredential, ...]
    timeline: list[TimelineEvent]
    decision: Decision | None


def list_queue() -> QuerySet[Application]:
    """Return submitted applications in order of arrival, with whom and what a row names."""
    return (
        Application.objects.filter(submitted_at__isnull=False)
        .select_related("person", "assigned_to", "version")
        .only(
            "version__content_hash",
            "public_id",
            "reference",
            "version_id",
            "stage",
            "submitted_at",
            "person__first_name",
            "person__middle_name",
            "person__last_name",
            "assigned_to__first_name",
            "assigned_to__last_name",
            "assigned_to__username",
        )
        .order_by("submitted_at", "id")
    )


def get_queue_summary(user_id: int) -> QueueSummary:
    """Return how much waits; 3 SQL, each bounded."""
    waiting = Application.objects.filter(IsWaiting()).order_by("submitted_at", "id")
    counted = waiting[: MOST_WAITING + 1].count()
    return QueueSummary(
        waiting=min(counted, MOST_WAITING),
        is_more=counted > MOST_WAITING,
        oldest_at=waiting.values_list("submitted_at", flat=True).first(),
        own=waiting.filter(assigned_to_id=user_id)[:MOST_WAITING].count(),
    )


def list_proposals_for(user_id: int) -> list[ReferenceChange]:
    """Return the first changes of reference rows that wait for somebody other than who made them."""
    waiting = ReferenceChange.objects.filter(state=ReferenceChange.State.PROPOSED)
    return list(waiting.exclude(proposed_by_id=user_id).order_by("id")[:MOST_PROPOSALS])


def list_held_up(user: Any, *, received_before: datetime) -> list[DocumentUse]:
    """Return documents of open applications that nobody can open: suspect, or unscanned since before a moment; 1 SQL.

    Of services that the user works on. One that was rejected or replaced holds nothing up any more. The list ends one
    beyond MOST_HELD_UP.
    """
    unscanned = Q(document__scan_state__in=UNSCANNED, document__received_at__lt=received_before)
    uses = DocumentUse.objects.filter(
        Q(document__scan_state=Document.ScanState.SUSPECT) | unscanned
    )
    waiting = uses.filter(
        opens_documents(user), IsWaiting("application__stage"), replacement=None
    ).exclude(outcome=DocumentUse.Outcome.REJECTED)
    return list(
        waiting.select_related("application", "document").order_by("document_id", "id")[
            : MOST_HELD_UP + 1
        ]
    )


def get_application_id(public_id: uuid.UUID) -> int:
    """Return the key of a submitted application; raise Application.DoesNotExist for any other."""
    submitted = Application.objects.filter(submitted_at__isnull=False)
    return submitted.values_list("pk", flat=True).get(public_id=public_id)


def _select_timeline(application_id: int) -> QuerySet[TimelineEvent]:
    events: Any = TimelineEvent.objects.filter(application_id=application_id)
    ordered: QuerySet[TimelineEvent] = events.select_related("actor").order_by("id")
    return ordered


def _select_decisions(application_id: int) -> QuerySet[Decision]:
    decisions = Decision.objects.filter(application_id=application_id)
    return decisions.select_related("decided_by").order_by("id")[:1]


_TIMELINE = PreparedObjects(_select_timeline, application_id=BigIntegerField())
_DECISIONS = PreparedObjects(_select_decisions, application_id=BigIntegerField())


def get_application_file(application_id: int, *, on: date, language: str) -> ApplicationFile:
    """Return the file as of a day."""
    case = get_case(application_id, on=on, language=language)
    person_id = case.application.person_id
    decisions = _DECISIONS.fetch(application_id=application_id)
    return ApplicationFile(
        case=case,
        sections=read_answers(case),
        evidence=list_evidence(case),
        documents=list_uses(application_id),
        credentials=list_held_credentials(person_id, on=on) if person_id else (),
        timeline=_TIMELINE.fetch(application_id=application_id),
        decision=decisions[0] if decisions else None,
    )
