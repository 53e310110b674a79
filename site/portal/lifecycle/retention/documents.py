"""Removes documents that are no longer kept, one a transaction, once nothing that is kept needs them.

A document goes with its translations. What its owner's drafts name, what stands behind a verified item and what an
open or approved application was sent with stays.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from portal.lifecycle.retention.drafts import lock_drafts
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application, StepAnswers, TimelineEvent
from portal.records.documents.erasing import erase_documents, list_group
from portal.records.documents.models import Document, DocumentUse
from portal.records.evidence.models import (
    BackgroundCheck,
    EvidenceItem,
    Experience,
    Qualification,
    TestResult,
    Training,
)
from portal.records.people.models import Person
from portal.records.retention.periods import REFUSED_DOCUMENTS, UNUSED_DOCUMENTS, Period

__all__ = ["EVIDENCE", "handle_document", "list_overdue", "may_go", "unlink_evidence"]

EVIDENCE: tuple[type[EvidenceItem], ...] = (
    Qualification,
    TestResult,
    Experience,
    Training,
    BackgroundCheck,
)
KEYS_AT_ONCE = 200


def list_overdue(period: Period, *, on: date) -> Iterator[int]:
    """Yield the keys of documents whose time may be over, in order; memory stays flat."""
    documents = _CANDIDATES[period.rule](period.touched_before(on))
    after = 0
    while keys := list(
        documents.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:KEYS_AT_ONCE]
    ):
        yield from keys
        after = keys[-1]


def may_go(key: int, period: Period, *, on: date, without: Collection[int] = ()) -> int:
    """Return how many files go with a document on a day, none where it stays; nothing is changed.

    ``without`` are the drafts that would be gone by then.
    """
    document = Document.objects.filter(pk=key, translation_of=None).first()
    if document is None:
        return 0
    group = [*document.translations.all(), document]
    return len(group) if _is_free(group, period, on, without) else 0


@transaction.atomic
def handle_document(key: int, period: Period, *, on: date, at: datetime) -> int:
    """Remove a document and its translations if their time is over; return how many went.

    The person's drafts are held, and then the person, in the order in which sending takes them: a draft that is saved
    with the document in the meantime, or sent with it, is seen.
    """
    document = Document.objects.filter(pk=key, translation_of=None).first()
    if document is None:
        return 0
    lock_drafts(document.person_id)
    Person.objects.select_for_update().only("pk").get(pk=document.person_id)
    group = list_group(document)
    if not group or not _is_free(group, period, on):
        return 0
    unlink_evidence(group)
    erase_documents(group, rule=period.rule, actor_id=None, at=at)
    return len(group)


def unlink_evidence(documents: Sequence[Document]) -> None:
    """Let items of evidence stand without documents that go."""
    for model in EVIDENCE:
        model._default_manager.filter(document__in=documents).update(document=None)


def _is_free(
    group: Sequence[Document], period: Period, on: date, without: Collection[int] = ()
) -> bool:
    """Tell whether nothing that is kept on the day needs any document of a group."""
    named = _text_of_drafts(group[0].person_id, without)
    if any(str(document.public_id) in named for document in group):
        return False
    if not _JUDGES[period.rule](group, period, on):
        return False
    items = Q(document__in=group)
    if period.rule == REFUSED_DOCUMENTS:
        items &= Q(state=EvidenceItem.State.VERIFIED)
    return not any(model._default_manager.filter(items).exists() for model in EVIDENCE)


def _text_of_drafts(person_id: int, without: Collection[int]) -> str:
    """Return all that a person's drafts hold, but for some, as one text to look for identifiers in."""
    steps = StepAnswers.objects.filter(
        application__person_id=person_id, application__submitted_at=None
    )
    held = steps.values_list("application_id", "answers", "unfinished")
    return json.dumps([given for draft, *given in held if draft not in without])


def _is_unused(group: Sequence[Document], period: Period, on: date) -> bool:
    received = max(localdate(document.received_at) for document in group)
    is_sent = DocumentUse.objects.filter(document__in=group).exists()
    return on >= period.ends_for(received) and not is_sent


def _is_refused(group: Sequence[Document], period: Period, on: date) -> bool:
    """Tell whether every application that a group was sent with was refused long enough ago."""
    sent_with = Application.objects.filter(document_uses__document__in=group).distinct()
    closed = [_refused_at(each) for each in sent_with.select_related("decision")]
    return bool(closed) and all(at and on >= period.ends_for(localdate(at)) for at in closed)


def _refused_at(application: Application) -> datetime | None:
    """Return when a closed application was denied or withdrawn; None for any other."""
    if application.stage != Application.Stage.CLOSED:
        return None
    decision: Decision | None = getattr(application, "decision", None)
    if decision is not None:
        return decision.decided_at if decision.outcome == Decision.Outcome.DENIED else None
    withdrawn = application.timeline.filter(kind=TimelineEvent.Kind.WITHDRAWN)
    found: datetime | None = withdrawn.values_list("happened_at", flat=True).last()
    return found


def _select_unused(before: datetime) -> QuerySet[Document]:
    uses = DocumentUse.objects.filter(document=OuterRef("pk"))
    documents = Document.objects.filter(~Exists(uses), received_at__lt=before, translation_of=None)
    for model in EVIDENCE:
        documents = documents.filter(
            ~Exists(model._default_manager.filter(document=OuterRef("pk")))
        )
    return documents


def _select_refused(before: datetime) -> QuerySet[Document]:
    closed = Q(application__stage=Application.Stage.CLOSED) & (
        Q(application__decision__outcome="denied", application__decision__decided_at__lt=before)
        | Q(application__timeline__kind="withdrawn", application__timeline__happened_at__lt=before)
    )
    uses = DocumentUse.objects.filter(document=OuterRef("pk"))
    documents = Document.objects.filter(received_at__lt=before, translation_of=None)
    return documents.filter(Exists(uses.filter(closed)))


_CANDIDATES: dict[str, Callable[[datetime], QuerySet[Document]]] = {
    UNUSED_DOCUMENTS: _select_unused,
    REFUSED_DOCUMENTS: _select_refused,
}
_JUDGES: dict[str, Callable[[Sequence[Document], Period, date], bool]] = {
    UNUSED_DOCUMENTS: _is_unused,
    REFUSED_DOCUMENTS: _is_refused,
}
